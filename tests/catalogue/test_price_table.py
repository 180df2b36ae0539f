"""A price table comes in from a spreadsheet cell by cell: what is wrong is named with its row, column and remedy."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from eservices.catalogue.models import Fee, FeeItem, Regulation
from eservices.catalogue.price_table import MOST_ROWS, UnreadableError, read_table, write_table

pytestmark = pytest.mark.django_db
HEAD = ["kods", "summa", "valūta", "spēkā no"]


@pytest.fixture(autouse=True)
def catalogue():
    with translation.override("lv"):
        FeeItem.objects.create(code="visit", name="Vienu reizi nedēļā", per="month")
        FeeItem.objects.create(code="hour", name="Papildu stunda", per="hour")
        Regulation.objects.create(code="sn", title="Saistošie noteikumi Nr. 20")
        yield


def csv(*rows, encoding="utf-8-sig", by=";"):
    return "\r\n".join(by.join(row) for row in rows).encode(encoding)


def xlsx(*rows, change=None):
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    book.save(kept)
    return kept.getvalue()


def read(file, name="cenas.csv"):
    return read_table(file, name)


def amounts(table):
    assert table.faults == []
    return [(fee.item_code, fee.amount, fee.valid_from) for fee in table.fees]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257"])
@pytest.mark.parametrize("by", [";", "\t"])
def test_what_a_latvian_spreadsheet_saves_as_csv_is_read(encoding, by):
    file = csv(
        HEAD,
        ["visit", "1 032,10 €", "EUR", "01.01.2027."],
        ["hour", "1.42", "", "2027-01-01"],
        encoding=encoding,
        by=by,
    )
    new_year = date(2027, 1, 1)
    assert amounts(read(file)) == [("visit", Decimal("1032.10"), new_year), ("hour", Decimal("1.42"), new_year)]


def test_a_sheet_with_numbers_dates_and_a_name_instead_of_the_code_is_read():
    head = ["Nosaukums", "CENA", "Spēkā no", "Spēkā līdz", "Par", "Normatīvais akts", "Punkts", "Ienākumi līdz"]
    row = [
        "papildu STUNDA",
        1.42,
        date(2027, 1, 1),
        date(2027, 12, 31),
        "stundā",
        "saistošie noteikumi nr. 20",
        "5.",
        170,
    ]
    table = read(xlsx(head, row), "cenas.xlsx")
    (fee,) = table.fees
    assert table.faults == []
    assert (fee.item_code, fee.amount, fee.currency, fee.clause) == ("hour", Decimal("1.42"), "EUR", "5.")
    assert (fee.valid_until, fee.regulation.code, fee.income_to) == (date(2027, 12, 31), "sn", Decimal(170))


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (["nav", "1", "EUR", "01.01.2027"], "kods", "Cenrāža rindas ar kodu „nav” nav"),
        (["visit", "daudz", "EUR", "01.01.2027"], "summa", "Šī nav summa"),
        (["visit", "-5", "EUR", "01.01.2027"], "summa", "Šī nav summa"),
        (["visit", "NaN", "EUR", "01.01.2027"], "summa", "Šī nav summa"),
        (["visit", "1e99", "EUR", "01.01.2027"], "summa", "Šī nav summa"),
        (["visit", "1,425", "EUR", "01.01.2027"], "summa", "divi cipari"),
        (["visit", "20 Ls", "EUR", "01.01.2027"], "summa", "citā valūtā"),
        (["visit", "20", "USD", "01.01.2027"], "valūta", "EUR vai LVL"),
        (["visit", "20", "EUR", ""], "spēkā no", "Ierakstiet dienu"),
        (["visit", "20", "EUR", "31.02.2027"], "spēkā no", "Šis nav datums"),
    ],
)
def test_a_fault_says_row_column_and_what_to_do(row, column, told):
    (fault,) = read(csv(HEAD, ["hour", "1", "EUR", "01.01.2027"], row)).faults
    assert (fault.row, fault.column) == (3, column)
    assert told in fault.message


def test_a_period_that_is_not_the_items_is_a_fault():
    (fault,) = read(csv([*HEAD, "par"], ["visit", "1", "EUR", "01.01.2027", "stundā"])).faults
    assert "skaita „mēnesī”" in fault.message


def test_merged_cells_and_formulas_are_faults():
    table = read(
        xlsx(
            HEAD,
            ["visit", "=1+1", "EUR", "01.01.2027"],
            ["hour", 1, "EUR", "01.01.2027"],
            change=lambda book: book.active.merge_cells("C2:C3"),
        ),
        "cenas.xlsx",
    )
    told = {(fault.row, fault.column): fault.message for fault in table.faults}
    assert "apvienotas" in told[2, "C"]
    assert "formula" in told[2, "B"]


def packed(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"", "tukšs"),
        (b"\xd0\xcf\x11\xe0rest", ".xls"),
        (b"%PDF-1.7\0", "nav tabula"),
        (b"PK\x03\x04 and no more", "bojāts"),
        (b"x" * 2_100_000, "2 MB"),
        (packed(document="x"), "nav tabula"),
        (packed(**{"xl__vbaProject.bin": "x", "xl__workbook.xml": "x"}), "makro"),
        (packed(**{"xl__workbook.xml": "<!DOCTYPE x>"}), "nav tabula"),
        (packed(**{"xl__workbook.xml": b" " * 43_000_000}), "pārāk liels"),
        (csv(["summa", "spēkā no"], ["1", "01.01.2027"]), "kods"),
        (csv([*HEAD, "cena"], ["visit", "1", "EUR", "01.01.2027", "2"]), "divreiz"),
        (csv(HEAD), "nevienas rindas"),
        (csv(HEAD, *[["visit", "1", "EUR", "01.01.2027"]] * MOST_ROWS), "Sadaliet"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(file, told):
    with pytest.raises(UnreadableError, match=told):
        read(file)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_present_table_comes_back_the_same(kind):
    law = Regulation.objects.get()
    told = {"regulation": law, "clause": "5.", "income_to": Decimal("170.01")}
    Fee.objects.create(item_code="visit", amount=Decimal("28.46"), valid_from=date(2014, 1, 1), **told)
    Fee.objects.create(item_code="hour", amount=None, valid_from=date(2014, 1, 1), valid_until=date(2015, 1, 1))
    names = ("item_code", "amount", "valid_from", "valid_until", "income_to", "regulation_id", "clause", "currency")
    table = read(write_table(kind), f"cenas.{kind}")
    assert table.faults == []
    kept = [tuple(getattr(fee, name) for name in names) for fee in table.fees]
    assert kept == list(Fee.objects.values_list(*names))


def test_what_we_write_is_no_formula():
    FeeItem.objects.create(code="trap", name="=cmd|' /C calc'!A0")
    Fee.objects.create(item_code="trap", amount=1, valid_from=date(2014, 1, 1))
    assert ";'=cmd" in write_table("csv").decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(write_table("xlsx"))).active
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
