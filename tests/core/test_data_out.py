"""Tables that leave: the numbers of the dashboard for the team, nobody identifiable for an evaluator."""

import csv
import json
import re
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from core import campaigns, export_data, rollups, tracker
from core.data_out import reading
from core.data_out.parts import Kind
from core.data_out.registry import TABLES
from core.errors import InvalidInput, NotAllowed, NotFound
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.export_data import ALL, Form, Request
from core.language import Language, speaking
from core.permissions import Role
from core.storage import data_out as store
from core.storage.database import connect
from core.storage.rows import every, insert
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house
from tests.factories import a_coach, a_lead, a_member, an_evaluator

CANARY = "Zébulonne Quarxidis"
FORMULAS = ("=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "＝1")


@pytest.fixture(scope="module")
def written():
    """Two forms of support, with canaries wherever somebody can write a text."""
    db = connect(":memory:")
    tracker.migrate(db)
    house = a_house(db)
    a_cohort(db, house, f"Lyon {CANARY}", people=24)
    a_cohort(db, house, "Metz", people=24, arm="individual", organisation="justice")
    for row in every(db, "SELECT id, participant_id FROM enrolments ORDER BY id"):
        support, person = row["id"], row["participant_id"]
        who = {"recorded_by": house["coach"]}
        enter = {"enrolment_id": support} | who
        free = {"participant_id": person, "starts_on": "2026-02-02", "kind": "free"}
        insert(db, "situation_entries", {"participant_id": person, "kind": "inside", "site_id": house["site"],
                                  "starts_on": "2025-06-01"} | who)  # fmt: skip
        insert(db, "situation_entries", free | {"site_id": house["site"]} | who)
        for wave, score in (("entry", 24.5), ("exit", 31)):
            insert(db, "answer_sheets",
                   {"instrument": "gse", "wave": wave, "collected_on": "2025-12-01", "score": score,
                    "answers": json.dumps({"1": 3, "2": 4}), "missing": 8} | enter)  # fmt: skip
        for barrier in ("housing", "health"):
            insert(db, "barrier_moves",
                   {"barrier": barrier, "state": "open", "noted_on": "2025-12-01",
                    "objectives": '["plan"]'} | enter)  # fmt: skip
        insert(db, "barrier_moves",
               {"barrier": "housing", "state": "closed", "noted_on": "2026-03-01"} | enter)  # fmt: skip
        insert(db, "follow_ups",
               {"horizon": 6, "contacted_on": "2026-11-01", "outcome": "answered", "channel": "phone",
                "situation": "free", "activity": "own_company", "turnover_started": 1,
                "housing": "stable", "note": CANARY} | enter)  # fmt: skip
        insert(db, "notes", {"participant_id": person, "level": "team", "body": CANARY,
                             "written_on": "2026-01-01"} | who)  # fmt: skip
    db.execute("UPDATE sites SET name = ?", [CANARY])
    db.execute("UPDATE sessions SET title = ?, speakers = ?", [CANARY, CANARY])
    db.execute("UPDATE enrolments SET exit_reason = ?", [CANARY])
    db.execute("UPDATE feedback SET worked_on = ?, strengths = ?, answer_comment = ?", [CANARY] * 3)
    db.execute("UPDATE feedback_marks SET example = ?", [CANARY])
    db.execute("UPDATE participants SET departement = ?, birth_year = 1901 WHERE id = 1", [CANARY])
    db.execute("UPDATE participants SET project = ?, phone = '+33611223344'", [CANARY])
    rollups.refresh_all(db)
    yield db, house
    db.conn.close()


@pytest.fixture
def house(db, written):
    """A copy of it."""
    kept, house = written
    kept.conn.backup(db.conn)
    return house


@pytest.fixture
def lead(db):
    return a_lead(db)


@pytest.fixture
def evaluator(db, house, lead):
    campaigns.start(db, "Année 1", k=5, by=lead, today=TODAY)
    return an_evaluator(db)


def a_file(db, table, form=Form.CSV, *, by, scope=None, names=False, language=Language.FRENCH):
    asked = Request(table=table, form=form, scope=scope or Scope(), names=names)
    return export_data.file(db, asked, by=by, today=TODAY, language=language)


def a_csv(db, table, **more):
    text = a_file(db, table, **more).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


# ------------------------------------------------------------------------- The registry


@pytest.mark.parametrize("key", [key for key in TABLES if key in store.SOURCES])
def test_every_column_that_is_read_is_defined_and_the_other_way_round(key):
    read = {*store.columns(key, evaluator=False), *store.columns(key, evaluator=True)}
    assert read == set(TABLES[key].columns)


def test_every_table_has_a_source_but_the_months():
    assert set(TABLES) - set(store.SOURCES) == {"months"}


def test_an_evaluators_columns_hold_no_text_but_pseudonym_and_departement():
    for key in store.SOURCES:
        shown = {TABLES[key].columns[name] for name in store.columns(key, evaluator=True)}
        assert {c.name for c in shown if c.kind is Kind.TEXT} <= {"pseudonym", "departement"}
        assert not {c.name for c in shown if c.kind is Kind.DATE}


def test_an_evaluators_queries_join_no_table_of_names():
    for key, source in store.SOURCES.items():
        body = source.evaluator_from + source.joined + " ".join(source.evaluator.values())
        body = (
            body.replace("JOIN cohorts AS c ON c.id = s.cohort_id", "")
            if key == "sessions"
            else body
        )
        assert not re.search(r"(FROM|JOIN) (participants|sites|staff|cohorts|notes)\b", body)
        assert "c.name" not in body


# ------------------------------------------------------------- The numbers of the dashboard


def figures(db, key, *, by, scope=None, column="n"):
    result = dashboard.indicator(db, key, scope or Scope(), by=by, today=TODAY)
    return {row.key: row.numbers[column] for row in result.answer.rows}


@pytest.mark.parametrize("which", ["all", "arm", "cohort"])
def test_the_rows_give_the_numbers_of_the_dashboard(db, house, lead, which):
    scope = {"all": Scope(), "arm": Scope(arm="individual"), "cohort": Scope(cohort_id=1)}[which]
    known = figures(db, "key_figures", by=lead, scope=scope)
    people = a_csv(db, "people", by=lead, scope=scope)
    attended = [
        row
        for row in a_csv(db, "attendance", by=lead, scope=scope)
        if row["mark"] in ("present", "late")
    ]
    assert len({row["code"] for row in attended}) == known["accompanied"]
    by_kind = figures(db, "attendance", by=lead, scope=scope)
    assert len(attended) == sum(by_kind.values())
    assert len(attended) == sum(int(row["sessions_attended"]) for row in people)
    sessions = a_csv(db, "sessions", by=lead, scope=scope)
    workshops = [
        row
        for row in sessions
        if row["state"] == "held" and row["kind"] in ("workshop", "awareness")
    ]
    assert len(workshops) == known["workshops"]
    validated = figures(db, "milestones", by=lead, scope=scope, column="validated")
    done = [row for row in a_csv(db, "milestones", by=lead, scope=scope) if row["validated_on"]]
    assert len(done) == sum(validated.values())
    months = [
        row for row in a_csv(db, "months", by=lead, scope=scope) if row["arm"] == "all" or scope.arm
    ]
    assert sum(int(row["entries"]) for row in months) == len(people)
    assert sum(int(row["validated"]) for row in months) == len(done)
    assert sum(int(row["workshops"]) for row in months) == known["workshops"]
    exits = a_csv(db, "exits", by=lead, scope=scope)
    assert len(exits) == sum(figures(db, "exits", by=lead, scope=scope).values())
    supported = {"support", "plan", "pitch", "registered", "started", "sustained"}
    reached = {row["code"] for row in a_csv(db, "stages", by=lead, scope=scope)
               if row["shared_stage"] in supported}  # fmt: skip
    assert len(reached) == known["entrepreneurs"]
    marks = figures(db, "feedback", by=lead, scope=scope)
    assert len(a_csv(db, "marks", by=lead, scope=scope)) == sum(marks.values())


def test_an_evaluators_rows_are_as_many_while_nobody_enters(db, evaluator, lead):
    for key in TABLES:
        if key not in ("barriers", "months"):
            assert len(a_csv(db, key, by=evaluator)) == len(a_csv(db, key, by=lead)), key


def test_the_number_announced_is_the_number_of_rows(db, evaluator, lead):
    for by in (evaluator, lead):
        who = reading.reader(db, Scope(), by=by, today=TODAY)
        for key in TABLES:
            assert reading.count(db, key, who) == len(a_csv(db, key, by=by))


# ---------------------------------------------------------------------- Nobody identifiable


def everything(db, *, by, form):
    """All that a file of every table says, unpacked."""
    content = a_file(db, ALL, form, by=by)
    with ZipFile(BytesIO(content)) as package:
        return unescape("".join(package.read(name).decode() for name in package.namelist()))


@pytest.mark.parametrize("form", Form)
def test_no_name_place_code_or_text_reaches_an_evaluator(db, evaluator, lead, form):
    read = everything(db, by=evaluator, form=form)
    assert "Année 1" in read
    for canary in (*CANARIES, "Lyon", "Metz", "Claire", "LYO-", "MET-", "1901", "33611223344"):
        assert canary not in read, canary
    assert CANARIES[0] in everything(
        db, by=lead, form=form
    )  # the canaries are where the team reads them


def test_an_evaluators_csv_holds_no_whole_date(db, evaluator):
    for key in TABLES:
        assert not re.search(rb"20\d\d-\d\d-\d\d", a_file(db, key, by=evaluator)), key


def test_health_is_not_given_to_an_evaluator(db, evaluator, lead):
    assert {row["barrier"] for row in a_csv(db, "barriers", by=evaluator)} == {"housing"}
    assert {row["barrier"] for row in a_csv(db, "barriers", by=lead)} == {"housing", "health"}
    with speaking("en"):
        sheet = reading.sheet(
            db, "barriers", reading.reader(db, Scope(), by=evaluator, today=TODAY)
        )
    assert "Rows left out because they touch health: 48." in sheet.notes


def test_sheets_of_people_who_refused_stay_out_and_their_number_is_said(db, evaluator, house):
    for person, answers in (
        (1, ["given", "withdrawn"]),
        (2, ["refused"]),
        (3, ["refused", "given"]),
    ):
        for day, answer in enumerate(answers, start=1):
            insert(db, "consents",
                   {"participant_id": person, "kind": "research", "answer": answer,
                    "given_on": f"2026-01-0{day}", "recorded_by": house["coach"]})  # fmt: skip
    assert len(a_csv(db, "questionnaires", by=evaluator)) == 96 - 4
    sheet = reading.sheet(
        db, "questionnaires", reading.reader(db, Scope(), by=evaluator, today=TODAY)
    )
    assert any("moins de 5" in note for note in sheet.notes)


def test_a_masked_situation_is_masked_everywhere(db, evaluator):
    db.execute("UPDATE campaign_people SET situation = 'masked'")
    for key in ("people", "situations", "follow_ups"):
        assert {row["situation_group"] for row in a_csv(db, key, by=evaluator)} == {"masked"}


def test_what_came_before_the_entry_does_not_say_how_long_it_lasted(db, evaluator):
    months = {int(row["months"]) for row in a_csv(db, "situations", by=evaluator)}
    assert months == {0, 3}


def test_small_numbers_of_people_at_sessions_are_left_empty(db, evaluator):
    db.execute("DELETE FROM attendance WHERE session_id = 1 AND participant_id > 3")
    rows = a_csv(db, "sessions", by=evaluator)
    for column in ("expected", "attended", "headcount"):
        assert all(int(row[column]) == 0 or int(row[column]) >= 5 for row in rows if row[column])
    for row in rows:
        if row["expected"] and row["attended"]:
            absent = int(row["expected"]) - int(row["attended"])
            assert absent == 0 or absent >= 5


def test_months_show_an_evaluator_no_small_number_of_people(db, evaluator):
    people = ("entries", "exits", "seen", "attended", "validated")
    for scope in (Scope(), Scope(arm="individual")):
        for row in a_csv(db, "months", by=evaluator, scope=scope):
            for column in people:
                assert row[column] == "" or int(row[column]) == 0 or int(row[column]) >= 5


def test_a_part_of_the_months_is_masked_as_the_whole_is(db, evaluator):
    whole = a_csv(db, "months", by=evaluator)
    part = a_csv(db, "months", by=evaluator, scope=Scope(arm="individual"))
    assert part == [row for row in whole if row["arm"] == "individual"]


def test_a_part_of_the_people_is_told_as_in_the_whole(db, evaluator):
    whole = a_csv(db, "people", by=evaluator)
    part = a_csv(db, "people", by=evaluator, scope=Scope(arm="individual"))
    assert part == [row for row in whole if row["arm"] == "individual"]


def test_two_campaigns_share_no_pseudonym(db, evaluator, lead):
    first = {row["pseudonym"] for row in a_csv(db, "people", by=evaluator)}
    campaigns.close(db, campaigns.current(db, by=lead).id, by=lead, today=TODAY)
    campaigns.start(db, "Année 2", k=5, by=lead, today=TODAY)
    second = {row["pseudonym"] for row in a_csv(db, "people", by=evaluator)}
    assert len(first) == len(second) > 0
    assert not first & second


def test_people_who_enter_later_wait_for_the_next_campaign(db, evaluator, lead, house):
    before = a_file(db, "people", by=evaluator)
    a_cohort(db, house, "Nice", people=12)
    assert a_file(db, "people", by=evaluator) == before
    assert len(a_csv(db, "people", by=lead)) == 60


# ---------------------------------------------------------------------------- Rights, scope


def test_names_leave_only_where_they_were_asked_for(db, house, lead, evaluator):
    assert "name" not in a_csv(db, "people", by=lead)[0]
    assert a_csv(db, "people", by=lead, names=True)[0]["name"] == CANARY
    with pytest.raises(NotAllowed):
        a_file(db, "people", by=evaluator, names=True)


def test_a_coach_takes_away_their_own_cohorts_only(db, house):
    coach = a_coach(db, organisation_id=house["business"])
    assert {row["cohort"] for row in a_csv(db, "people", by=coach)} == {f"Lyon {CANARY}"}
    assert {row["arm"] for row in a_csv(db, "months", by=coach)} == {"group_then_individual", "all"}
    with pytest.raises(NotFound):
        a_file(db, "people", by=coach, scope=Scope(cohort_id=2))
    for key in TABLES:
        assert a_csv(db, key, by=a_coach(db)) == []


def test_somebody_archived_is_counted_without_a_code_for_a_coach(db, house, lead):
    db.execute("UPDATE participants SET standing = 'archived' WHERE id = 1")
    db.execute("UPDATE participants SET standing = 'anonymous' WHERE id = 2")
    coach = a_coach(db, organisation_id=house["business"])
    codes = [row["code"] for row in a_csv(db, "people", by=coach, names=True)]
    assert (len(codes), codes.count("")) == (24, 2)
    assert [row["code"] for row in a_csv(db, "people", by=lead)].count("") == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MENTOR])
