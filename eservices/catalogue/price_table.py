"""The price table as a file: written for a spreadsheet, and read back cell by cell with what is wrong in each."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from eservices.catalogue.models import Fee, FeeItem, Regulation
from eservices.catalogue.tables import by
from portal.personal_data.names import fold

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 2000
_MOST_UNPACKED = 40 * 1024 * 1024
# A spreadsheet counts formatted empty rows too.
_MOST_SEEN = 20_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

# The heading we write for each column, and what else it may be called; compared without capitals and diacritics.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("kods", "code"),
    "name": ("nosaukums", "name", "pakalpojums"),
    "amount": ("summa", "amount", "cena", "maksa"),
    "amount_to": ("summa līdz", "amount_to", "līdz"),
    "currency": ("valūta", "currency"),
    "per": ("par", "per", "vienība", "par ko"),
    "income_from": ("ienākumi no", "income_from"),
    "income_to": ("ienākumi līdz", "income_to"),
    "valid_from": ("spēkā no", "valid_from"),
    "valid_until": ("spēkā līdz", "valid_to", "valid_until"),
    "regulation": ("noteikumi", "regulation", "normatīvais akts"),
    "clause": ("punkts", "clause"),
}
_NEEDED = ("amount", "valid_from")
_KEPT = ("currency", "income_from", "income_to", "regulation", "clause")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_SIGNS = {"€": Fee.Currency.EUR, "eur": Fee.Currency.EUR, "ls": Fee.Currency.LVL, "lvl": Fee.Currency.LVL}


@dataclass(frozen=True)
class CellFault:
    """What is wrong, in which row and column of the file as a spreadsheet counts them, and what to do."""

    row: int
    column: str
    message: str


@dataclass
class Table:
    """What a file says: the amounts with the row each stands in, faults, and remarks that stop nothing."""

    fees: list[Fee] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class UnreadableError(Exception):
    """The file is no table that can be read; says what to do instead."""


Cell = str | int | float | datetime.date | None


def write_table(kind: str) -> bytes:
    """Write every amount of today's catalogue as ``xlsx`` or ``csv``, in the form ``read_table`` takes."""
    rows = [[names[0] for names in COLUMNS.values()], *_rows()]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(
            [["" if cell is None else _local(cell) for cell in row] for row in rows]
        )
        return text.getvalue().encode("utf-8-sig")
    book, kept = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "Cenas"
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                # Words stay words, also those that begin like a formula.
                cell.data_type = "s"
    sheet.freeze_panes = "C2"
    for place, width in enumerate((24, 48, 10, 10, 8, 16, 12, 12, 12, 12, 24, 16), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in sheet.iter_rows(min_row=2, min_col=9, max_col=10):
        for cell in row:
            cell.number_format = "dd.mm.yyyy"
    book.save(kept)
    return kept.getvalue()


def read_table(file: bytes, name: str) -> Table:
    """Read a CSV or XLSX file into amounts; nothing is written.

    Raises UnreadableError for a file that is too large, of another kind, with macros or without the needed columns.
    """
    if len(file) > MOST_BYTES:
        raise UnreadableError(_("The file is too large: at most 2 MB. Leave only the price table in it."))
    table = Table()
    lines = list(_sheet(file, table) if _is_spreadsheet(file, name) else _csv(file))
    if not lines:
        raise UnreadableError(_("The file is empty."))
    columns = _columns(lines[0][1])
    if len(lines) > MOST_ROWS:
        raise UnreadableError(_("The table has more than %(most)d rows. Divide it.") % {"most": MOST_ROWS})
    known = _Known()
    for number, cells in lines[1:]:
        row = {name: cells[place] if place < len(cells) else None for name, place in columns.items()}
        if any(cell not in (None, "") for cell in row.values()):
            _read_row(table, known, number, row)
    if not table.fees and not table.faults:
        raise UnreadableError(_("There are no rows below the headings."))
    return table


def column_name(name: str) -> str:
    """The heading of a column, as our own table has it."""
    return COLUMNS[name][0]


def _rows() -> Iterator[list[Any]]:
    items = {item.code: item for item in FeeItem.objects.filter(locale__language_code=settings.LANGUAGE_CODE)}
    for fee in Fee.objects.select_related("regulation"):
        item = items.get(fee.item_code)
        yield [
            fee.item_code,
            item.name if item else "",
            fee.amount,
            fee.amount_to,
            fee.currency,
            item.get_per_display() if item else "",
            fee.income_from,
            fee.income_to,
            fee.valid_from,
            fee.valid_until,
            fee.regulation.code if fee.regulation else "",
            fee.clause,
        ]


def _local(cell: Any) -> str:
    if isinstance(cell, datetime.date):
        return f"{cell:%d.%m.%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else _harmless(str(cell))


def _harmless(text: str) -> str:
    """A spreadsheet would run what begins like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _is_spreadsheet(file: bytes, name: str) -> bool:
    """Say whether it is a spreadsheet, looking at the file itself. Raises UnreadableError for other packed files."""
    if file.startswith(_OLD_EXCEL) or name.lower().endswith(".xls"):
        raise UnreadableError(_("This is an old Excel file (.xls). Save it as .xlsx or .csv."))
    if not file.startswith(b"PK"):
        if b"\0" in file:
            raise UnreadableError(_("This is not a table. Choose a .csv or .xlsx file."))
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise UnreadableError(_("The file is too large inside. Leave only the price table in it."))
            names = {part.filename for part in parts}
            declared = any(b"<!DOCTYPE" in packed.read(part) for part in parts if part.filename.endswith(".xml"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as fault:
        raise UnreadableError(_("The file is damaged. Save it once more and choose it again.")) from fault
    if any(part.endswith("vbaProject.bin") for part in names):
        raise UnreadableError(_("There are macros in the file. Save it as .xlsx, without macros."))
    if "xl/workbook.xml" not in names or declared:
        raise UnreadableError(_("This is not a table. Choose a .csv or .xlsx file."))
    return True


def _csv(file: bytes) -> Iterator[tuple[int, list[Cell]]]:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a Latvian Excel writes as plain "CSV".
        text = file.decode("cp1257", errors="replace")
    head = text.split("\n", 1)[0]
    delimiter = max(";\t,", key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number, [*row]
    except csv.Error as fault:
        raise UnreadableError(_("This is not a table. Choose a .csv or .xlsx file.")) from fault


def _sheet(file: bytes, table: Table) -> Iterator[tuple[int, list[Cell]]]:
    try:
        book = load_workbook(io.BytesIO(file), keep_links=False)
    except Exception as fault:  # openpyxl raises whatever a damaged part leads to
        raise UnreadableError(_("The file is damaged. Save it once more and choose it again.")) from fault
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise UnreadableError(_("The file is empty."))
    if sheet.max_row > _MOST_SEEN:
        raise UnreadableError(_("The table has more than %(most)d rows. Divide it.") % {"most": MOST_ROWS})
    if len(book.worksheets) > 1:
        table.remarks.append(_("Only the first sheet was read: “%(sheet)s”.") % {"sheet": sheet.title})
    for merged in sheet.merged_cells.ranges:
        message = _("The cells %(cells)s are merged. Split them and fill in each row.") % {"cells": merged.coord}
        table.faults.append(CellFault(merged.min_row, get_column_letter(merged.min_col), message))
    for row in sheet.iter_rows(max_col=40):
        cells: list[Cell] = []
        for cell in row:
            if cell.data_type in {"f", "e"}:
                message = _("There is a formula in the cell. Copy the column and paste it as values.")
                table.faults.append(CellFault(cell.row, get_column_letter(cell.column), message))
            cells.append(None if cell.data_type in {"f", "e"} else cell.value)
        yield row[0].row, cells


def _columns(headings: Iterable[Cell]) -> dict[str, int]:
    """Which column stands where. Raises UnreadableError where one is missing or stands twice."""
    named = {fold(name): column for column, names in COLUMNS.items() for name in names}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = named.get(fold(str(heading or "").strip()))
        if column in found:
            raise UnreadableError(_("The column “%(column)s” stands in the table twice.") % {"column": heading})
        if column:
            found[column] = place
    missing = [column_name(column) for column in _NEEDED if column not in found]
    if not {"code", "name"} & set(found):
        missing.insert(0, column_name("code"))
    if missing:
        told = {"columns": ", ".join(missing)}
        raise UnreadableError(_("These columns are missing in the first row: %(columns)s.") % told)
    return found


class _Known:
    """What rows may name: fee items and regulations; and what they leave unsaid."""

    def __init__(self) -> None:
        items = FeeItem.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        self.items = {item.code: item for item in items}
        self.by_name: dict[str, list[FeeItem]] = {}
        for item in self.items.values():
            self.by_name.setdefault(fold(item.name), []).append(item)
        self.fees = by("item_code", Fee.objects.order_by("valid_from"))
        self.laws = {key: law for law in Regulation.objects.all() for key in (law.code, fold(law.title)) if key}

    def said_before(self, fee: Fee) -> dict[str, Any]:
        """What holds for a column the file does not have: as this amount says now, else as the one before it."""
        before = [known for known in self.fees[fee.item_code] if known.valid_from <= fee.valid_from]
        if not before:
            return {}
        same = ("amount_to", "valid_until") if before[-1].valid_from == fee.valid_from else ()
        return {name: getattr(before[-1], name) for name in (*_KEPT, *same)}


class _Wrong(Exception):
    """One cell that cannot be read."""


def _read_row(table: Table, known: _Known, number: int, row: dict[str, Cell]) -> None:
    values: dict[str, Any] = {}

    def read(column: str, how: Callable[[Cell], Any]) -> None:
        try:
            values[column] = how(row.get(column))
        except _Wrong as fault:
            table.faults.append(CellFault(number, column_name(column), str(fault)))

    before = len(table.faults)
    read("code" if _text(row.get("code")) else "name", lambda cell: _item(row, known))
    item = values.pop("code", None) or values.pop("name", None)
    read("currency", _currency)
    for column in ("amount", "amount_to", "income_from", "income_to"):
        read(column, lambda cell: _money(cell, values.get("currency", "")))
    read("valid_from", lambda cell: _day(cell, needed=True))
    read("valid_until", _day)
    read("regulation", lambda cell: _law(cell, known))
    read("clause", lambda cell: _short(cell, 120))
    if item:
        read("per", lambda cell: _per(cell, item))
    if len(table.faults) > before or not item:
        return
    values.pop("per", None)
    said = _text(row.get("name"))
    if said and fold(said) != fold(item.name):
        told = {"row": number, "code": item.code, "name": item.name}
        table.remarks.append(
            _("Row %(row)d: %(code)s is called “%(name)s”. Names are not changed by the table.") % told
        )
    if values["amount"] is None:
        told = {"row": number, "name": item.name}
        table.remarks.append(
            _("Row %(row)d: “%(name)s” has no amount; residents will read that it is being confirmed.") % told
        )
    fee = Fee(item_code=item.code, **values)
    for name, value in known.said_before(fee).items():
        if name not in row:
            setattr(fee, name, value)
    table.fees.append(fee)
    table.rows.append(number)


def _text(cell: Cell) -> str:
    return " ".join(str(cell if cell is not None else "").replace("\0", "").split())


def _short(cell: Cell, most: int) -> str:
    text = _text(cell)
    if len(text) > most:
        raise _Wrong(_("At most %(most)d characters.") % {"most": most})
    return text


def _item(row: dict[str, Cell], known: _Known) -> FeeItem:
    code, name = _text(row.get("code")).lstrip("'"), _text(row.get("name"))
    if code in known.items:
        return known.items[code]
    named = known.by_name.get(fold(name), []) if name else []
    if code:
        hint = _(" Perhaps it is %(code)s.") % {"code": named[0].code} if len(named) == 1 else ""
        raise _Wrong(
            _("There is no fee item with the code “%(code)s”. Add the item first.") % {"code": code[:60]} + hint
        )
    if len(named) == 1:
        return named[0]
    if named:
        raise _Wrong(_("Several fee items have this name. Write the code."))
    raise _Wrong(_("There is no fee item with this name. Write the code, or add the item first."))


def _currency(cell: Cell) -> str:
    said = _text(cell).lower()
    if not said:
        return Fee.Currency.EUR
    if said not in _SIGNS:
        raise _Wrong(_("The currency may be EUR or LVL."))
    return _SIGNS[said]


def _money(cell: Cell, currency: str) -> Decimal | None:
    text = _text(cell).replace(" ", "").lower()
    sign = next((sign for sign in _SIGNS if text.endswith(sign) or text.startswith(sign)), "")
    if sign and currency and _SIGNS[sign] != currency:
        raise _Wrong(_("The amount is in another currency than the row says."))
    text = text.replace(sign, "") if sign else text
    if text in {"", "-", "–"}:
        return None
    if isinstance(cell, bool | datetime.date):
        raise _Wrong(_("This is not an amount. Write a number, for example 28,46."))
    try:
        amount = Decimal(repr(cell) if isinstance(cell, float) else text.replace(",", "."))
    except InvalidOperation:
        raise _Wrong(_("This is not an amount. Write a number, for example 28,46.")) from None
    if not amount.is_finite() or not 0 <= amount < 10**8:
        raise _Wrong(_("This is not an amount. Write a number, for example 28,46."))
    if amount != round(amount, 2):
        raise _Wrong(_("At most two digits after the comma."))
    return round(amount, 2)


def _day(cell: Cell, *, needed: bool = False) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = _text(cell).rstrip(".")
    if not text:
        if needed:
            raise _Wrong(_("Write the day from which the amount is in force."))
        return None
    found = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    with suppress(ValueError):
        if found:
            return datetime.date(*(int(found[name]) for name in ("year", "month", "day")))
    raise _Wrong(_("This is not a date. Write it as 01.01.2027."))


def _law(cell: Cell, known: _Known) -> Regulation | None:
    said = _text(cell)
    if not said:
        return None
    law = known.laws.get(said) or known.laws.get(fold(said))
    if law is None:
        raise _Wrong(_("There is no such regulation. Write its code or its full title."))
    return law


def _per(cell: Cell, item: FeeItem) -> str:
    said = _text(cell)
    if said and fold(said) not in {fold(item.per), fold(str(item.get_per_display()))}:
        told = {"name": item.name, "per": item.get_per_display()}
        raise _Wrong(_("“%(name)s” is counted “%(per)s”. Change that at the fee item.") % told)
    return said
