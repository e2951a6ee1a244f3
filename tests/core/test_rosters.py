"""Importing the two real rosters: what is seen, what is kept, and that nothing is kept twice."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from core import cohorts, participants, rosters, tracker
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound
from core.exchange.columns import RosterField
from core.exchange.duplicates import Likeness
from core.language import Language, speaking
from core.permissions import Action
from core.rosters import Choice, Decision, Fate, Status
from core.storage.database import connect
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_mentor,
    a_participant,
    a_site,
    an_administrator,
    an_evaluator,
)

DATA = Path(__file__).parent.parent / "data"
CSV, XLSX = "roster_agir_liberte.csv", "roster_declic.xlsx"
SAME_AS_LINE_5 = Decision(choice=Choice.SAME, line=5)


def the_file(name):
    return (DATA / name).read_bytes()


def look(db, name, cohort, coach, **more):
    return rosters.preview(
        db, name, the_file(name), cohort_id=cohort, by=coach, today=TODAY, **more
    )


def bring_in(db, seen, coach, decisions=None, **more):
    return rosters.apply(
        db,
        seen,
        decisions or {},
        cohort_id=seen.cohort_id,
        coach_id=coach.id,
        by=coach,
        today=TODAY,
        **more,
    )


def plain(text):
    """A sentence without its non-breaking spaces."""
    return text.replace("\u00a0", " ")


def statuses(seen):
    return {line.number: line.status for line in seen.lines}


def kept(db):
    return sorted(row["last_name"] for row in db.query("SELECT last_name FROM participants"))


def everything(db):
    """Every row of the tables an import writes to, but for its own trace."""
    tables = (
        "participants",
        "enrolments",
        "situations",
        "stage_moves",
        "history",
        "roster_decisions",
    )
    return {table: list(db.query(f"SELECT * FROM {table}")) for table in tables}


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def cohort(db, coach):
    return a_cohort(db, coach=coach)


def test_the_first_roster_is_read_line_by_line(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)

    assert statuses(seen) == {
        **dict.fromkeys((2, 3, 4, 5, 7, 8, 9, 10, 11, 14, 15), Status.NEW),
        6: Status.TO_DECIDE,
        12: Status.REFUSED,
        13: Status.REFUSED,
    }


def test_looking_writes_nothing(db, coach, cohort):
    before = everything(db)
    look(db, CSV, cohort, coach)
    assert everything(db) == before


def test_the_impossible_date_and_the_missing_year_are_explained(db, coach, cohort):
    errors = {
        line.number: [(problem.column, plain(problem.sentence)) for problem in line.errors]
        for line in look(db, CSV, cohort, coach).having(Status.REFUSED)
    }
    assert errors == {
        12: [
            ("Date d'entrée", "Cette date n’existe pas : septembre 2026 compte 30 jours. Corrigez-la.")
        ],
        13: [
            ("Année de naissance",
             "L’année de naissance manque : ajoutez-la dans le fichier ou ici."),
        ],
    }  # fmt: skip


def test_two_lines_about_one_person_are_to_be_decided(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    (line,) = seen.having(Status.TO_DECIDE)
    (other,) = line.lookalikes
    assert (other.likeness, other.line, other.name) == (Likeness.SPELLING, 5, "José Garcia")


def test_words_that_look_like_an_offence_are_flagged_without_being_shown(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    assert [line.number for line in seen.flagged] == [4]
    assert "faits anciens" not in str(seen)


def test_columns_say_what_they_hold_or_why_they_stay_out(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    by_title = {heading.title: heading for heading in seen.headings}

    assert by_title["Nom"].field is RosterField.LAST_NAME
    assert not by_title["Nom"].why
    for title in ("Observations", "Référent CPIP"):
        assert by_title[title].why
        assert not by_title[title].correctable
    assert (
        by_title["Téléphone"].why == "Les numéros de téléphone ne sont repris qu’à votre demande."
    )
    assert "ne la garde pas encore" in by_title["Niveau d'étude"].why


def test_observations_and_phone_numbers_are_never_kept(db, coach, cohort):
    bring_in(db, look(db, CSV, cohort, coach), coach)

    everything_kept = str(everything(db))
    for word in ("motivé", "condamné", "lunettes", "retard", "Perrin", "+33"):
        assert word not in everything_kept


def test_phone_numbers_are_kept_when_asked_for(db, coach, cohort):
    bring_in(db, look(db, CSV, cohort, coach, with_phone=True), coach)
    (row,) = db.query("SELECT phone FROM participants WHERE last_name = 'Lefèvre-Roux'")
    assert row["phone"] == "+33611223344"


def test_eleven_people_come_in_with_one_trace_each_and_one_for_the_roster(db, coach, cohort):
    report = bring_in(db, look(db, CSV, cohort, coach), coach)

    assert len(report.codes) == 11
    assert report.lines(Fate.UNDECIDED) == [6]
    assert report.lines(Fate.REFUSED) == [12, 13]
    assert len(kept(db)) == 11
    events = [row["event"] for row in db.query("SELECT event FROM audit")]
    assert events.count("participant.added") == 11
    assert events.count("roster.imported") == 1


def test_somebody_brought_in_has_their_identity_stage_situation_and_coach(db, coach, cohort):
    report = bring_in(db, look(db, CSV, cohort, coach), coach)

    person = participants.by_code(db, report.codes[3], by=coach, to=Action.READ_IDENTITY)
    assert person.name == "Anaïs Lefèvre-Roux"
    assert (person.birth_year, person.sex, person.project) == (1998, "F", "Onglerie à domicile")
    assert (person.coach_id, person.entered_on.isoformat()) == (coach.id, "2026-09-03")
    (situation,) = db.query("SELECT kind FROM situations WHERE participant_id = ?", [person.id])
    assert situation["kind"] == "semi_release"


def test_what_looks_like_a_formula_is_kept_as_plain_text(db, coach, cohort):
    bring_in(db, look(db, CSV, cohort, coach), coach)
    (row,) = db.query("SELECT project FROM participants WHERE last_name = 'Dupont'")
    assert row["project"] == "'=SOMME(1;2)"


@pytest.mark.parametrize("decision", [None, SAME_AS_LINE_5, Decision(choice=Choice.NEW)])
def test_the_same_file_twice_changes_nothing(db, coach, cohort, decision):
    decisions = {6: decision} if decision else {}
    bring_in(db, look(db, CSV, cohort, coach), coach, decisions)
    before = everything(db)

    again = look(db, CSV, cohort, coach)
    report = bring_in(db, again, coach)

    assert not again.having(Status.NEW)
    assert not again.having(Status.TO_DECIDE) or decision is None
    assert not report.codes
    unchanged = everything(db)
    del unchanged["roster_decisions"], before["roster_decisions"]
    assert unchanged == before


def test_a_line_decided_to_be_the_same_person_is_not_asked_again(db, coach, cohort):
    report = bring_in(db, look(db, CSV, cohort, coach), coach, {6: SAME_AS_LINE_5})

    assert report.lines(Fate.ALREADY) == [6]
    assert kept(db).count("Garcia") == 1
    assert statuses(look(db, CSV, cohort, coach))[6] is Status.SAME


def test_a_line_decided_to_be_somebody_else_is_added(db, coach, cohort):
    bring_in(db, look(db, CSV, cohort, coach), coach, {6: Decision(choice=Choice.NEW)})
    assert kept(db).count("Garcia") == 2


def test_a_line_left_out_is_not_added(db, coach, cohort):
    report = bring_in(
        db, look(db, CSV, cohort, coach), coach,
        {2: Decision(choice=Choice.SKIP), 6: Decision(choice=Choice.SKIP)},
    )  # fmt: skip
    assert report.lines(Fate.SKIPPED) == [2, 6]
    assert "N'Diaye" not in kept(db)


def test_the_same_as_a_line_left_out_stays_out_too(db, coach, cohort):
    report = bring_in(
        db, look(db, CSV, cohort, coach), coach,
        {5: Decision(choice=Choice.SKIP), 6: SAME_AS_LINE_5},
    )  # fmt: skip
    assert report.lines(Fate.SKIPPED) == [5, 6]
    assert "Garcia" not in kept(db)


def test_a_name_corrected_since_the_import_is_still_the_same_person(db, coach, cohort):
    report = bring_in(db, look(db, CSV, cohort, coach), coach)
    person = participants.by_code(db, report.codes[2], by=coach, to=Action.READ_IDENTITY)
    participants.edit(
        db, person.id,
        participants.Identity(first_name="Mouhamadou", last_name="Ndiaye Fall", birth_year=1990),
        by=coach, version=person.version,
    )  # fmt: skip
    assert statuses(look(db, CSV, cohort, coach))[2] is Status.SAME


def test_errors_are_corrected_on_the_spot_and_known_again_afterwards(db, coach, cohort):
    typed = {
        (12, RosterField.ENTERED_ON): "30/09/2026",
        (13, RosterField.BIRTH_YEAR): "1988",
    }
    seen = look(db, CSV, cohort, coach, corrections=typed)
    assert not seen.having(Status.REFUSED)
    report = bring_in(db, seen, coach)

    assert {12, 13} <= report.codes.keys()
    again = statuses(look(db, CSV, cohort, coach))
    assert (again[12], again[13]) == (Status.SAME, Status.SAME)


def test_somebody_typed_in_before_is_recognised(db, coach, cohort):
    a_participant(
        db, coach=coach, cohort_id=cohort, first_name="Aminata", last_name="TRAORE", birth_year=1990
    )
    assert statuses(look(db, CSV, cohort, coach))[11] is Status.SAME


def test_somebody_followed_in_another_cohort_is_to_be_decided(db, coach, cohort):
    elsewhere = a_participant(
        db, coach=coach, first_name="Aminata", last_name="Traoré", birth_year=1990
    )
    seen = look(db, CSV, cohort, coach)
    (line,) = [line for line in seen.having(Status.TO_DECIDE) if line.number == 11]
    (other,) = line.lookalikes
    assert other.participant_id == elsewhere
    assert other.cohort.startswith("Lyon, cohorte")

    report = bring_in(db, seen, coach, {11: other.decision()})
    assert report.lines(Fate.ALREADY) == [11]
    assert statuses(look(db, CSV, cohort, coach))[11] is Status.SAME


def test_nobody_learns_of_people_followed_by_another_organisation(db, coach, cohort):
    a_participant(db, coach=a_coach(db), first_name="Aminata", last_name="Traoré", birth_year=1990)
    assert statuses(look(db, CSV, cohort, coach))[11] is Status.NEW


def test_only_the_people_shown_beside_a_line_may_be_chosen(db, coach, cohort):
    other = a_participant(db, coach=coach)
    seen = look(db, CSV, cohort, coach)
    with pytest.raises(InvalidInput):
        bring_in(db, seen, coach, {6: Decision(choice=Choice.SAME, participant_id=other)})
    assert kept(db) == ["Tahri"]


def test_a_decision_names_somebody_only_when_it_says_the_same():
    with pytest.raises(InvalidInput):
        Decision(choice=Choice.SAME)
    with pytest.raises(InvalidInput):
        Decision(choice=Choice.NEW, line=5)


def test_known_sites_are_matched_and_unknown_ones_are_told(db, coach, cohort):
    site = a_site(db, name="Centre pénitentiaire de Lyon-Corbas")
    seen = look(db, CSV, cohort, coach)

    places = {place.text: place for place in seen.places}
    assert places["CP Lyon-Corbas"].sure
    assert places["CP Lyon-Corbas"].site_id == site
    assert {place.text for place in seen.unknown_places} == {
        "QSL Villeurbanne",
        "MA Lyon-Corbas (quartier femmes)",
    }

    bring_in(db, seen, coach)
    rows = db.query("""
        SELECT last_name, site_id FROM situations JOIN participants ON participants.id = participant_id
    """)
    at = {row["last_name"]: row["site_id"] for row in rows}
    assert (at["N'Diaye"], at["Lefèvre-Roux"]) == (site, None)


def test_a_place_may_be_given_its_site_by_hand(db, coach, cohort):
    site = a_site(db, name="Villeurbanne")
    bring_in(db, look(db, CSV, cohort, coach), coach, sites={"QSL Villeurbanne": site})
    (row,) = db.query("SELECT site_id FROM situations WHERE kind = 'semi_release'")
    assert row["site_id"] == site


def test_a_site_that_does_not_exist_is_refused(db, coach, cohort):
    with pytest.raises(InvalidInput):
        bring_in(db, look(db, CSV, cohort, coach), coach, sites={"QSL Villeurbanne": 99})


def test_the_workbook_is_read_on_the_sheet_that_lists_people(db, coach, cohort):
    seen = look(db, XLSX, cohort, coach)

    assert (seen.sheet, seen.sheets) == ("Cohorte 2", ("Cohorte 2", "Présences"))
    assert statuses(seen) == dict.fromkeys((5, 6, 7, 8, 10, 11, 12, 13), Status.NEW)
    assert [line.number for line in seen.lines if line.warnings] == [7, 12]


def test_the_workbook_brings_in_eight_people_and_who_had_the_notice(db, coach, cohort):
    bring_in(db, look(db, XLSX, cohort, coach), coach)

    rows = list(db.query("SELECT last_name, informed_on FROM participants ORDER BY last_name"))
    assert len(rows) == 8
    assert [row["last_name"] for row in rows if row["informed_on"] is None] == ["Sow"]
    assert not bring_in(db, look(db, XLSX, cohort, coach), coach).codes


def test_a_mapping_corrects_what_was_recognised(db, coach, cohort):
    seen = look(db, XLSX, cohort, coach, mapping={9: None})
    bring_in(db, seen, coach)
    assert {row["project"] for row in db.query("SELECT project FROM participants")} == {None}


def test_a_column_that_is_never_read_cannot_be_mapped(db, coach, cohort):
    with pytest.raises(InvalidInput):
        look(db, CSV, cohort, coach, mapping={11: RosterField.PROJECT, 9: None})


def test_a_date_of_entry_that_is_missing_is_the_start_of_the_cohort(db, coach, cohort):
    content = "Nom;Prénom;Né en;Projet\nDiallo;Awa;1990;Épicerie\n".encode()
    seen = rosters.preview(
        db, "liste.csv", content, cohort_id=cohort, by=coach, today=TODAY
    )  # fmt: skip
    (line,) = seen.lines
    assert line.entry.entered_on == cohorts.get(db, cohort, by=coach).starts_on
    assert "03/09/2026" in line.warnings[0].sentence


def test_somebody_free_in_a_prison_is_to_be_checked(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    (line,) = [line for line in seen.lines if line.name == "João Pedro da Silva"]
    assert line.status is Status.NEW
    assert "vérifiez les deux" in line.warnings[0].sentence


def test_an_entry_in_the_future_is_to_be_corrected(db, coach, cohort):
    content = "Nom;Prénom;Né en;Entrée\nDiallo;Awa;1990;01/12/2026\n".encode()
    seen = rosters.preview(
        db, "liste.csv", content, cohort_id=cohort, by=coach, today=TODAY
    )  # fmt: skip
    (line,) = seen.having(Status.REFUSED)
    assert line.errors[0].sentence == "La date d’entrée ne peut pas être dans le futur."


def test_a_closed_cohort_takes_nobody_in(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    cohorts.close(db, cohort, by=an_administrator(db), today=TODAY)
    with pytest.raises(InvalidInput, match="close"):
        look(db, CSV, cohort, coach)
    with pytest.raises(InvalidInput, match="close"):
        bring_in(db, seen, coach)
    assert kept(db) == []


def test_a_coach_of_another_organisation_cannot_import_into_a_cohort(db, cohort):
    with pytest.raises(NotFound):
        look(db, CSV, cohort, a_coach(db))


@pytest.mark.parametrize("stranger", [a_mentor, an_evaluator])
def test_mentors_and_evaluators_import_nothing(db, cohort, stranger):
    with pytest.raises(NotAllowed):
        look(db, CSV, cohort, stranger(db))


def test_a_preview_is_for_its_own_cohort(db, coach, cohort):
    other = a_cohort(db, coach=coach)
    seen = replace(look(db, CSV, cohort, coach), cohort_id=other)
    with pytest.raises(InvalidInput):
        rosters.apply(
            db, seen, {}, cohort_id=cohort, coach_id=coach.id, by=coach, today=TODAY
        )  # fmt: skip


def test_a_coach_whose_account_cannot_follow_people_is_refused(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    with pytest.raises(InvalidInput):
        rosters.apply(
            db, seen, {}, cohort_id=cohort, coach_id=a_mentor(db).id, by=coach, today=TODAY
        )  # fmt: skip


def test_the_same_form_saved_twice_imports_once(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    bring_in(db, seen, coach, token="t1")
    with pytest.raises(AlreadySaved):
        bring_in(db, seen, coach, token="t1")
    assert len(kept(db)) == 11


def test_two_people_who_import_the_same_file_at_once_add_nobody_twice(db, coach, cohort):
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    seen, theirs = look(db, CSV, cohort, coach), look(db, CSV, cohort, colleague)
    bring_in(db, seen, coach)
    assert not bring_in(db, theirs, colleague).codes
    assert len(kept(db)) == 11


def test_nothing_is_kept_when_one_line_fails(db, coach, cohort):
    seen = look(db, CSV, cohort, coach)
    db.execute("""
        CREATE TEMP TRIGGER breakdown BEFORE INSERT ON participants WHEN new.last_name = 'Traoré'
        BEGIN SELECT RAISE(ABORT, 'breakdown'); END
    """)
    with pytest.raises(Exception, match="breakdown"):
        bring_in(db, seen, coach)
    assert kept(db) == []
    assert not list(db.query("SELECT * FROM roster_decisions"))


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Diallo", "DIALLO", "Dialo", "Traoré", "N'Diaye", "da Silva"]),
        st.sampled_from(["Awa", "awa", "Hawa", "Moussa", "João"]),
        st.sampled_from(["1990", "1991", "", "04/02/1990", "hier"]),
        st.sampled_from(["03/09/2026", "31/09/2026", "", "01/12/2026"]),
    ),
    min_size=1,
    max_size=8,
)
CHOICES = st.dictionaries(
    st.integers(2, 9), st.sampled_from([Decision(choice=Choice.NEW), Decision(choice=Choice.SKIP)])
)


@settings(max_examples=40, deadline=None)
@given(people=PEOPLE, decisions=CHOICES)
def test_whatever_the_list_and_the_decisions_the_second_import_adds_nobody_new(people, decisions):
    lines = "\n".join(";".join(person) for person in people)
    content = f"Nom;Prénom;Né en;Entrée\n{lines}\n".encode()
    with closing(connect(":memory:").conn) as connection:
        db = Database(connection)
        tracker.migrate(db)
        coach = a_coach(db)
        cohort = a_cohort(db, coach=coach)

        def once(decided):
            seen = rosters.preview(
                db, "liste.csv", content, cohort_id=cohort, by=coach, today=TODAY
            )
            report = bring_in(db, seen, coach, decided)
            assert report.fates.keys() == {line.number for line in seen.lines}
            return report

        left_out = set(once(decisions).lines(Fate.SKIPPED))
        assert set(once({}).codes) <= left_out
        assert not once({}).codes


def test_the_terminal_says_everything_the_page_says(db, coach, cohort):
    text = plain("\n".join(rosters.report_lines(look(db, CSV, cohort, coach))))

    assert "Ligne 12 : Date d'entrée : Cette date n’existe pas" in text
    assert "Ligne 13 : Année de naissance : L’année de naissance manque" in text
    assert "Ligne 6 : même année, nom écrit autrement (ligne 5)" in text
    assert "QSL Villeurbanne" in text
    assert "11 à ajouter" in text
    assert "motivé" not in text
    with speaking(Language.ENGLISH):
        assert "11 to add" in "\n".join(rosters.report_lines(look(db, CSV, cohort, coach)))
