"""The jury's page: called by a coach, marked alone by each juror, deliberated and decided together."""

from datetime import timedelta

import pytest

from core import clock, jury, jury_decisions, jury_marks, milestones, plan_versions, plans, sessions
from core.jury_parts import Decision, Grid, Mark, Seat, State, Verdict
from core.programme_file import load_programme
from core.sessions import Session
from tests.factories import ENTRY, a_coach, a_cohort, a_mentor, a_participant
from tests.pages.test_mentees import CANARIES, shown

TODAY = clock.today()
POINTS = [criterion.key for criterion in load_programme().jury]


@pytest.fixture
def coach(tracker):
    return a_coach(tracker, name="Claire Morel")


@pytest.fixture
def mentor(tracker):
    return a_mentor(tracker, name="Karim Benali")


@pytest.fixture
def nadia(tracker, coach):
    cohort = a_cohort(tracker, coach=coach, name="Vandoeuvre", prefix="LYO")
    return a_participant(
        tracker, coach=coach, cohort_id=cohort, last_name="Zanzibar", phone="0611223344",
        birth_year=1987, project="Restauration du midi",
    )  # fmt: skip


@pytest.fixture
def jury_id(tracker, coach, mentor, nadia):
    seats = [Seat(staff_id=mentor.id), Seat(name="Anne Roy", capacity="Banque")]
    return jury.convene(tracker, nadia, TODAY, seats, by=coach)


def a_grid(level=3):
    return Grid(marks={key: Mark(level=level, comment="xylophone") for key in POINTS})


def hand_in(tracker, jury_id, who, grid=None):
    own = jury.get(tracker, jury_id, by=who).own
    jury_marks.write(
        tracker, jury_id, grid or a_grid(), hand_in=True, by=who, today=TODAY, version=own.version
    )


def deliberating(tracker, jury_id, coach, mentor):
    hand_in(tracker, jury_id, mentor, a_grid(1))
    anne = jury.get(tracker, jury_id, by=coach).jurors[1]
    jury_marks.type_in(
        tracker, jury_id, anne.id, a_grid(4), by=coach, today=TODAY, version=anne.version
    )
    version = jury.get(tracker, jury_id, by=coach).version
    jury.open_deliberation(tracker, jury_id, by=coach, today=TODAY, version=version)


def one_key(page, kind, ending):
    (found,) = [one for one in page.get(kind) if str(one.key).endswith(ending)]
    return found


def test_a_coach_calls_a_jury_from_the_persons_file(tracker, visit, coach, mentor, nadia):
    page = visit("jury.py", as_=coach, code="LYO-001")
    assert "Aucun jury pour l’instant" in shown(page)
    page.date_input(key="jury-call-LYO-001-on").set_value(TODAY + timedelta(days=7))
    page.multiselect(key="jury-call-LYO-001-accounts").set_value([mentor.id])
    page.text_input(key="jury-call-LYO-001-0-name").set_value("Anne Roy")
    page.button(key="jury-call-LYO-001-save").click().run()
    assert not page.exception
    (found,) = jury.of(tracker, nadia, by=coach)
    assert [juror.name for juror in found.jurors] == ["Karim Benali", "Anne Roy"]


def test_a_coach_chooses_the_version_of_the_plan_that_the_jury_reads(
    tracker, visit, coach, nadia, jury_id
):
    page = visit("jury.py", as_=coach, id=str(jury_id))
    page.button(key="jury_plan").click().run()
    assert "Aucune version" in shown(page)
    plans.write(tracker, nadia, "summary", "Un résumé.", version=0, by=coach)
    frozen = plan_versions.freeze(tracker, nadia, "Pour le jury", on=TODAY, by=coach)
    page.run()
    page.selectbox(key=f"jury-plan-{jury_id}-plan").set_value(frozen)
    page.button(key=f"jury-plan-{jury_id}-save").click().run()
    assert not page.exception
    assert "Version du" in shown(page)
    assert jury.get(tracker, jury_id, by=coach).plan_version_id == frozen


def test_a_jury_without_a_day_is_explained_on_the_page(tracker, visit, coach, nadia):
    page = visit("jury.py", as_=coach, code="LYO-001")
    page.button(key="jury-call-LYO-001-save").click().run()
    assert "Choisissez le jour du jury." in shown(page)
    assert tracker.table("juries").count == 0