def test_other_roles_take_nothing_away(db, house, role):
    with pytest.raises(NotAllowed):
        a_file(db, "people", by=a_member(db, role))


def test_an_evaluator_needs_an_open_campaign(db, house):
    with pytest.raises(NotFound, match="Aucune campagne"):
        a_file(db, "people", by=an_evaluator(db))


def test_an_evaluator_does_not_choose_a_cohort(db, evaluator):
    with pytest.raises(InvalidInput, match="trop petites"):
        a_file(db, "people", by=evaluator, scope=Scope(cohort_id=1))


@pytest.mark.parametrize(
    ("table", "scope", "problem"),
    [
        ("people", Scope(cohort_id=99), NotFound),
        ("people", Scope(arm="nothing"), InvalidInput),
        ("nothing", Scope(), InvalidInput),
        ("people; DROP TABLE staff", Scope(), InvalidInput),
    ],
)
def test_a_scope_that_does_not_exist_is_refused(db, house, lead, table, scope, problem):
    with pytest.raises(problem):
        a_file(db, table, by=lead, scope=scope)
    assert db["exports"].count == 0


def test_every_file_leaves_a_trace(db, house, lead):
    from hashlib import sha256

    file = a_file(db, "people", Form.XLSX, by=lead, scope=Scope(arm="individual"))
    (kept,) = every(db, "SELECT * FROM exports")
    assert kept["document"] == "data"
    assert kept["sha256"] == sha256(file).hexdigest()
    assert kept["rows"] == 24
    scope = json.loads(kept["scope"])
    assert (scope["table"], scope["arm"], scope["names"]) == ("people", "individual", False)
    (event,) = every(db, "SELECT * FROM audit WHERE event = 'data.exported'")
    assert (event["subject_id"], event["staff_id"]) == (kept["id"], lead.id)


