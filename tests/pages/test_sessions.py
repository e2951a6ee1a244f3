"""The list of sessions, and the page where one is written down."""

from datetime import date, time, timedelta

import pytest

from core import attendance, clock, cohorts, enrolments, notes, sessions
from core.attendance import Mark, Presence
from core.language import Language
from core.notes import Level
from core.participants import Identity
from core.sessions import Session, State
from tests.factories import (
    a_coach,
    a_cohort,
    a_lead,
    a_site,
    an_administrator,
)

TODAY = clock.today()


def html(page):
    shown = " ".join(element.value for element in page.get("html"))
    return shown.replace("\u00a0", " ").replace("&#x27;", "'")


def a_group(db, n=3, **more):
    coach = a_coach(db, **more)
    cohort_id = a_cohort(db, coach=coach)
    people = [
        enrolments.add(
            db,
            Identity(first_name="Paul", last_name=f"Nom{letter}"),
            cohort_id=cohort_id,
            entered_on=TODAY - timedelta(days=60),
            coach_id=coach.id,
            by=coach,
            today=TODAY,
        )
        for letter in "ABCDEFGHIJKL"[:n]
    ]
    return coach, cohort_id, people


def kept(db, coach, cohort_id, marks=None, *, days=-2, **more):
    values = {"kind": "workshop", "minutes": 120, "held_by": coach.id, **more}
    session = Session(cohort_id=cohort_id, held_on=TODAY + timedelta(days=days), **values)
    return sessions.record(db, session, marks or {}, by=coach, today=TODAY)


def press_save(page):
    (button,) = [button for button in page.button if button.key.endswith("_save")]
    return button.click().run()


def field(fields, key):
    (found,) = [one for one in fields if one.key == key]
    return found


# -- The list


def test_an_empty_list_says_what_to_do(tracker, visit):
    coach = a_coach(tracker)
    page = visit("sessions.py", as_=coach)
    assert not page.exception
    assert "Notez la première" in html(page)
    assert page.button(key="new_session").disabled


def test_sessions_to_come_stand_before_past_ones(tracker, visit):
    coach, cohort_id, (first, *_others) = a_group(tracker)
    kept(tracker, coach, cohort_id, days=5, title="Étude de marché", state=State.PLANNED)
    kept(tracker, coach, cohort_id, {first: Mark(mark=Presence.ABSENT)}, title="Prix & marges")
    kept(tracker, coach, cohort_id, days=-9, title="Oubliée", state=State.PLANNED)
    shown = html(visit("sessions.py", as_=coach))
    places = [shown.index(words) for words in ("À venir", "Étude de marché", "Passées", "Prix")]
    assert places == sorted(places)
    assert "Prix &amp; marges" in shown
    assert "2 sur 3" in shown
    assert "À noter" in shown


def test_an_interview_is_told_from_another_by_the_person(tracker, visit):
    coach, cohort_id, (first, second, _third) = a_group(tracker)
    sessions.interview(tracker, first, held_on=TODAY, by=coach, today=TODAY)
    kept(tracker, coach, cohort_id, {second: Mark()}, title="Prix")
    shown = html(visit("sessions.py", as_=coach))
    assert "Paul NomA" in shown
    assert "Paul NomB" not in shown