def test_a_mentor_sees_a_first_name_and_a_project_and_fills_in_their_own_grid(
    tracker, visit, mentor, jury_id
):
    page = visit("jury.py", as_=mentor, id=str(jury_id))
    text = shown(page)
    assert "Jury de Nadia" in text
    assert "Restauration du midi" in text
    assert not [canary for canary in CANARIES if canary in text]
    for key in POINTS:
        one_key(page, "radio", f"-{key}").set_value(2)
    one_key(page, "text_area", "-remarks").set_value("Un devis à demander.")
    page.run()
    one_key(page, "button", "-save").click().run()
    assert not page.exception
    assert "Grille remise" in shown(page)
    kept = jury_marks.own(tracker, jury_id, by=mentor)
    assert {mark.level for mark in kept.marks.values()} == {2}
    assert kept.remarks == "Un devis à demander."


def test_a_draft_may_be_half_filled_and_handing_it_in_says_what_is_missing(
    tracker, visit, mentor, jury_id
):
    page = visit("jury.py", as_=mentor, id=str(jury_id))
    one_key(page, "radio", "-offer").set_value(2).run()
    one_key(page, "button", "-save").click().run()
    assert "5 points n’ont pas encore de niveau" in shown(page)
    one_key(page, "button", "-draft").click().run()
    assert "Brouillon gardé" in shown(page)
    assert not jury.get(tracker, jury_id, by=mentor).own.handed_in_at
    assert one_key(page, "radio", "-offer").value == 2


def test_two_tabs_of_one_juror_show_both_grids_and_lose_neither(tracker, visit, mentor, jury_id):
    page = visit("jury.py", as_=mentor, id=str(jury_id))
    for key in POINTS:
        one_key(page, "radio", f"-{key}").set_value(2)
    page.run()
    hand_in(tracker, jury_id, mentor)
    one_key(page, "button", "-save").click().run()
    text = shown(page)
    assert "Ce que vous avez écrit" in text
    assert one_key(page, "radio", "-offer").value == 2
    one_key(page, "button", "-save").click().run()
    assert jury_marks.own(tracker, jury_id, by=mentor).marks["offer"].level == 2


def test_a_mentor_who_does_not_sit_reads_nothing(tracker, visit, jury_id):
    page = visit("jury.py", as_=a_mentor(tracker), id=str(jury_id))
    assert "vous n’y siégez pas" in shown(page)
    assert "Restauration" not in shown(page)


def test_a_mentor_cannot_reach_a_person_by_their_code(tracker, visit, mentor, jury_id):
    page = visit("jury.py", as_=mentor, code="LYO-001")
    assert "Zanzibar" not in shown(page)
    assert "Restauration" not in shown(page)


def test_a_coach_sees_that_a_grid_is_there_and_nothing_of_what_is_in_it(
    tracker, visit, coach, mentor, jury_id
):
    hand_in(tracker, jury_id, mentor)
    page = visit("jury.py", as_=coach, id=str(jury_id))
    text = shown(page)
    assert "Remise" in text
    assert "xylophone" not in text
    assert "jury_open" not in [button.key for button in page.button]


def test_a_coach_types_a_paper_grid_then_opens_the_deliberation(
    tracker, visit, coach, mentor, jury_id
):
    hand_in(tracker, jury_id, mentor)
    page = visit("jury.py", as_=coach, id=str(jury_id))
    page.button(key="jury_paper").click().run()
    for key in POINTS:
        one_key(page, "radio", f"-{key}").set_value(4)
    page.run()
    one_key(page, "button", "-save").click().run()
    assert "Grille enregistrée" in shown(page)
    page.button(key="jury_open").click().run()
    assert not page.exception
    assert jury.get(tracker, jury_id, by=coach).state is State.DELIBERATING
    text = shown(page)
    assert "xylophone" in text
    assert "Médiane pondérée" in text
    assert "sur 100" not in text


def test_a_coach_changes_the_bench_and_the_day(tracker, visit, coach, jury_id):
    page = visit("jury.py", as_=coach, id=str(jury_id))
    page.button(key="jury_bench").click().run()
    page.text_input(key=f"jury-bench-{jury_id}-name").set_value("Luc Petit")
    page.button(key=f"jury-bench-{jury_id}-save").click().run()
    page.button(key="jury_bench").click().run()
    luc = jury.get(tracker, jury_id, by=coach).jurors[2]
    page.selectbox(key=f"jury-bench-{jury_id}-who").set_value(luc.id)
    page.button(key=f"jury-bench-{jury_id}-absent").click().run()
    page.button(key="jury_day").click().run()
    page.date_input(key=f"jury-day-{jury_id}-on").set_value(TODAY + timedelta(days=3))
    page.button(key=f"jury-day-{jury_id}-save").click().run()
    assert not page.exception
    found = jury.get(tracker, jury_id, by=coach)
    assert (found.jurors[2].excused, found.held_on) == (True, TODAY + timedelta(days=3))
    page.button(key="jury_day").click().run()
    page.text_input(key=f"jury-day-{jury_id}-why").set_value("Transfert")
    page.button(key=f"jury-day-{jury_id}-call-off").click().run()
    assert jury.get(tracker, jury_id, by=coach).called_off == "Transfert"


