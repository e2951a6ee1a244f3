"""The mentors of a story, and what they say after each meeting."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from core import feedback, mentor_meetings, mentors, sessions
from core.demo.scene import FEEDBACK, PAIR, SESSION, Deed, Scene
from core.demo.tales import Tale
from core.feedback import Answer, Feedback
from core.sessions import Session, State

MEETING = "mentor_meeting"


def deeds(scene: Scene, person: Tale) -> Iterator[Deed]:
    """The pairs of somebody, the meetings, the feedback and what the person answers."""
    for mentoring in person.get("mentoring", ()):
        pair: list[int] = []  # filled when the pair begins
        yield Deed(scene.day(mentoring["from"]), PAIR, partial(_pair, scene, person, mentoring, pair))  # fmt: skip
        for said in mentoring["feedback"]:
            on = scene.day(said["day"])
            yield Deed(on, SESSION, partial(_meet, scene, person, mentoring, said))
            yield Deed(on, FEEDBACK, partial(_say, scene, person, mentoring, said, pair))
        for since in mentoring.get("meetings", ()):
            yield Deed(scene.day(since), SESSION, partial(_meet, scene, person, mentoring, {"day": since}))  # fmt: skip
        for coming in mentoring.get("planned", ()):
            yield Deed(
                scene.day(coming["said"]), FEEDBACK, partial(_plan, scene, person, coming, pair)
            )


def _pair(scene: Scene, person: Tale, mentoring: Tale, pair: list[int]) -> None:
    on, mentor = scene.day(mentoring["from"]), scene.house.staff[mentoring["mentor"]]
    pair.append(
        mentors.pair(
            scene.db, scene.id_of(person), mentor.id, starts_on=on, by=scene.coach(person), today=on
        )
    )


def _meet(scene: Scene, person: Tale, mentoring: Tale, said: Tale) -> None:
    """The coach writes the meeting down; the mentor held it."""
    on, coach = scene.day(said["day"]), scene.coach(person)
    mentor, site = scene.house.staff[mentoring["mentor"]], scene.place_for(person, on)
    if said.get("held", True):
        sessions.interview(
            scene.db, scene.id_of(person), held_on=on, kind=MEETING, site_id=site,
            held_by=mentor.id, by=coach, today=on,
        )  # fmt: skip
        return
    session = Session(
        cohort_id=scene.cohort_id, kind=MEETING, held_on=on, minutes=60, held_by=mentor.id,
        site_id=site, state=State.NOT_HELD, cause=said["cause"],
    )  # fmt: skip
    sessions.record(scene.db, session, by=coach, today=on)


def _plan(scene: Scene, person: Tale, coming: Tale, pair: list[int]) -> None:
    """The coach plans the next meeting of a pair."""
    (pair_id,) = pair
    on, said = scene.day(coming["day"]), scene.day(coming["said"])
    mentor_meetings.plan(
        scene.db, pair_id, on=on, at=coming["at"], by=scene.coach(person), today=said
    )


def _say(scene: Scene, person: Tale, mentoring: Tale, said: Tale, pair: list[int]) -> None:
    on, mentor = scene.day(said["day"]), scene.house.staff[mentoring["mentor"]]
    (pair_id,) = pair
    examples = said.get("examples", {})
    form = Feedback(
        pair_id=pair_id,
        met_on=on,
        held=said.get("held", True),
        cause=said.get("cause", ""),
        marks={key: (mark, examples.get(key, "")) for key, mark in said.get("marks", {}).items()},
        worked_on=said.get("worked_on", ""),
        strengths=said.get("strengths", ""),
        next_step=said.get("next", ""),
        next_step_on=on + timedelta(days=said["next_in"]) if "next" in said else None,
        alert=said.get("alert", False),
    )
    feedback_id = feedback.give(scene.db, form, by=mentor, today=on)
    if "answer" in said:
        feedback.answer(
            scene.db, feedback_id, Answer(said["answer"]), said["comment"],
            by=scene.coach(person), version=1,
        )  # fmt: skip
