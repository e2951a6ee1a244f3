"""Files from outside: what is read, what is refused, and that nothing else ever happens."""

import random
import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput, UnusableFile
from core.exchange.attendance_sheet import read_attendance
from core.exchange.columns import recognise
from core.exchange.roster import read_lines
from core.exchange.tables import MOST_COLUMNS, MOST_ROWS, RawTable, read_table

DATA = Path(__file__).parent.parent / "data"
CSV = (DATA / "roster_agir_liberte.csv").read_bytes()
XLSX = (DATA / "roster_declic.xlsx").read_bytes()
TODAY = date(2026, 11, 22)


def a_workbook(*rows: list[object], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """The same workbook with some parts replaced or added: `sheet1=b"…"` is xl/worksheets/sheet1.xml."""
    places = {f"xl/worksheets/{name}.xml": part for name, part in changed.items()}
    kept = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, places.pop(name, None) or old.read(name))
        for name, part in places.items():
            new.writestr(name, part)
    return kept.getvalue()


def cells_of(table: RawTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UnusableFile) as refused:
        read_table(name, content)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_file_is_read_in_its_encoding_and_with_its_separator(encoding, separator):
    text = f'Nom{separator}Prénom\nO’Connor{separator}"Seán{separator} dit ""Jo"""\n'
    (table,) = read_table("liste.csv", text.encode(encoding))
    assert cells_of(table) == [("Nom", "Prénom"), ("O’Connor", f'Seán{separator} dit "Jo"')]


def test_values_are_never_altered_by_what_they_look_like():
    (table,) = read_table("liste.csv", b"Code;Nom;Note\n001;NA;1e5\n")
    assert cells_of(table)[1] == ("001", "NA", "1e5")


def test_lines_keep_their_number_in_the_file_and_their_width():
    (table,) = read_table("liste.csv", b'a;b\n\n"1\n2";3\n4\n5;6;7\n')
    assert [(row.line, len(row.cells)) for row in table.rows] == [(1, 2), (3, 2), (5, 1), (6, 3)]


def test_the_separator_that_a_spreadsheet_announces_is_used():
    (table,) = read_table("liste.csv", b"sep=,\nNom,Projet\nSow,pain; vin; fromage\n")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("Nom", "Projet")),
        (3, ("Sow", "pain; vin; fromage")),
    ]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b";;\n;;\n"])