def test_the_deliberation_leads_to_a_decision_with_conditions_and_to_the_milestone(
    tracker, visit, coach, mentor, nadia, jury_id
):
    deliberating(tracker, jury_id, coach, mentor)
    page = visit("jury.py", as_=coach, id=str(jury_id))
    assert "avis éloignés" in shown(page)
    one_key(page, "radio", "-verdict").set_value(Verdict.CONDITIONAL).run()
    one_key(page, "text_area", "-reasons").set_value("Le prix est clair, même en prison.")
    one_key(page, "text_input", "-what-0").set_value("Deux devis").run()
    assert "À relire avant d’enregistrer" in shown(page)
    save = f"jury-decision-{jury_id}-save"
    page.button(key=save).click().run()
    assert "Donnez une échéance" in shown(page)
    one_key(page, "text_area", "-reasons").set_value("Le prix est clair.")
    one_key(page, "date_input", "-due-0").set_value(TODAY + timedelta(days=30)).run()
    page.button(key=save).click().run()
    assert not page.exception
    (taken,) = jury_decisions.of(tracker, jury_id, by=coach)
    assert taken.decision.verdict is Verdict.CONDITIONAL
    assert [one.what for one in taken.decision.conditions] == ["Deux devis"]

    page.button(key="jury_milestone").click().run()
    line = next(
        one for one in milestones.table(tracker, nadia, by=coach) if one.milestone.key == "pitch"
    )
    assert line.state == "submitted"
    assert "jury_milestone" not in [button.key for button in page.button]


def test_a_new_decision_leaves_the_former_one_readable(tracker, visit, coach, mentor, jury_id):
    deliberating(tracker, jury_id, coach, mentor)
    version = jury.get(tracker, jury_id, by=coach).version
    before = Decision(verdict=Verdict.REWORK, reasons="Les devis manquent.", decided_on=TODAY)
    jury_decisions.decide(tracker, jury_id, before, by=coach, today=TODAY, version=version)
    page = visit("jury.py", as_=coach, id=str(jury_id))
    page.button(key="jury_again").click().run()
    one_key(page, "radio", "-verdict").set_value(Verdict.FAVOURABLE)
    one_key(page, "text_area", "-reasons").set_value("Les devis sont là.").run()
    page.button(key=f"jury-decision-{jury_id}-save").click().run()
    text = shown(page)
    assert "Les devis sont là." in text
    assert "Remplacée" in text
    assert "Les devis manquent." in text


def test_a_juror_follows_the_deliberation_and_leaves_with_the_decision(
    tracker, visit, coach, mentor, jury_id
):
    deliberating(tracker, jury_id, coach, mentor)
    page = visit("jury.py", as_=mentor, id=str(jury_id))
    assert "xylophone" in shown(page)
    assert not [one for one in page.get("radio") if "verdict" in str(one.key)]
    version = jury.get(tracker, jury_id, by=coach).version
    decision = Decision(verdict=Verdict.FAVOURABLE, reasons="Clair.", decided_on=TODAY)
    jury_decisions.decide(tracker, jury_id, decision, by=coach, today=TODAY, version=version)
    assert "Ce jury est terminé" in shown(visit("jury.py", as_=mentor, id=str(jury_id)))


def test_a_juror_finds_the_jury_from_their_first_page(tracker, visit, mentor, jury_id):
    for page in ("mentees.py", "jury.py"):
        text = shown(visit(page, as_=mentor))
        assert "Remplir ma grille" in text
        assert f"id={jury_id}" in text
        assert not [canary for canary in CANARIES if canary in text]


def test_a_coach_finds_the_juries_of_a_session(tracker, visit, coach, nadia):
    cohort = next(tracker.query("SELECT id FROM cohorts"))["id"]
    day = max(ENTRY, TODAY - timedelta(days=1))
    session = Session(cohort_id=cohort, kind="jury", held_on=day, minutes=180, held_by=coach.id)
    session_id = sessions.record(tracker, session, by=coach, today=TODAY)
    text = shown(visit("session.py", as_=coach, id=str(session_id)))
    assert f"code=LYO-001&amp;on={day.isoformat()}" in text


def test_names_are_written_as_they_are_and_never_as_markup(tracker, visit, coach, nadia):
    seats = [Seat(name="<b>Anne</b>", capacity="<img src=x>"), Seat(staff_id=coach.id)]
    jury_id = jury.convene(tracker, nadia, TODAY, seats, by=coach)
    text = shown(visit("jury.py", as_=coach, id=str(jury_id)))
    assert "&lt;b&gt;Anne" in text
    assert "<img" not in text
