"""A file of answer sheets: each kind of line, its remedy, and the same file twice."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from core import answer_batches, answer_sheets
from core.answer_batches import Asked, Status
from core.answer_sheets import Outcome, Sheet
from core.errors import AlreadySaved, NotAllowed, UnusableFile
from core.exchange.tables import RawTable, read_table
from core.participants import get
from core.permissions import Action
from tests.factories import ENTRY, TODAY, a_coach, a_cohort, a_participant, an_evaluator

ASKED = Asked(instrument="gse", wave="entry", collected_on=TODAY)
TITLES = "code;" + ";".join(f"item_{number}" for number in range(1, 11))
ROW = "3;3;3;3;3;3;3;3;3;3"


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def people(db, coach):
    cohort = a_cohort(db, coach=coach, prefix="LYO")
    return [a_participant(db, coach=coach, cohort_id=cohort) for _one in range(3)]


def a_table(*lines: str, titles: str = TITLES) -> RawTable:
    return read_table("reponses.csv", "\n".join([titles, *lines]).encode())[0]


def seen(db, coach, *lines, titles=TITLES, asked=ASKED):
    return answer_batches.preview(db, a_table(*lines, titles=titles), asked, by=coach, today=TODAY)


def apply(db, coach, *lines, titles=TITLES, asked=ASKED, **more):
    return answer_batches.apply(
        db, a_table(*lines, titles=titles), asked, by=coach, today=TODAY, **more
    )


def record(db, person, coach, **more):
    values = {
        "instrument": "gse", "wave": "entry", "collected_on": TODAY,
        "answers": dict.fromkeys(range(1, 11), 3), **more,
    }  # fmt: skip
    return answer_sheets.record(db, person, Sheet(**values), by=coach, today=TODAY)


def statuses(preview):
    return [(line.number, line.status) for line in preview.lines]


def test_a_new_line_is_recorded_with_its_score_and_traces(db, coach, people):
    report = apply(db, coach, f"LYO-001;{ROW}", "lyo-002;4;4;4;4;4;4;4;;;")
    assert (report.new, report.changed, report.left, report.refused) == (2, 0, 0, 0)
    (first,) = answer_sheets.of_person(db, people[0], by=coach)
    (second,) = answer_sheets.of_person(db, people[1], by=coach)
    assert (first.score, second.score, second.missing) == (30.0, 40.0, 3)
    events = [row["event"] for row in db.query("SELECT event FROM audit")]
    assert events.count("answer_sheet.recorded") == 2
    assert events.count("answer_sheets.imported") == 1


def test_the_same_file_twice_changes_nothing(db, coach, people):
    lines = [f"LYO-001;{ROW}", f"LYO-002;{ROW}"]
    apply(db, coach, *lines)
    before = list(db.query("SELECT * FROM answer_sheets"))
    assert statuses(seen(db, coach, *lines)) == [(2, Status.SAME), (3, Status.SAME)]
    report = apply(db, coach, *lines)
    assert (report.new, report.left) == (0, 2)
    assert list(db.query("SELECT * FROM answer_sheets")) == before


def test_a_line_that_only_adds_answers_completes_the_sheet(db, coach, people):
    record(db, people[0], coach, answers={1: 3, 2: 3})
    assert statuses(seen(db, coach, f"LYO-001;{ROW}")) == [(2, Status.CHANGED)]
    assert apply(db, coach, f"LYO-001;{ROW}").changed == 1
    (kept,) = answer_sheets.of_person(db, people[0], by=coach)
    assert (kept.score, kept.version) == (30.0, 2)


def test_a_line_that_contradicts_a_sheet_waits_for_a_decision(db, coach, people):
    record(db, people[0], coach)
    other = "LYO-001;4;3;3;3;3;3;3;3;3;3"
    assert statuses(seen(db, coach, other)) == [(2, Status.CONFLICT)]
    assert apply(db, coach, other).left == 1
    assert answer_sheets.of_person(db, people[0], by=coach)[0].score == 30
    assert apply(db, coach, other, taken=[2]).changed == 1
    assert answer_sheets.of_person(db, people[0], by=coach)[0].score == 31


def test_an_answer_over_a_refusal_is_a_conflict(db, coach, people):
    record(db, people[0], coach, answers={}, outcome=Outcome.REFUSED)
    assert statuses(seen(db, coach, f"LYO-001;{ROW}")) == [(2, Status.CONFLICT)]


def test_a_refusal_in_the_file_is_recorded_as_one(db, coach, people):
    apply(db, coach, "LYO-001;;;;;;;;;;;refus", titles=f"{TITLES};issue")
    (kept,) = answer_sheets.of_person(db, people[0], by=coach)
    assert kept.sheet.outcome is Outcome.REFUSED


def test_the_file_says_its_own_wave_date_and_reading(db, coach, people):
    titles = f"{TITLES};Vague;Date de recueil;Lu par le coach"
    apply(db, coach, f"LYO-001;{ROW};sortie;03/09/2026;oui", titles=titles)
    (kept,) = answer_sheets.of_person(db, people[0], by=coach)
    assert (kept.sheet.wave, kept.sheet.collected_on, kept.sheet.read_aloud) == (
        "exit", ENTRY, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "title", ["item_{n}", "Q{n}", "{n}", "GSE {n}", "gse_{n}", "Question n° {n}"]
)
def test_items_are_known_by_their_number(db, coach, people, title):
    titles = "code;" + ";".join(title.format(n=number) for number in range(1, 11))
    if "n°" in title:
        titles = titles.replace("Question n° ", "n° ")
    assert statuses(seen(db, coach, f"LYO-001;{ROW}", titles=titles)) == [(2, Status.NEW)]


def test_items_and_answers_are_known_by_their_words(db, coach, people):
    from core.questionnaires import load_instrument

    gse = load_instrument("gse")
    titles = "Code;" + ";".join(f'"{item.text.fr}"' for item in gse.items)
    words = ";".join(["Totalement vrai", "3 - Moyennement vrai", *["à peine VRAI"] * 8])
    apply(db, coach, f"LYO-001;{words}", titles=titles)
    (kept,) = answer_sheets.of_person(db, people[0], by=coach)
    assert kept.score == 4 + 3 + 2 * 8


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("LYO-001;5;3;3;3;3;3;3;3;3;3", "Question 1\u00a0: écrivez un chiffre de 1 à 4"),
        ("LYO-001;beaucoup;3;3;3;3;3;3;3;3;3", "Question 1\u00a0: écrivez un chiffre"),
        (f"LYO-099;{ROW}", "pas dans votre suivi"),
        (f";{ROW}", "Le code de la personne manque"),
        ("LYO-001;;;;;;;;;;", "au moins une réponse"),
    ],
)
def test_a_line_to_correct_says_how_and_stays_out(db, coach, people, line, words):
    (found,) = seen(db, coach, line).lines
    assert found.status is Status.REFUSED
    assert words in " ".join(found.problems)
    report = apply(db, coach, line, f"LYO-002;{ROW}")
    assert (report.new, report.refused) == (1, 1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("02/09/2026", "précède l’entrée"),
        ("30/02/2026", "n’existe pas"),
        ("bientôt", "pas lisible"),
    ],
)
def test_a_date_that_cannot_be_is_explained(db, coach, people, day, words):
    (found,) = seen(db, coach, f"LYO-001;{ROW};{day}", titles=f"{TITLES};date").lines
    assert found.status is Status.REFUSED
    assert words in " ".join(found.problems)


def test_without_a_date_anywhere_a_line_is_refused(db, coach, people):
    (found,) = seen(db, coach, f"LYO-001;{ROW}", asked=Asked(instrument="gse", wave="entry")).lines
    assert "date de recueil manque" in found.problems[0]


def test_the_same_person_twice_in_a_file_is_said_with_the_other_line(db, coach, people):
    preview = seen(db, coach, f"LYO-001;{ROW}", f"lyo-001;{ROW}")
    assert statuses(preview) == [(2, Status.NEW), (3, Status.REFUSED)]
    assert "La ligne 2" in preview.lines[1].problems[0]


def test_somebody_elses_participants_stay_out_of_reach(db, coach, people):
    (found,) = seen(db, a_coach(db), f"LYO-001;{ROW}").lines
    assert found.status is Status.REFUSED
    with pytest.raises(NotAllowed):
        seen(db, an_evaluator(db), f"LYO-001;{ROW}")


def test_a_double_click_imports_once(db, coach, people):
    apply(db, coach, f"LYO-001;{ROW}", token="t")
    with pytest.raises(AlreadySaved):
        apply(db, coach, f"LYO-002;{ROW}", token="t")


def test_all_the_lines_or_none(db, coach, people, monkeypatch):
    monkeypatch.setattr("core.rollups.refresh", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply(db, coach, f"LYO-001;{ROW}", f"LYO-002;{ROW}")
    assert db.table("answer_sheets").count == 0


def test_a_column_that_is_lacking_or_there_twice_is_named(db, coach, people):
    with pytest.raises(UnusableFile, match="10"):
        seen(db, coach, "LYO-001;3", titles=TITLES.removesuffix(";item_10"))
    with pytest.raises(UnusableFile, match="question 3"):
        seen(db, coach, f"LYO-001;{ROW};3", titles=f"{TITLES};Q3")


def test_names_and_other_columns_are_not_read(db, coach, people):
    preview = seen(db, coach, f"LYO-001;{ROW};Tahri", titles=f"{TITLES};Nom")
    assert preview.unread == ("Nom",)
    assert preview.lines[0].status is Status.NEW


def test_a_workbook_is_read_like_a_text_file_and_its_formulas_are_not(db, coach, people):
    book = Workbook()
    sheet = book.active
    sheet.append(TITLES.split(";"))
    sheet.append(["LYO-001", *[3] * 10])
    sheet.append(["LYO-002", "=1+2", *[3] * 9])
    file = BytesIO()
    book.save(file)
    table = read_table("reponses.xlsx", file.getvalue())[0]
    preview = answer_batches.preview(db, table, ASKED, by=coach, today=TODAY)
    assert statuses(preview) == [(2, Status.NEW), (3, Status.REFUSED)]


def test_a_date_to_come_is_refused(db, coach, people):
    asked = Asked(instrument="gse", wave="entry", collected_on=TODAY + timedelta(days=1))
    (found,) = seen(db, coach, f"LYO-001;{ROW}", asked=asked).lines
    assert "futur" in found.problems[0]
    assert get(db, people[0], by=coach, to=Action.READ_ANSWERS).code == "LYO-001"
