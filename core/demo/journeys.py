"""How somebody of a story enters, moves on, submits milestones and leaves."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from core import cohorts, enrolments, milestones, participants, rollups, situations, stages
from core.demo.scene import ENTRY, EXIT, MILESTONE, SITUATION, STAGE, STEP, Deed, Scene
from core.demo.tales import Tale, months_away
from core.enrolments import Entry
from core.milestones import State
from core.participants import Identity, Sex
from core.permissions import Action
from core.situations import SituationKind
from core.storage.database import transaction

TOLD_BEFORE = 14  # days between a plan and the day it is for


def deeds(scene: Scene, person: Tale) -> Iterator[Deed]:
    """Everything that happens to somebody, but for meetings, mentors and the plan."""
    yield Deed(scene.day(person["entered"]), ENTRY, partial(_enter, scene, person))
    for since, kind, site in person["situations"][1:]:
        on = scene.day(since)
        change = partial(
            situations.change, scene.db, kind=SituationKind(kind), starts_on=on,
            site_id=scene.house.sites.get(site), by=scene.coach(person), today=on,
        )  # fmt: skip
        yield Deed(on, SITUATION, partial(_for, scene, person, change))
    for since, stage, *reason in person["stages"]:
        on = scene.day(since)
        move = partial(
            stages.move, scene.db, stage=stage, on=on, reason=" ".join(reason),
            by=scene.coach(person), today=on,
        )  # fmt: skip
        yield Deed(on, STAGE, partial(_for, scene, person, move))
    for milestone in person["milestones"]:
        yield from _milestone(scene, person, milestone)
    if step := person.get("step"):
        known = scene.day(max(min(step["day"] - TOLD_BEFORE, -1), person["entered"]))
        yield Deed(known, STEP, partial(_step, scene, person, step))
    if leaves := person.get("leaves"):
        yield Deed(scene.day(leaves["day"]), EXIT, partial(_leave, scene, person, leaves))


def _enter(scene: Scene, person: Tale) -> None:
    on, coach, db = scene.day(person["entered"]), scene.coach(person), scene.db
    _since, kind, site = person["situations"][0]
    release = person.get("release")
    entry = Entry(
        identity=Identity(
            first_name=person["first_name"],
            last_name=person["last_name"],
            birth_year=person["born"],
            sex=Sex(person["sex"]),
            departement=scene.tale["territory"],
            project=person["project"],
            release_month=f"{months_away(release, scene.today):%Y-%m}" if release else "",
        ),
        entered_on=on,
        situation=SituationKind(kind),
        site_id=scene.house.sites.get(site),
        informed_on=on if person.get("informed", True) else None,
    )
    cohort = cohorts.get(db, scene.cohort_id, by=coach)
    enrolments.check_entry(entry, today=on)
    with transaction(db):
        scene.ids[person["first_name"]] = enrolments.write(
            db, entry, cohort=cohort, coach_id=coach.id, by=coach
        )
        rollups.refresh(db, cohort.id)


def _milestone(scene: Scene, person: Tale, tale: Tale) -> Iterator[Deed]:
    """Begun, sent, sent back, sent again, done: those of the five that the story has, and the day hoped for."""
    coach, other = scene.coach(person), scene.other_coach(person)
    sender = scene.house.staff[tale["by"]] if "by" in tale else coach
    moves = [
        ("begun", State.IN_PROGRESS, sender, "", ""),
        ("sent", State.SUBMITTED, sender, tale.get("proof", ""), ""),
        ("back", State.RETURNED, other, "", tale.get("reason", "")),
        ("again", State.SUBMITTED, sender, tale.get("proof2", ""), ""),
        ("done", State.VALIDATED, other, "", ""),
    ]
    told = [move for move in moves if move[0] in tale]
    first = min((tale[word] for word, *_rest in told), default=0)
    due = tale.get("due", tale.get("sent", 0) + 7)
    hoped = scene.day(max(min(due, first) - TOLD_BEFORE, person["entered"]))
    yield Deed(hoped, MILESTONE, partial(_plan, scene, person, tale["key"], scene.day(due)))
    for word, state, by, evidence, reason in told:
        on = scene.day(tale[word])
        act = partial(
            milestones.move, scene.db, milestone=tale["key"], state=state, on=on,
            evidence=evidence, reason=reason, by=by, today=on,
        )  # fmt: skip
        yield Deed(on, MILESTONE, partial(_for, scene, person, act))


def _for(scene: Scene, person: Tale, verb: Callable[..., object]) -> None:
    """Do something for somebody, who has an id once they have entered."""
    verb(participant_id=scene.id_of(person))


def _plan(scene: Scene, person: Tale, milestone: str, due: date) -> None:
    milestones.plan(scene.db, scene.id_of(person), milestone, due, by=scene.coach(person))


def _step(scene: Scene, person: Tale, step: Tale) -> None:
    coach = scene.coach(person)
    kept = participants.get(scene.db, scene.id_of(person), by=coach, to=Action.EDIT_PARTICIPANT)
    participants.set_next_step(
        scene.db, kept.id, step["what"], scene.day(step["day"]), by=coach, version=kept.version
    )


def _leave(scene: Scene, person: Tale, leaves: Tale) -> None:
    on = scene.day(leaves["day"])
    enrolments.end(
        scene.db, scene.id_of(person), on=on, kind=leaves["kind"], reason=leaves["reason"],
        destination=leaves.get("destination", ""), by=scene.coach(person), today=on,
    )  # fmt: skip
