"""What stood in the way of the people of a story, and the organisations they were sent to."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlite_utils import Database

from core import barriers, organisations, referrals
from core.barrier_parts import Assessment, Impact, State
from core.demo.scene import STEP, Deed, Scene
from core.demo.tales import Tale
from core.organisations import Organisation, OrganisationKind
from core.programme import Programme
from core.programmes import programme_of
from core.referral_parts import Answer, Referral, Reply
from core.staff import Staff


def add_partners(db: Database, told: Tale, *, by: Staff) -> dict[str, int]:
    """Write the partners down, and return their ids by key."""
    return {
        one["key"]: organisations.add(
            db,
            Organisation(
                **{name: text for name, text in one.items() if name not in {"key", "kind"}},
                kind=OrganisationKind(one["kind"]),
            ),
            by=by,
        )
        for one in told["partners"]
    }


def deeds(scene: Scene, person: Tale, told: Tale) -> Iterator[Deed]:
    """The assessments and referrals of somebody, as `data/demo/barriers.toml` has them."""
    own = told["people"].get(person["first_name"], {})
    for at, spoken in enumerate(own.get("assessments", ())):
        on = scene.day(spoken["day"])
        yield Deed(on, STEP, partial(_assess, scene, person, spoken, on, whole=at == 0))
    for sent in own.get("referrals", ()):
        on = scene.day(sent["day"])
        kept: list[int] = []  # filled when somebody is sent
        send = partial(_send, scene, person, sent, on, kept)
        yield Deed(on, STEP, send)
        if "answer" in sent:
            answered = scene.day(sent["answered"])
            yield Deed(answered, STEP, partial(_answer, scene, person, sent, answered, kept))


def _assess(scene: Scene, person: Tale, spoken: Tale, on: date, *, whole: bool) -> None:
    programme: Programme = programme_of(scene.db, scene.cohort_id)
    said = {one.key: Assessment(barrier=one.key) for one in programme.barriers} if whole else {}
    for key, more in spoken.get("open", {}).items():
        said[key] = Assessment(
            barrier=key,
            state=State.OPEN,
            impact=Impact(more["impact"]) if "impact" in more else None,
            priority=more.get("priority", False),
            situations=tuple(more.get("situations", ())),
            objectives=tuple(more.get("objectives", ())),
        )
    for key in spoken.get("closed", ()):
        said[key] = Assessment(barrier=key, state=State.CLOSED)
    coach, someone = scene.coach(person), scene.id_of(person)
    barriers.assess(scene.db, someone, said.values(), on=on, by=coach, today=on)


def _send(scene: Scene, person: Tale, sent: Tale, on: date, kept: list[int]) -> None:
    referral = Referral(
        organisation_id=scene.house.organisations[sent["to"]], sent_on=on, purpose=sent["purpose"],
        barrier=sent.get("barrier", ""), pass_reference=sent.get("reference", ""),
    )  # fmt: skip
    coach, someone = scene.coach(person), scene.id_of(person)
    kept.append(referrals.send(scene.db, someone, referral, by=coach, today=on))


def _answer(scene: Scene, person: Tale, sent: Tale, on: date, kept: list[int]) -> None:
    (referral_id,) = kept
    reply = Reply(
        answer=Answer(sent["answer"]), on=on,
        appointment_on=scene.day(sent["appointment"]) if "appointment" in sent else None,
    )  # fmt: skip
    coach = scene.coach(person)
    referrals.answer(scene.db, referral_id, reply, version=1, by=coach, today=on)
