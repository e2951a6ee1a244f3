"""Photographs and quotes joined to a plan: what is kept of them, and how they leave."""

from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from core import annexes, exports, history, plan_versions, plans
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord, UnusableFile
from core.exchange import annex_file
from core.exchange.annex_file import Kind, prepared
from core.language import Language
from tests.factories import (
    TODAY,
    a_coach,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
SECRET = b"Rue du Secret"


def a_photograph(size=(2400, 1200), kind="JPEG", **more):
    """A picture whose metadata says where it was taken."""
    picture = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # description
    exif.get_ifd(0x8825)[1] = "N"  # place
    file = BytesIO()
    if kind == "JPEG":
        more.setdefault("comment", SECRET)
    picture.save(file, kind, exif=exif, **more)
    return file.getvalue()


def a_plan(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def add(db, person, coach, title="L’atelier", content=None, **more):
    content = content or a_photograph((40, 30))
    return annexes.add(
        db, person, content, title=title, alternative="Un établi et des vélos", by=coach, **more
    )


def titles(db, person, coach, **more):
    return [one.title for one in annexes.of(db, person, by=coach, **more)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_redrawn_smaller_and_without_what_it_said_of_itself(kind):
    original = a_photograph(kind=kind)
    assert SECRET in original
    kept = prepared(original)
    assert (kept.kind, kept.width, kept.height) == (Kind(kind.lower()), 1600, 800)
    assert SECRET not in kept.content
    with Image.open(BytesIO(kept.content)) as opened:
        assert not opened.getexif()
        assert not {"comment", "exif"} & set(opened.info)
    with Image.open(BytesIO(kept.preview)) as small:
        assert max(small.size) == annex_file.PREVIEW_SIDE


def test_a_small_picture_is_not_made_larger():
    kept = prepared(a_photograph((40, 30)))
    assert (kept.width, kept.height) == (40, 30)


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    file = BytesIO()
    Image.new("RGB", (40, 20)).save(file, "JPEG", exif=exif)
    kept = prepared(file.getvalue())
    assert (kept.width, kept.height) == (20, 40)


def test_what_is_transparent_becomes_white():
    file = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(file, "PNG")
    with Image.open(BytesIO(prepared(file.getvalue()).content)) as opened:
        assert opened.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_a_pdf_is_kept_as_it_is():
    kept = prepared(PDF)
    assert (kept.kind, kept.content, kept.width, kept.preview) == (Kind.PDF, PDF, None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg onload='x'/>",
        b"PK\x03\x04",
        b"%PDF-1.4 cut short",
        PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript >> /Type"),
        b"\xff\xd8\xff\xe0 not a picture at all",
        b"\x89PNG\r\n\x1a\n nothing else",
        a_photograph((40, 30))[:200],
        b"%PDF-" + b"0" * annex_file.MOST_BYTES + b"%%EOF",
    ],
    ids=["empty", "gif", "svg", "zip", "cut pdf", "active pdf", "false jpeg", "false png", "cut jpeg", "heavy"],
)  # fmt: skip
def test_other_files_are_refused_with_a_sentence(content):
    with pytest.raises(UnusableFile):
        prepared(content)


def test_a_picture_with_too_many_points_is_refused(monkeypatch):
    monkeypatch.setattr(annex_file, "MOST_PIXELS", 1000)
    with pytest.raises(UnusableFile, match="points"):
        prepared(a_photograph((40, 30)))


def test_annexes_stand_in_the_order_that_is_chosen(db):
    coach, person = a_plan(db)
    first, second, third = (add(db, person, coach, title) for title in ("Un", "Deux", "Trois"))
    annexes.move(db, third, up=True, by=coach)
    annexes.move(db, first, up=True, by=coach)  # already the first: nothing happens
    assert titles(db, person, coach) == ["Un", "Trois", "Deux"]
    annexes.move(db, first, up=False, by=coach)
    annexes.move(db, second, up=False, by=coach)
    assert titles(db, person, coach) == ["Trois", "Un", "Deux"]


def test_a_removed_annex_comes_back_from_the_trash_to_its_place(db):
    coach, person = a_plan(db)
    first, _second = (add(db, person, coach, title) for title in ("Un", "Deux"))
    annexes.remove(db, first, by=coach)
    assert titles(db, person, coach) == ["Deux"]
    assert titles(db, person, coach, trash=True) == ["Un"]
    annexes.restore(db, first, by=coach)
    assert titles(db, person, coach) == ["Un", "Deux"]


def test_title_and_words_are_corrected_and_a_conflict_is_told(db):
    coach, person = a_plan(db)
    annex = add(db, person, coach)
    annexes.change(db, annex, title="Le local", alternative="Une porte", version=1, by=coach)
    kept = annexes.get(db, annex, by=coach)
    assert (kept.title, kept.alternative) == ("Le local", "Une porte")
    with pytest.raises(StaleRecord):
        annexes.change(db, annex, title="Autre", alternative="Une porte", version=1, by=coach)


def test_a_title_is_asked_for_and_a_picture_says_what_it_shows(db):
    coach, person = a_plan(db)
    with pytest.raises(InvalidInput):
        add(db, person, coach, title=" ")
    with pytest.raises(InvalidInput):
        annexes.add(db, person, a_photograph((4, 4)), title="Un", alternative="", by=coach)
    assert annexes.add(db, person, PDF, title="Devis", by=coach)


def test_a_plan_has_twenty_annexes_at_most(db):
    coach, person = a_plan(db)
    kept = [annexes.add(db, person, PDF, title=f"Devis {n}", by=coach) for n in range(annexes.MOST)]
    with pytest.raises(InvalidInput, match="20"):
        annexes.add(db, person, PDF, title="De trop", by=coach)
    annexes.remove(db, kept[0], by=coach)
    annexes.add(db, person, PDF, title="À sa place", by=coach)
    with pytest.raises(InvalidInput, match="20"):
        annexes.restore(db, kept[0], by=coach)


def test_the_same_form_sent_twice_adds_one_annex(db):
    coach, person = a_plan(db)
    add(db, person, coach, token="t")
    with pytest.raises(AlreadySaved):
        add(db, person, coach, token="t")
    assert len(titles(db, person, coach)) == 1


def test_what_happens_to_an_annex_is_in_the_history(db):
    coach, person = a_plan(db)
    annexes.remove(db, add(db, person, coach), by=coach)
    seen = {(c.noun, c.field, c.new) for c in history.of(db, person, by=coach)}
    assert {("annex", "title", "L’atelier"), ("annex", "trashed", "yes")} <= seen


def test_pictures_are_printed_at_the_end_of_the_plan_and_files_are_listed(db):
    coach, person = a_plan(db)
    plans.write(db, person, "summary", "Réparer des vélos.", version=0, by=coach)
    add(db, person, coach, content=a_photograph((1200, 800)))
    thrown = add(db, person, coach, title="À la corbeille")
    annexes.remove(db, thrown, by=coach)
    annexes.add(db, person, PDF, title="Devis du four", by=coach)
    document = Document(
        BytesIO(exports.plan_as_word(db, person, by=coach, today=TODAY, language=Language.FRENCH))
    )
    read = "\n".join(one.text for one in document.paragraphs)
    assert "L’atelier" in read
    assert "Devis du four (PDF, joint)" in read
    assert "À la corbeille" not in read
    (drawing,) = document.element.body.xpath(".//wp:docPr")
    assert drawing.get("descr") == "Un établi et des vélos"


def test_a_version_keeps_the_annexes_it_had(db):
    coach, person = a_plan(db)
    plans.write(db, person, "summary", "Réparer des vélos.", version=0, by=coach)
    annex = add(db, person, coach)
    frozen = plan_versions.freeze(db, person, "Jury", on=TODAY, by=coach)
    annexes.remove(db, annex, by=coach)
    said = {"by": coach, "today": TODAY, "language": Language.FRENCH}
    then = Document(BytesIO(exports.plan_as_word(db, person, **said, version_id=frozen)))
    today = Document(BytesIO(exports.plan_as_word(db, person, **said)))
    assert [len(one.element.body.xpath(".//wp:docPr")) for one in (then, today)] == [1, 0]


def test_those_who_are_not_of_the_team_see_and_touch_no_annex(db):
    coach, person = a_plan(db)
    annex = add(db, person, coach)
    for somebody in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        for deed in (
            lambda by=somebody: add(db, person, by),
            lambda by=somebody: annexes.of(db, person, by=by),
            lambda by=somebody: annexes.get(db, annex, by=by),
            lambda by=somebody: annexes.file_of(db, annex, by=by),
            lambda by=somebody: annexes.remove(db, annex, by=by),
            lambda by=somebody: annexes.move(db, annex, up=True, by=by),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                deed()