def test_an_empty_file_is_refused(content):
    assert "vide" in (said := refusal("liste.csv", content)) or "aucune ligne" in said


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("liste.csv", b"Nom;Pr\0nom\n", "CSV UTF-8"),
        ("liste.csv", "Nom;Prénom\n".encode("utf-16"), "CSV UTF-8"),
        ("liste.csv", b"Nom\x81;Pr\xe9nom\n", "CSV UTF-8"),
        ("liste.csv", b'Nom;Projet\nSow;"sans fin\n', "Ligne 2"),
        ("liste.csv", b'Nom;Projet\nSow;"a"b;c\n', "Ligne 2"),
        ("liste.csv", b"Nom;Projet\nSow;" + b"x" * 40_000, "Ligne 2"),
        ("liste.csv", b"Nom\n" + b"Sow\n" * (MOST_ROWS + 1), "5\u00a0000 lignes"),
        ("liste.csv", b";" * MOST_COLUMNS + b"Nom\n", "100 colonnes"),
        ("liste.csv", XLSX, "texte que son nom annonce"),
        ("liste.csv", b"%PDF-1.7", "texte que son nom annonce"),
        ("liste.csv", b"<!DOCTYPE html><table>", "texte que son nom annonce"),
        ("liste.xlsx", CSV, "classeur que son nom annonce"),
        ("liste.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "mot de passe"),
        ("liste.xlsx", XLSX[:3000], "abîmé"),
        ("liste.docx", XLSX, "CSV et XLSX"),
        ("liste", CSV, "CSV et XLSX"),
        ("liste.csv", b"Nom;" * 5_100_000, "20\u00a0Mo"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_with_one_sentence(name, content, remedy):
    said = refusal(name, content)
    assert remedy in said
    assert said.endswith(".")


def test_two_columns_with_the_same_title_are_refused():
    (table,) = read_table("liste.csv", b"Nom;Pr\xc3\xa9nom; nom \nSow;Ali;Sow\n")
    with pytest.raises(UnusableFile, match="colonnes 1 et 3"):
        recognise(table)


def test_a_workbook_gives_its_visible_sheets_with_dates_as_iso_and_numbers_as_typed():
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Né", "Le", "À", "Vu", "Part"])
    book.active.append(
        ["Sow", 1992, date(2026, 9, 28), datetime.fromisoformat("2026-09-28T14:30"), True, 0.5]
    )
    book.create_sheet("caché").sheet_state = "hidden"
    kept = BytesIO()
    book.save(kept)
    (table,) = read_table("Liste.XLSX", kept.getvalue())
    assert cells_of(table)[1] == ("Sow", "1992", "2026-09-28", "2026-09-28 14:30", "oui", "0.5")


def test_a_cell_merged_downwards_says_the_same_of_each_line():
    content = a_workbook(["Nom", "Lieu"], ["Sow", "MA"], ["Weber", None], merge="B2:B3")
    (table,) = read_table("liste.xlsx", content)
    assert cells_of(table)[1:] == [("Sow", "MA"), ("Weber", "MA")]


def test_a_formula_is_neither_computed_nor_kept():
    (table,) = read_table("liste.xlsx", a_workbook(["Nom", "Né"], ["Sow", "=1990+2"]))
    assert table.rows[1].cells == ("Sow", "")
    assert table.rows[1].formulas == {1}


def test_the_result_that_a_formula_last_showed_is_read():
    content = a_workbook(["Nom", "Né"], ["Sow", "=1990+2"])
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    shown = sheet.replace(b"<v></v>", b"<v>1992</v>").replace(b"<v />", b"<v>1992</v>")
    (table,) = read_table("liste.xlsx", repacked(content, sheet1=shown))
    assert table.rows[1].cells == ("Sow", "1992")
    assert table.rows[1].formulas == {1}


def test_a_format_painted_down_a_million_lines_does_not_make_the_list_long():
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom"])
    book.active.cell(1_048_576, 16_384).number_format = "0.00"
    kept = BytesIO()
    book.save(kept)
    (table,) = read_table("liste.xlsx", kept.getvalue())
    assert cells_of(table) == [("Nom", "Prénom")]


def test_too_many_lines_in_a_workbook_are_refused():
    content = a_workbook(*([f"Nom {n}"] for n in range(MOST_ROWS + 1)))
    assert "5\u00a0000 lignes" in refusal("liste.xlsx", content)


def test_a_long_text_repeated_in_every_cell_is_refused():
    content = a_workbook(*(["x" * 30_000] * 20 for _ in range(50)))
    assert refusal("liste.xlsx", content)


def test_a_bomb_is_refused_before_it_is_parsed():
    bomb = repacked(XLSX, bomb=b" " * 60_000_000)
    assert len(bomb) < 100_000
    assert "bien plus" in refusal("liste.xlsx", bomb)


def test_a_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(repacked(XLSX, bomb=b" " * 30_000_000))
    told = (30_000_000).to_bytes(4, "little")
    assert bomb.count(told) >= 1
    assert refusal("liste.xlsx", bytes(bomb.replace(told, (10).to_bytes(4, "little"))))


def test_a_workbook_of_too_many_parts_is_refused():
    parts = {f"part{n}": b"<a/>" for n in range(201)}
    assert "bien plus" in refusal("liste.xlsx", repacked(XLSX, **parts))


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><worksheet>&e;</worksheet>'


@pytest.mark.parametrize(
    "part",
    [
        DOCTYPE.encode(),
        DOCTYPE.replace("1.0", '1.0" encoding="utf-16').encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<worksheet/>',
        DOCTYPE.encode("cp037"),
    ],
)
def test_a_workbook_with_a_doctype_is_refused_however_it_is_written(part):
    assert "instructions" in refusal("liste.xlsx", repacked(XLSX, sheet1=part))


def test_a_workbook_with_macros_or_another_kind_of_archive_is_refused():
    kept = BytesIO(XLSX)
    with zipfile.ZipFile(kept, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    assert "macros" in refusal("liste.xlsx", kept.getvalue())
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "classeur que son nom annonce" in refusal("liste.xlsx", other.getvalue())


def test_a_broken_sheet_is_refused():
    assert "ne peut pas être lu" in refusal("liste.xlsx", repacked(XLSX, sheet1=b"<worksheet>"))


def read_all(name: str, content: bytes) -> None:
    """Everything that reading does; only a sentence for the person may stop it."""
    with suppress(UnusableFile, InvalidInput):
        for table in read_table(name, content):
            lines = read_lines(table, recognise(table), today=TODAY, with_phone=True)
            assert all(line.line > 0 for line in lines)
            read_attendance(table, today=TODAY)


def mutant(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 30)]
            case 2:
                changed[at:at] = chance.choice([b'"', b";", b"\n", b"\xff", b"=", b"<", b"99999"])
            case _:
                changed[at:at] = changed[at : at + 40]
    return bytes(changed)


few = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.integers())
def test_no_mutant_of_a_csv_roster_causes_anything_but_a_refusal(seed):
    read_all("liste.csv", mutant(CSV, seed))


@few
@given(st.integers())
def test_no_mutant_of_a_workbook_causes_anything_but_a_refusal(seed):
    read_all("liste.xlsx", mutant(XLSX, seed))


@settings(few, max_examples=15)
@given(st.integers())
def test_no_mutant_of_a_sheet_well_packed_causes_anything_but_a_refusal(seed):
    with zipfile.ZipFile(BytesIO(XLSX)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    read_all("liste.xlsx", repacked(XLSX, sheet1=mutant(sheet, seed)))


@settings(few, max_examples=200)
@given(st.text(), st.lists(st.lists(st.text(), min_size=1, max_size=6), max_size=6))
def test_no_text_causes_anything_but_a_refusal(name, rows):
    text = "Nom;Prénom;Année;Date d'entrée;Tél;Projet\n" + "\n".join(map(";".join, rows))
    read_all("liste.csv", text.encode(errors="replace"))
    read_all(name, text.encode(errors="replace"))
