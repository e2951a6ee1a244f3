"""What people of a story agreed to, the contacts after their support, and what the teams learned."""

from collections.abc import Iterator
from functools import partial

from core import consents, follow_ups, learnings
from core.consents import Answer, Kind
from core.demo.scene import EXIT, Deed, Scene
from core.demo.tales import Tale
from core.follow_up_parts import Activity, Channel, FollowUp, Housing, Outcome
from core.situations import SituationKind

ASKED_AFTER = 7  # days between an entry and the question about research
CONSENT, CONTACT, LEARNING = EXIT + 1, EXIT + 2, EXIT + 3


def deeds(scene: Scene, person: Tale) -> Iterator[Deed]:
    """Answers to what was asked: research soon after the entry, contact at the end; then the contacts."""
    asked = [(person["entered"] + ASKED_AFTER, "research", person.get("research", "given"))]
    if leaves := person.get("leaves"):
        asked.append((leaves["day"], "contact", person.get("contact", "given")))
    for since, kind, answer in [*asked, *person.get("consents", [])]:
        yield Deed(scene.day(since), CONSENT, partial(_answer, scene, person, since, kind, answer))
    for contact in person.get("contacts", []):
        yield Deed(scene.day(contact["day"]), CONTACT, partial(_contact, scene, person, contact))


def log(scene: Scene) -> Iterator[Deed]:
    """What the team of a cohort wrote in its learning log."""
    for since, kind, who, body in scene.tale.get("learnings", []):
        yield Deed(scene.day(since), LEARNING, partial(_learn, scene, since, kind, who, body))


def _answer(scene: Scene, person: Tale, since: int, kind: str, answer: str) -> None:
    on = scene.day(since)
    consents.record(
        scene.db, scene.id_of(person), Kind(kind), Answer(answer), on=on, by=scene.coach(person),
        today=on,
    )  # fmt: skip


def _contact(scene: Scene, person: Tale, contact: Tale) -> None:
    on, situation, outcome = scene.day(contact["day"]), contact.get("situation"), contact["outcome"]
    answered = Outcome(outcome) is Outcome.ANSWERED
    said = FollowUp(
        contacted_on=on,
        outcome=Outcome(outcome),
        channel=Channel(contact["how"]),
        situation=SituationKind(situation) if situation else None,
        activity=Activity(contact.get("activity", "not_said")) if answered else None,
        turnover_started=contact.get("turnover"),
        housing=Housing(contact.get("housing", "not_said")) if answered else None,
        note=contact.get("note", ""),
    )
    follow_ups.record(
        scene.db, scene.id_of(person), contact["months"], said, by=scene.coach(person), today=on
    )


def _learn(scene: Scene, since: int, kind: str, who: str, body: str) -> None:
    on = scene.day(since)
    draft = learnings.Draft(
        observed_on=on, kind=learnings.Kind(kind), body=body, cohort_id=scene.cohort_id
    )
    learnings.write(scene.db, draft, by=scene.house.staff[who], today=on)
