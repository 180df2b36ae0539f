"""Amounts and sizes as people write them: "1 234,50 €", "1,2 MB"."""

from decimal import Decimal

SIGNS = {"EUR": "€", "LVL": "Ls"}
NARROW = "\N{NO-BREAK SPACE}"


def amount(value: Decimal, currency: str = "EUR", language: str = "lv", *, cents: bool | None = None) -> str:
    """Write an amount with its currency; cents are left out when there are none, unless asked for.

    Latvian and Russian: ``1 234,50 €``; English: ``€1,234.50``. An unknown currency is written by its code.
    """
    value = Decimal(value).quantize(Decimal("0.01"))
    with_cents = value != value.to_integral_value() if cents is None else cents
    text = f"{value:,.2f}" if with_cents else f"{value:,.0f}"
    sign = SIGNS.get(currency, currency)
    if language == "en":
        return f"{sign}{text}" if len(sign) == 1 else f"{text}{NARROW}{sign}"
    return f"{text.replace(',', NARROW).replace('.', ',')}{NARROW}{sign}"


def file_size(size: int, language: str = "lv") -> str:
    """Write a file's size in KB or MB."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)}{NARROW}KB"
    text = f"{size / 1024 / 1024:.1f}".removesuffix(".0")
    return f"{text if language == 'en' else text.replace('.', ',')}{NARROW}MB"