def test_the_list_narrows_to_a_cohort(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    other = a_cohort(tracker, coach=coach, name="Lyon, automne")
    kept(tracker, coach, cohort_id, title="Ici")
    kept(tracker, coach, other, title="Ailleurs")
    page = visit("sessions.py", as_=coach)
    page.selectbox(key="sessions_cohort").set_value(other).run()
    assert "Ailleurs" in html(page)
    assert ">Ici<" not in html(page)
    assert page.query_params["cohort"] == str(other)


def test_an_address_brings_back_its_filters(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    kept(tracker, coach, cohort_id, days=-1, title="Récente")
    kept(tracker, coach, cohort_id, days=-50, title="Ancienne")
    month = (TODAY - timedelta(days=50)).strftime("%Y-%m")
    page = visit("sessions.py", as_=coach, cohort=str(cohort_id), month=month)
    assert "Ancienne" in html(page)
    assert "Récente" not in html(page)
    lost = visit("sessions.py", as_=coach, cohort="999", month="2019-13")
    assert not lost.exception
    assert "Récente" in html(lost)


def test_a_long_list_is_turned_page_by_page(tracker, visit):
    coach, cohort_id, _people = a_group(tracker, n=1)
    for number in range(27):
        kept(tracker, coach, cohort_id, days=-1 - number, title=f"Séance n° {number:02d}")
    page = visit("sessions.py", as_=coach)
    assert "27 séances" in html(page)
    assert "n° 24" in html(page)
    assert "n° 25" not in html(page)
    page.button(key="sessions_page_None_None_after").click().run()
    assert "n° 25" in html(page)


# -- Writing one down


def test_twelve_people_are_called_with_two_changes_and_one_save(tracker, visit):
    coach, _cohort_id, people = a_group(tracker, n=12)
    page = visit("session.py", as_=coach)
    assert "12 présences" in html(page)

    page.segmented_control(key=f"session_new_mark_{people[3]}").set_value(Presence.LATE).run()
    page.segmented_control(key=f"session_new_mark_{people[7]}").set_value(Presence.ABSENT).run()
    assert "10 présences, 1 retard, 1 absence" in html(page)
    page.selectbox(key=f"session_new_cause_{people[7]}").set_value("visit").run()
    press_save(page)

    assert not page.exception
    assert "Séance enregistrée" in html(page)
    (session,) = sessions.page(tracker, by=coach).rows
    assert (session.present, session.expected, session.held_on) == (11, 12, TODAY)
    marks = attendance.of_session(tracker, session.id)
    assert marks[people[7]] == Mark(mark=Presence.ABSENT, cause="visit")
    assert page.query_params["id"] == str(session.id)


def test_causes_are_asked_beside_exceptions_only(tracker, visit):
    coach, _cohort_id, people = a_group(tracker)
    page = visit("session.py", as_=coach)
    causes = [box.key for box in page.selectbox if "_cause_" in box.key]
    assert causes == []
    page.segmented_control(key=f"session_new_mark_{people[0]}").set_value(Presence.EXCUSED).run()
    box = page.selectbox(key=f"session_new_cause_{people[0]}")
    assert "Parloir (établissement)" in box.options


def test_people_elsewhere_leave_the_roll_call(tracker, visit):
    coach, _cohort_id, people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.multiselect(key=f"session_new_away_{TODAY}").set_value([people[0]]).run()
    assert "2 présences" in html(page)
    press_save(page)
    (session,) = sessions.page(tracker, by=coach).rows
    assert set(attendance.of_session(tracker, session.id)) == set(people[1:])

    page = visit("session.py", as_=coach, id=str(session.id))
    assert "2 présences" in html(page)


def test_a_second_save_of_the_same_form_writes_nothing_twice(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach)
    token = page.session_state["_token_session_new"] = "t"
    session = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id
    )
    sessions.record(tracker, session, by=coach, today=TODAY, token=token)
    press_save(page)
    assert "Rien n’a été" in html(page)
    assert sessions.page(tracker, by=coach).total == 1


def test_the_hour_and_the_place_of_the_last_session_are_proposed(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    site = a_site(tracker, name="MA de Lyon-Corbas")
    kept(tracker, coach, cohort_id, starts_at=time(14), site_id=site)
    page = visit("session.py", as_=coach)
    assert page.time_input(key=f"session_new_at_{cohort_id}").value == time(14)
    assert page.selectbox(key=f"session_new_site_{cohort_id}").value == site


def test_a_session_that_was_not_held_asks_for_its_cause(tracker, visit):
    coach, _cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.segmented_control(key="session_new_state_0").set_value(State.NOT_HELD).run()
    assert "Appel" not in html(page)
    press_save(page)
    assert "Une séance non tenue a un motif" in html(page)
    assert sessions.page(tracker, by=coach).total == 0
    page.selectbox(key="session_new_cause").set_value("lockdown").run()
    press_save(page)
    (session,) = sessions.page(tracker, by=coach).rows
    assert (session.state, session.cause) == (State.NOT_HELD, "lockdown")


def test_a_session_to_come_can_only_be_planned_or_called_off(tracker, visit):
    coach, _cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.date_input(key="session_new_on").set_value(TODAY + timedelta(days=3)).run()
    state = page.segmented_control(key="session_new_state_1")
    assert state.options == ["Prévue", "Non tenue"]
    press_save(page)
    (session,) = sessions.page(tracker, by=coach).rows
    assert session.state is State.PLANNED


def test_awareness_shows_a_number_of_people_and_no_roll_call(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.selectbox(key=f"session_new_kind_{cohort_id}").set_value("awareness").run()
    assert "Appel" not in html(page)
    press_save(page)
    assert "Indiquez combien de personnes" in html(page)
    page.number_input(key="session_new_headcount").set_value(23).run()
    press_save(page)
    (session,) = sessions.page(tracker, by=coach).rows
    assert session.headcount == 23


def test_an_interview_is_with_somebody_and_has_a_note(tracker, visit):
    coach, cohort_id, people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.selectbox(key=f"session_new_kind_{cohort_id}").set_value("interview").run()
    page.multiselect(key=f"session_new_people_{TODAY}").set_value([people[1]]).run()
    page.segmented_control(key="session_new_level").set_value(Level.MENTOR).run()
    page.text_area[0].set_value("Convocation chez le juge.").run()
    assert "juge" in html(page)  # pointed out, and saved all the same
    press_save(page)
    (note,) = notes.of(tracker, people[1], by=coach)
    assert (note.level, note.body) == (Level.MENTOR, "Convocation chez le juge.")
    assert page.text_area[0].value == ""
    assert notes.of(tracker, people[0], by=coach) == []


def test_nobody_to_call_is_said(tracker, visit):
    coach, _cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach)
    page.date_input(key="session_new_on").set_value(TODAY - timedelta(days=200)).run()
    assert "Personne n’était dans cette cohorte" in html(page)


# -- Correcting one


def test_a_kept_session_opens_as_it_was_written(tracker, visit):
    coach, cohort_id, people = a_group(tracker)
    absent = Mark(mark=Presence.ABSENT, cause="visit")
    session_id = kept(tracker, coach, cohort_id, {people[1]: absent}, title="Prix")
    page = visit("session.py", as_=coach, id=str(session_id))
    assert field(page.text_input, f"session_{session_id}_title").value == "Prix"
    assert field(page.selectbox, f"session_{session_id}_cause_{people[1]}").value == "visit"
    assert "2 présences, 1 absence" in html(page)

    control = page.segmented_control(key=f"session_{session_id}_mark_{people[1]}")
    control.set_value(Presence.PRESENT).run()
    press_save(page)
    assert attendance.of_session(tracker, session_id)[people[1]] == Mark()
    press_save(page)
    assert "Séance enregistrée" in html(page)
    assert sessions.get(tracker, session_id, by=coach).version == 3


def test_a_planned_session_whose_day_has_come_is_ready_to_be_held(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    session_id = kept(tracker, coach, cohort_id, state=State.PLANNED)
    page = visit("session.py", as_=coach, id=str(session_id))
    press_save(page)
    assert sessions.get(tracker, session_id, by=coach).state is State.HELD
    assert len(attendance.of_session(tracker, session_id)) == 3


def test_two_people_who_correct_the_same_session_see_both_texts(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    session_id = kept(tracker, coach, cohort_id, title="Premier")
    page = visit("session.py", as_=coach, id=str(session_id))
    theirs = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id,
        title="Leur titre",
    )  # fmt: skip
    sessions.change(tracker, session_id, theirs, by=coach, today=TODAY, version=1)

    page.text_input(key=f"session_{session_id}_title").set_value("Mon titre").run()
    press_save(page)
    assert "Leur titre" in html(page)
    assert "Mon titre" in html(page)
    assert sessions.get(tracker, session_id, by=coach).title == "Leur titre"

    press_save(page)
    assert sessions.get(tracker, session_id, by=coach).title == "Mon titre"


def test_a_refused_correction_does_not_hide_that_somebody_else_saved(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    session_id = kept(tracker, coach, cohort_id, title="Premier")
    page = visit("session.py", as_=coach, id=str(session_id))
    theirs = Session(
        cohort_id=cohort_id, kind="workshop", held_on=TODAY, minutes=60, held_by=coach.id,
        title="Leur titre",
    )  # fmt: skip
    sessions.change(tracker, session_id, theirs, by=coach, today=TODAY, version=1)

    state = page.segmented_control(key=f"session_{session_id}_state_0")
    state.set_value(State.NOT_HELD).run()
    press_save(page)
    assert "choisissez-le" in html(page)
    page.segmented_control(key=f"session_{session_id}_state_0").set_value(State.HELD).run()
    press_save(page)
    assert "Leur titre" in html(page)
    assert sessions.get(tracker, session_id, by=coach).title == "Leur titre"


@pytest.mark.parametrize("asked", ["999", "abc", "²", "9" * 30])
def test_an_address_that_leads_nowhere_is_no_accident(tracker, visit, asked):
    coach, _cohort_id, _people = a_group(tracker)
    page = visit("session.py", as_=coach, id=asked)
    assert not page.exception


def test_a_session_of_another_organisation_does_not_exist(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    session_id = kept(tracker, coach, cohort_id, title="À nous")
    page = visit("session.py", as_=a_coach(tracker), id=str(session_id))
    assert "Cette séance n’existe pas" in html(page)
    assert "À nous" not in html(page)


def test_a_closed_cohort_is_not_proposed(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    cohorts.close(tracker, cohort_id, by=an_administrator(tracker), today=TODAY)
    page = visit("session.py", as_=coach)
    assert "Aucune cohorte n’est ouverte" in html(page)


def test_the_page_speaks_english(tracker, visit):
    coach, _cohort_id, _people = a_group(tracker, language=Language.ENGLISH)
    page = visit("session.py", as_=coach)
    assert "3 present" in html(page)
    assert "Roll call" in html(page)


def test_a_lead_opens_any_session(tracker, visit):
    coach, cohort_id, _people = a_group(tracker)
    session_id = kept(tracker, coach, cohort_id, title="Prix")
    page = visit("session.py", as_=a_lead(tracker), id=str(session_id))
    assert "Prix" in html(page)


def test_a_name_is_never_read_as_markup(tracker, visit):
    coach = a_coach(tracker)
    cohort_id = a_cohort(tracker, coach=coach)
    enrolments.add(
        tracker, Identity(first_name="<b>A</b>", last_name="![x](http://x.example)"),
        cohort_id=cohort_id, entered_on=date(2020, 1, 1), coach_id=coach.id, by=coach, today=TODAY,
    )  # fmt: skip
    page = visit("session.py", as_=coach)
    assert "<b>A</b>" not in html(page)
    (control,) = [one for one in page.segmented_control if "_mark_" in one.key]
    assert not set(control.label) & set("<>![]()*_`:")


def test_a_session_entered_by_mistake_goes_to_the_trash_and_comes_back(tracker, visit):
    coach, cohort, people = a_group(tracker)
    session = kept(tracker, coach, cohort, {people[0]: Mark(mark=Presence.LATE)})
    page = visit("session.py", as_=coach, id=str(session))
    page.button(key=f"throw_session_{session}").click().run()
    assert not page.exception
    assert sessions.page(tracker, by=coach).total == 0

    page = visit("sessions.py", as_=coach)
    page.button(key="trash_restore").click().run()
    assert not page.exception
    assert "Remis tel quel à" in html(page)
    assert attendance.of_session(tracker, session)[people[0]].mark is Presence.LATE


def test_the_agenda_shows_a_month_and_a_series_is_planned_in_one_go(tracker, visit):
    coach, cohort, _people = a_group(tracker)
    page = visit("session.py", as_=coach, cohort=str(cohort))
    page.date_input(key="session_new_on").set_value(TODAY + timedelta(days=7)).run()
    page.selectbox(key="session_new_every").select_index(0).run()
    page.number_input(key="session_new_times").set_value(3).run()
    press_save(page)
    assert not page.exception
    assert sessions.page(tracker, by=coach).total == 3

    page = visit("sessions.py", as_=coach, view="month")
    assert not page.exception
    assert "agenda month" in html(page)
