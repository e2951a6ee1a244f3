"""The needs of a release, what somebody agrees to share, and the hand-over sheet in Word."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from core import (
    barriers,
    export_hand_over,
    history,
    mentors,
    milestones,
    participants,
    place_changes,
    place_preview,
    release_list,
    sharing,
    situations,
)
from core.barrier_parts import Assessment
from core.barrier_parts import State as Barrier
from core.discretion import tells
from core.errors import InvalidInput, NotAllowed, NotFound, StaleRecord, TrackerError
from core.export_hand_over import hand_over_as_word, prepared
from core.language import Language
from core.organisations import SiteKind
from core.participants import Identity, get
from core.permissions import Action
from core.place_change_parts import Change, Transition
from core.release_list import State
from core.sharing import Item
from core.situations import SituationKind
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_mentor,
    a_participant,
    a_site,
    an_administrator,
    an_evaluator,
    an_organisation,
)

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def coach(db):
    return a_coach(db, name="Claire Morel")


@pytest.fixture
def person(db, coach):
    return a_participant(db, coach=coach, project="Boulangerie", phone="06 00 00 00 01")


def states(db, person, coach):
    return {line.need.key: line.state for line in release_list.of(db, person, by=coach).lines}


def test_every_need_is_to_do_until_somebody_says_otherwise(db, coach, person):
    assert states(db, person, coach) == dict.fromkeys(
        ["roof", "rights", "papers", "bank", "income", "health_cover", "contacts"], State.TO_DO
    )


def test_only_what_changed_is_written_and_the_history_keeps_what_was_said(db, coach, person):
    by = {"by": coach, "today": TODAY}
    every_need = states(db, person, coach)
    said = {**every_need, "roof": State.UNDER_WAY, "bank": State.NOT_APPLICABLE}
    assert release_list.note(db, person, said, on=YESTERDAY, **by) == 2
    assert release_list.note(db, person, said, on=TODAY, **by) == 0
    assert release_list.note(db, person, {"roof": State.DONE}, on=TODAY, **by) == 1
    assert release_list.of(db, person, by=coach).open == 5
    told = [
        (one.old, one.new) for one in history.of(db, person, by=coach) if one.noun == "release roof"
    ]
    assert told == [("under_way", "done"), ("", "under_way")]


def test_a_state_is_refused_out_of_its_time_or_its_list(db, coach, person):
    by = {"by": coach, "today": TODAY}
    release_list.note(db, person, {"roof": State.DONE}, on=TODAY, **by)
    for states_, on in (
        ({"moon": State.DONE}, TODAY),
        ({"bank": State.DONE}, TODAY + timedelta(days=1)),
        ({"roof": State.TO_DO}, YESTERDAY),
    ):
        with pytest.raises(InvalidInput):
            release_list.note(db, person, states_, on=on, **by)


def test_the_list_is_due_when_a_release_is_near_or_written_down(db, coach):
    def due(**more):
        someone = a_participant(db, coach=coach, **more)
        person = get(db, someone, by=coach, to=Action.READ_JOURNEY)
        return release_list.due(db, person, by=coach, today=TODAY)

    assert not due()
    assert due(release_month="2027-02")
    assert not due(release_month="2027-08")
    assert not due(release_month="2027-02", inside=False)
    someone = a_participant(db, coach=coach)
    out = Transition(change=Change.RELEASE, starts_on=TODAY, situation=SituationKind.FREE)
    place_changes.change_of_place(db, someone, out, by=coach, today=TODAY)
    person = get(db, someone, by=coach, to=Action.READ_JOURNEY)
    assert release_list.due(db, person, by=coach, today=TODAY)


def test_the_first_appointment_outside_is_with_an_organisation_on_a_day(db, coach, person):
    bank = an_organisation(db, name="Mission locale")
    soon = TODAY + timedelta(days=6)
    release_list.appoint(db, person, bank, soon, by=coach)
    first = release_list.of(db, person, by=coach).appointment
    assert (first.organisation, first.meets_on, first.who) == ("Mission locale", soon, coach.name)
    for whom, on in ((bank, None), (None, soon), (999, soon), (bank, ENTRY - timedelta(days=1))):
        with pytest.raises(InvalidInput):
            release_list.appoint(db, person, whom, on, by=coach)
    release_list.appoint(db, person, None, None, by=coach)
    assert release_list.of(db, person, by=coach).appointment is None


def test_administrators_and_evaluators_do_not_read_what_a_release_needs(db, coach, person):
    for other in (an_administrator(db), an_evaluator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            release_list.of(db, person, by=other)
        with pytest.raises((NotAllowed, NotFound)):
            sharing.of(db, person, by=other)
    with pytest.raises(NotFound):
        release_list.note(db, person, {"roof": State.DONE}, on=TODAY, by=a_coach(db), today=TODAY)


def agree(db, person, coach, *items, on=TODAY, **more):
    answers = {item: item in items for item in Item}
    sharing.record(db, person, answers, on=on, by=coach, today=TODAY, **more)


def test_agreements_are_dated_item_by_item_and_may_change(db, coach, person):
    assert all(one.agreed is None for one in sharing.of(db, person, by=coach))
    agree(db, person, coach, Item.PROJECT, Item.PLAN, on=YESTERDAY, token="t")
    with pytest.raises(TrackerError):
        agree(db, person, coach, Item.PROJECT, token="t")
    sharing.record(db, person, {Item.PLAN: False}, on=TODAY, by=coach, today=TODAY)
    known = {one.item: (one.agreed, one.agreed_on) for one in sharing.of(db, person, by=coach)}
    assert known[Item.PROJECT] == (True, YESTERDAY)
    assert known[Item.PLAN] == (False, TODAY)
    for on in (ENTRY, TODAY + timedelta(days=1)):
        with pytest.raises(InvalidInput):
            sharing.record(db, person, {Item.PLAN: True}, on=on, by=coach, today=TODAY)


def text_of(file):
    document = Document(BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def the_sheet(db, person, coach, *, internal=False, language=Language.FRENCH):
    return text_of(
        hand_over_as_word(db, person, internal=internal, by=coach, today=TODAY, language=language)
    )


def a_whole_file(db, coach, person):
    site = a_site(db, name="MA des Peupliers", kind=SiteKind.MA)
    situations.change(
        db, person, SituationKind.INSIDE, starts_on=ENTRY, site_id=site, by=coach, today=TODAY
    )
    mentors.pair(db, person, a_mentor(db, name="Gérard").id, starts_on=ENTRY, by=coach, today=TODAY)
    milestones.move(
        db, person, "idea", milestones.State.SUBMITTED, on=TODAY, by=coach, today=TODAY,
        evidence="Fiche lue au parloir",
    )  # fmt: skip
    said = [
        Assessment(barrier="housing", state=Barrier.OPEN, objectives=("social_housing",)),
        Assessment(barrier="finance", state=Barrier.OPEN),
    ]
    keys = {
        line.barrier.key: line.barrier for line in barriers.state_of(db, person, by=coach).lines
    }
    said[0] = Assessment(
        barrier="housing", state=Barrier.OPEN, objectives=(keys["housing"].objectives[0].key,)
    )
    barriers.assess(
        db, person, [one for one in said if one.barrier in keys], on=TODAY, by=coach, today=TODAY
    )


def test_the_sheet_holds_only_what_was_agreed_to(db, coach, person):
    a_whole_file(db, coach, person)
    with pytest.raises(InvalidInput, match="Demandez"):
        the_sheet(db, person, coach)
    agree(db, person, coach, Item.PROJECT)
    text = the_sheet(db, person, coach)
    assert "Boulangerie" in text
    for kept in ("06 00", "Gérard", "Idée et motivation", "Logement", "Chapitre", "Contacts"):
        assert kept not in text
    agree(db, person, coach, *Item)
    text = the_sheet(db, person, coach)
    for shared in ("06 00", "Gérard", "Idée et motivation", "Logement", "Contacts"):
        assert shared in text


def test_outside_nothing_speaks_of_a_detention_inside_the_situation_is_said(db, coach, person):
    a_whole_file(db, coach, person)
    agree(db, person, coach, *Item)
    kept = get(db, person, by=coach, to=Action.EDIT_PARTICIPANT)
    participants.set_next_step(
        db, person, "Rappeler le SPIP après le parloir", TODAY, by=coach, version=kept.version
    )
    outside = the_sheet(db, person, coach)
    for word in ("MA des Peupliers", "parloir", "SPIP", "détention", "intérieur", kept.code):
        assert word not in outside
    assert prepared(db, person, internal=False, by=coach).held_back == ("Prochain pas",)
    inside = the_sheet(db, person, coach, internal=True)
    for word in ("MA des Peupliers", "Rappeler le SPIP", kept.code):
        assert word in inside
    assert prepared(db, person, internal=True, by=coach).held_back == ()
    assert "Hand-over sheet" in the_sheet(db, person, coach, language=Language.ENGLISH)


def test_a_sheet_leaves_a_trace_and_needs_the_right(db, coach, person):
    agree(db, person, coach, Item.PROJECT)
    the_sheet(db, person, coach)
    [row] = db.query("SELECT document, participant_id FROM exports")
    assert row == {"document": "hand-over sheet", "participant_id": person}
    with pytest.raises((NotAllowed, NotFound)):
        the_sheet(db, person, an_evaluator(db))
    with pytest.raises(NotFound):
        the_sheet(db, person, a_coach(db))


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Boulangerie bio", False),
        ("Rappeler la CAF avant le 3", False),
        ("Prendre la liberté d’oser", False),
        ("Rendez-vous à la maison d’arrêt", True),
        ("Voir le juge", True),
        ("Sortie de détention en mars", True),
        ("horaires du bracelet électronique", True),
        ("Atelier du CP des Acacias", True),
    ],
)
def test_words_that_tell_are_found(text, telling):
    assert tells(text, ["CP des Acacias"]) is telling


def test_what_will_change_is_said_before_it_is_saved(db, coach, person):
    a_whole_file(db, coach, person)
    site = a_site(db, name="CD Nord", kind=SiteKind.CD)
    transition = Transition(
        change=Change.TRANSFER, starts_on=TODAY, site_id=site,
        review_on=TODAY + timedelta(days=10), mentor_ends=True, mentor_reason="Trop loin",
        mentor_id=a_mentor(db).id,
    )  # fmt: skip
    lines = place_preview.foreseen(db, person, transition, by=coach, today=TODAY)
    text = "\n".join(lines)
    for told in ("MA des Peupliers", "CD Nord", "22/11/2026", "Gérard", "Idée et motivation", "rétention"):  # fmt: skip
        assert told in text
    assert len(situations.of(db, person, by=coach)) == 1, "nothing is saved by looking"
    leave = Transition(change=Change.LEAVE, starts_on=TODAY, returns_on=TODAY + timedelta(days=2))
    assert "14/11/2026" in "\n".join(
        place_preview.foreseen(db, person, leave, by=coach, today=TODAY)
    )
    out = Transition(change=Change.RELEASE, starts_on=TODAY, situation=SituationKind.FREE)
    assert any(
        "liste" in line for line in place_preview.foreseen(db, person, out, by=coach, today=TODAY)
    )


def test_a_name_taken_by_nobody_is_no_reason_to_hold_anything_back(db, coach, person):
    kept = get(db, person, by=coach, to=Action.EDIT_PARTICIPANT)
    identity = Identity(first_name="Nadia", last_name="Tahri", project="Traiteur de quartier")
    participants.edit(db, person, identity, by=coach, version=kept.version)
    with pytest.raises(StaleRecord):
        participants.edit(db, person, identity, by=coach, version=kept.version)
    agree(db, person, coach, Item.PROJECT)
    assert export_hand_over.prepared(db, person, internal=False, by=coach).held_back == ()