@pytest.mark.parametrize("form", Form)
def test_an_empty_tracker_gives_tables_with_their_heads(db, lead, form):
    a_house(db)
    assert a_file(db, ALL, form, by=lead)
    assert a_file(db, "people", by=lead).decode("utf-8-sig").count("\r\n") == 1
    campaigns.start(db, "Année 1", by=lead, today=TODAY)
    assert a_file(db, ALL, form, by=an_evaluator(db))


# ------------------------------------------------------------------------------- The files


def test_a_csv_opens_in_a_french_excel(db, house, lead):
    content = a_file(db, "questionnaires", by=lead)
    assert content.startswith(b"\xef\xbb\xbfcode;support;cohort;instrument;")
    assert b";24,5;" in content
    assert b";24.5;" in a_file(db, "questionnaires", by=lead, language=Language.ENGLISH)
    assert content.count(b"\r\n") == 97


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(db, house, lead, text):
    db.execute("UPDATE cohorts SET name = ? WHERE id = 1", [text])
    db.execute("UPDATE sessions SET title = ?", [text])
    names = {row["cohort"] for row in a_csv(db, "sessions", by=lead)} - {"Metz"}
    assert all(name.startswith("'") for name in names)
    book = load_workbook(BytesIO(a_file(db, "sessions", Form.XLSX, by=lead)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@＝"]
    assert [cell.quotePrefix for cell in risky] == [True] * len(risky)
    assert text.startswith("\t") or risky


def test_the_workbook_holds_what_the_csv_holds_in_words(db, house, lead):
    book = load_workbook(BytesIO(a_file(db, ALL, Form.XLSX, by=lead)))
    assert book.sheetnames[:3] == ["À savoir", "Dictionnaire", "Personnes"]
    assert len(book.sheetnames) == 2 + len(TABLES)
    with speaking("fr"):
        sheets = [reading.sheet(db, key, reading.reader(db, Scope(), by=lead)) for key in TABLES]
    for sheet, page in zip(sheets, book.worksheets[2:], strict=True):
        rows = a_csv(db, sheet.table.key, by=lead)
        shown = list(page.iter_rows(min_row=2, values_only=True))
        assert len(shown) == len(rows)
        for line, row in zip(shown, rows, strict=True):
            for column, cell in zip(sheet.columns, line, strict=True):
                assert _as_in_csv(cell, column, sheet.words) == row[column.name].replace(",", ".")


def _as_in_csv(cell, column, words):
    if cell is None:
        return ""
    if column.kind is Kind.YES_NO:
        return {"oui": "1", "non": "0"}[cell]
    if column.values:
        keys = [key for key, word in words[column.values].items() if word == cell]
        return keys[0] if keys else cell
    if column.kind is Kind.DATE:
        return cell.date().isoformat()
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell).replace(",", ".")


def test_the_dictionary_says_every_column_of_every_table(db, evaluator):
    book = load_workbook(BytesIO(a_file(db, ALL, Form.XLSX, by=evaluator)))
    lines = list(book["Dictionnaire"].iter_rows(min_row=2, values_only=True))
    who = reading.reader(db, Scope(), by=evaluator, today=TODAY)
    wanted = [(key, column.name) for key in TABLES for column in who.columns(TABLES[key])]
    assert [line[:2] for line in lines] == wanted
    assert all(line[2] and line[3] for line in lines)


def test_several_csv_files_come_with_their_dictionary(db, evaluator):
    with ZipFile(BytesIO(a_file(db, ALL, by=evaluator))) as package:
        assert set(package.namelist()) == {f"{key}.csv" for key in TABLES} | {
            "dictionary.csv",
            "README.txt",
        }
        assert "au moins 5 personnes" in package.read("README.txt").decode()
