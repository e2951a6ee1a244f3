"""Files kept on somebody: what is accepted, who opens them, and how everything comes back."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from core import documents, history
from core.documents import Description
from core.errors import (
    AlreadySaved,
    InvalidInput,
    NotAllowed,
    NotFound,
    StaleRecord,
    TrackerError,
    UnusableFile,
)
from core.exchange.document_file import Kind, prepared
from core.notes import Level
from core.storage.database import connect
from core.tracker import migrate
from tests.factories import (
    TODAY,
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def a_picture(kind="PNG"):
    file = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


def a_word_file():
    file = BytesIO()
    WordDocument().save(file)
    return file.getvalue()


def a_workbook():
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def an_archive(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_part(content, name, part=b"x"):
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part)
    return file.getvalue()


def said(title="RIB", on=TODAY, level=Level.TEAM):
    return Description(title=title, dated_on=on, level=level)


def a_file(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def add(db, person, coach, title="RIB", content=PDF, name="rib.pdf", **more):
    return documents.add(db, person, name, content, said(title), by=coach, today=TODAY, **more)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("rib.PDF", PDF, Kind.PDF),
        ("cni.jpeg", a_picture("JPEG"), Kind.JPEG),
        ("cni.jpg", a_picture("JPEG"), Kind.JPEG),
        ("atelier.png", a_picture(), Kind.PNG),
        ("cv.docx", a_word_file(), Kind.DOCX),
        ("budget.xlsx", a_workbook(), Kind.XLSX),
    ],
)
def test_five_kinds_of_files_are_kept(name, content, kind):
    assert prepared(name, content)[0] is kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rib.pdf", a_picture()),
        ("cni.png", PDF),
        ("cni.jpg", a_picture("PNG")),
        ("cv.docx", a_workbook()),
        ("budget.xlsx", a_word_file()),
        ("cv.docx", PDF),
        ("cv.docx", b"MZ\x90\x00 a programme"),
        ("rib.pdf", b"MZ\x90\x00 a programme"),
        ("rib.pdf", a_word_file()),
    ],
)
def test_a_disguised_document_is_refused_with_a_sentence(name, content):
    with pytest.raises(UnusableFile, match="n’est pas ce que son nom annonce"):
        prepared(name, content)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.txt", b"Bonjour", "PDF, JPEG, PNG, DOCX et XLSX"),
        ("rib", PDF, "PDF, JPEG, PNG, DOCX et XLSX"),
        ("rib.pdf", b"", "vide"),
        ("rib.pdf", PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript >> /Type"), "PDF"),
        ("rib.pdf", b"%PDF-" + b"0" * 5_000_000 + b"%%EOF", "dépasse 5.Mo"),
        ("cv.docx", b"\xd0\xcf\x11\xe0" + b"0" * 50, "ancien format"),
        ("cv.docx", a_word_file()[:400], "abîmé"),
        ("cv.docx", b"PK\x03\x04 nothing else", "abîmé"),
        ("cv.docx", with_part(a_word_file(), "word/vbaProject.bin"), "macros"),
        ("budget.xlsx", with_part(a_workbook(), "xl/embeddings/setup.exe"), "macros"),
    ],
    ids=["text", "no ending", "empty", "active pdf", "heavy", "old format", "cut", "not a zip",
         "macros", "a programme inside"],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(name, content, why):
    with pytest.raises(UnusableFile, match=why):
        prepared(name, content)


def test_a_file_that_unpacks_to_far_too_much_is_refused():
    file = BytesIO(a_word_file())
    with zipfile.ZipFile(file, "a", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image.emf", bytes(201_000_000))
    with pytest.raises(UnusableFile, match="décompress"):
        prepared("cv.docx", file.getvalue())


def test_a_document_is_kept_with_what_is_said_of_it(db):
    coach, person = a_file(db)
    add(db, person, coach, title="  Attestation ")
    (kept,) = documents.of(db, person, by=coach)
    assert (kept.title, kept.dated_on, kept.level) == ("Attestation", TODAY, Level.TEAM)
    assert (kept.kind, kept.size, kept.who) == (Kind.PDF, len(PDF), coach.name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"level": Level.PRIVATE},
        {"level": Level.MENTOR},
        {"on": date(1930, 1, 1)},
        {"on": TODAY + timedelta(days=1)},
    ],
)
def test_what_is_said_of_a_document_is_checked_and_nothing_is_half_saved(db, wrong):
    coach, person = a_file(db)
    with pytest.raises(InvalidInput):
        documents.add(db, person, "rib.pdf", PDF, said(**wrong), by=coach, today=TODAY)
    assert documents.of(db, person, by=coach) == []


def test_the_documents_of_one_person_are_limited_in_number_and_in_all(db, monkeypatch):
    coach, person = a_file(db)
    monkeypatch.setattr(documents, "MOST_BYTES", 2 * len(PDF))
    first, _second = add(db, person, coach), add(db, person, coach)
    with pytest.raises(InvalidInput, match="25"):
        add(db, person, coach)
    documents.throw(db, first, by=coach, version=1)
    add(db, person, coach)
    with pytest.raises(InvalidInput, match="25"):
        documents.restore(db, first, by=coach)
    monkeypatch.setattr(documents, "MOST", 2)
    with pytest.raises(InvalidInput, match="2 documents"):
        add(db, person, coach)


def test_a_save_happens_once_and_a_conflict_is_told(db):
    coach, person = a_file(db)
    one = add(db, person, coach, token="t")
    with pytest.raises(AlreadySaved):
        add(db, person, coach, token="t")
    documents.change(db, one, said("RIB du compte"), by=coach, today=TODAY, version=1)
    with pytest.raises(StaleRecord) as told:
        documents.change(db, one, said("RIB pro"), by=coach, today=TODAY, version=1)
    assert (told.value.theirs, told.value.yours) == ("RIB du compte", "RIB pro")
    with pytest.raises(StaleRecord):
        documents.throw(db, one, by=coach, version=1)


def test_who_takes_a_document_stays_in_the_audit(db):
    coach, person = a_file(db)
    one = add(db, person, coach)
    assert documents.take(db, one, by=coach) == PDF
    events = [
        row["event"] for row in db.query("SELECT event FROM audit WHERE subject = 'document'")
    ]
    assert events == ["document.added", "document.taken"]


def test_nobody_outside_the_team_opens_a_document(db):
    coach, person = a_file(db)
    one = add(db, person, coach)
    for stranger in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        for deed in (
            lambda who: documents.of(db, person, by=who),
            lambda who: documents.get(db, one, by=who),
            lambda who: documents.take(db, one, by=who),
            lambda who: documents.throw(db, one, by=who, version=1),
            lambda who: documents.restore(db, one, by=who),
            lambda who: add(db, person, who),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                deed(stranger)
    with pytest.raises(NotFound):
        documents.take(db, 999, by=coach)
    assert documents.take(db, one, by=a_lead(db)) == PDF


def test_the_title_of_a_document_is_in_the_history_for_those_who_open_it(db):
    coach, person = a_file(db)
    add(db, person, coach, title="Attestation")
    told = {change.new for change in history.of(db, person, by=coach)}
    assert "Attestation" in told
    by_others = history.of(db, person, by=an_administrator(db))
    assert "Attestation" not in {change.new for change in by_others}


DEEDS = st.one_of(
    st.just(("add", None, None)),
    st.tuples(st.just("throw"), st.integers(0, 4), st.none()),
    st.tuples(st.just("restore"), st.integers(0, 4), st.none()),
    st.tuples(st.just("change"), st.integers(0, 4), st.sampled_from(["RIB", "CV", "Devis"])),
)


def _seen(db, person, coach):
    kept = [documents.of(db, person, by=coach, trash=trash) for trash in (False, True)]
    return [
        {(one.id, one.title, one.dated_on, one.level, one.trashed) for one in some} for some in kept
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(DEEDS, max_size=8))
def test_undoing_any_sequence_from_the_history_gives_back_the_earlier_state(deeds):
    db = connect(":memory:")
    migrate(db)
    coach, person = a_file(db)
    ids = [add(db, person, coach, title="Devis")]
    before = _seen(db, person, coach)
    (start,) = db.execute("SELECT max(id) FROM history").fetchone()
    for deed, which, title in deeds:
        try:
            if deed == "add":
                ids.append(add(db, person, coach))
                continue
            one = documents.get(db, ids[(which or 0) % len(ids)], by=coach)
            if deed == "throw":
                documents.throw(db, one.id, by=coach, version=one.version)
            elif deed == "restore":
                documents.restore(db, one.id, by=coach)
            else:
                on = TODAY - timedelta(days=len(title))
                documents.change(
                    db, one.id, said(title, on), by=coach, today=TODAY, version=one.version
                )
        except TrackerError:
            continue
    rows = list(db.query("SELECT * FROM history WHERE id > ? ORDER BY id DESC", [start]))
    added = {row["record_id"] for row in rows} - {ids[0]}
    for row in rows:
        one = documents.get(db, row["record_id"], by=coach)
        if row["field"] == "trashed":
            back = documents.restore if row["new"] == "yes" else documents.throw
            more = {} if row["new"] == "yes" else {"version": one.version}
            back(db, one.id, by=coach, **more)
        elif row["old"] is not None:
            was = {"title": one.title, "dated_on": one.dated_on.isoformat(), "level": one.level}
            was[row["field"]] = row["old"]
            description = Description(
                title=was["title"], dated_on=date.fromisoformat(was["dated_on"]),
                level=Level(was["level"]),
            )  # fmt: skip
            documents.change(db, one.id, description, by=coach, today=TODAY, version=one.version)
    for one in added:  # what was added by mistake goes into the trash, whole
        kept = documents.get(db, one, by=coach)
        documents.throw(db, one, by=coach, version=kept.version)
    shown, thrown = _seen(db, person, coach)
    assert [shown, {one for one in thrown if one[0] not in added}] == before
    db.conn.close()
