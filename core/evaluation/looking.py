"""Who looks at which groups: a coach at their organisation's cohorts, an evaluator through a mask."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.errors import NotFound
from core.evaluation import publication, thresholds
from core.evaluation.asking import Asked, Choices
from core.evaluation.attack import EVERYBODY
from core.evaluation.dimensions import labels, said_period, said_situation
from core.evaluation.masks import Masks
from core.evaluation.views import Group, Scope, Split, Tally, Unread, View
from core.evaluation.words import Vocabulary, vocabulary
from core.language import _
from core.permissions import Action, Role, may_open, require
from core.programme import Programme, from_json
from core.staff import Staff
from core.storage import evaluation as store

MOST_GROUPS = 6  # compared side by side
BY_PERSON = ("situation", "period")  # dimensions of people, and not of cohorts


@dataclass(frozen=True, kw_only=True)
class Look:
    """What somebody sees: the view, how many groups more there were than fit, the day of the figures.

    `mark` is what an answer worked out from the view is kept under; `fixed` says that the figures
    stay those of `day` until the next month.
    """

    view: View
    left_out: int
    day: date
    mark: str
    fixed: bool = False
    words: Vocabulary = field(repr=False)
    spoken: int = 0  # tells these words from those of other programmes


def choices(db: Database, *, by: Staff, today: date) -> Choices:
    """The groups that `by` may look at. Raises `NotAllowed`."""
    require(by.role, Action.VIEW_DASHBOARD)
    if sees_no_name(by):
        return _offered(db, publication.of_month(db, today).crowd.tallies, None, one=True)
    organisation = organisation_of(by)
    groups = {
        f"{dimension}:{key}"
        for dimension in BY_PERSON
        for key in store.keys_in_view(db, dimension, organisation_id=organisation)
    }
    return _offered(db, groups, organisation)


def programmes_in_use(db: Database) -> list[tuple[int, Programme]]:
    """The programme versions that cohorts run, by id."""
    return [(id_, from_json(definition)) for id_, definition in store.programmes_in_use(db)]


def words(db: Database) -> Vocabulary:
    """The words of the programmes that cohorts run: no secret to anybody."""
    return vocabulary(tuple(store.definitions_in_use(db)))


def look(
    db: Database,
    scope: Scope,
    *,
    split: Split = Split.NONE,
    k: int | None = None,
    by: Staff,
    today: date,
    offered: Choices | None = None,
) -> Look:
    """The groups of a scope that `by` may see.

    `k` masks for a document that leaves; those who see no name are masked in any case. `offered` are
    the choices of the same visitor on the same day, where they have been read already. Raises
    `NotAllowed`, `NotFound` for a group that is not theirs, `InvalidInput` for a combination that
    would give small numbers back.
    """
    offered = offered or choices(db, by=by, today=today)
    definitions = tuple(store.definitions_in_use(db))
    said: dict[str, Any] = {"words": vocabulary(definitions), "spoken": hash(definitions)}
    asked = {
        "cohort" if name == "cohort_id" else name: str(value)
        for name, value in scope.conditions().items()
    }
    for dimension, key in asked.items():
        if key in offered.of(dimension):
            continue
        if dimension != "cohort":
            raise NotFound(_("There is no such group."))
        if not (sees_no_name(by) and int(key) in {one.id for one in store.cohorts_in_view(db)}):
            raise NotFound(_("This cohort does not exist."))
    found = Asked(asked, split, offered)
    shown = found.groups[:MOST_GROUPS]
    left_out = len(found.groups) - len(shown)
    by_person = bool({*asked, str(split)} & set(BY_PERSON))
    organisation = organisation_of(by)
    if k is None and not sees_no_name(by):
        tallies: Mapping[str, Tally] = Unread(lambda: _read(db, found, shown, organisation))
        view = View(groups=tuple(shown), tallies=tallies, by_person=by_person)
        mark = f"{store.state(db)} {organisation}"
        return Look(view=view, left_out=left_out, day=today, mark=mark, **said)
    keys, cohort = found.alone(shown), asked.get("cohort")
    day, mark, fixed = today, "", sees_no_name(by)
    memory: Masks | None = None
    if fixed:
        k = max(k or 0, thresholds.of(db).inside)
        published = publication.of_month(db, today)
        crowd, day, mark = published.crowd, published.fixed_on, published.mark
        memory = Masks(db, mark)
    else:
        apart = [int(key.partition(":")[2]) for key in keys if key.startswith("cohort:")]
        every = len(offered.cohorts) <= publication.FEW_COHORTS
        crowd = publication.live(db, organisation_id=organisation, cohorts=None if every else apart)
    groups = tuple(replace(group, key=key) for group, key in zip(shown, keys, strict=True))
    # A cohort that is not counted apart: its sessions may be said, and nothing about its people.
    alone = publication.sessions_of(db, int(cohort), today) if cohort and fixed else Tally({})
    tallies = {group.key: crowd.tallies.get(group.key, alone) for group in groups}
    view = View(
        groups=groups, tallies=tallies, k=k, crowd=crowd, by_person=by_person, memory=memory
    )
    return Look(view=view, left_out=left_out, day=day, mark=mark, fixed=fixed, **said)


def _read(
    db: Database, asked: Asked, groups: list[Group], organisation: int | None
) -> dict[str, Tally]:
    """The counts of each group; read from those added up beforehand wherever they answer."""
    conditions = asked.conditions
    keys = [group.key for group in groups]
    if organisation is None and not conditions and asked.split != "cohort":
        ready = (
            store.of_groups(db, asked.split, keys)
            if asked.split
            else store.of_groups(db, store.ALL)
        )
        found = ready if asked.split else {EVERYBODY: ready.get("", {})}
    elif (
        organisation is None
        and len(conditions) == 1
        and not asked.split
        and "cohort" not in conditions
    ):
        ((dimension, which),) = conditions.items()
        found = {EVERYBODY: store.of_groups(db, dimension, [which]).get(which, {})}
    else:
        found = store.of_cohorts(
            db, asked.split or store.ALL, organisation_id=organisation,
            only=keys if asked.split == "cohort" else None, **conditions,
        )  # fmt: skip
    return {key: Tally(found.get(key, {})) for key in keys}


def _offered(
    db: Database,
    groups: Mapping[str, Tally] | set[str],
    organisation: int | None,
    *,
    one: bool = False,
) -> Choices:
    """What may be chosen; for those who see no name, only what was counted when figures were fixed."""
    kept = [
        cohort
        for cohort in store.cohorts_in_view(db, organisation_id=organisation)
        if not one or f"cohort:{cohort.id}" in groups
    ]
    known = {name: labels(groups, name) for name in ("arm", "territory", "situation", "period")}
    arms = set(known["arm"]) if one else {cohort.arm for cohort in kept}
    territories = set(known["territory"]) if one else {cohort.territory for cohort in kept}
    named = words(db).arms
    return Choices(
        cohorts={cohort.id: cohort.name for cohort in kept},
        arms={arm: str(named.get(arm, arm)) for arm in sorted(arms)},
        territories={territory: territory for territory in sorted(territories)},
        situations=said_situation(known["situation"]),
        periods=said_period(known["period"]),
        arm_of={cohort.id: cohort.arm for cohort in kept},
        territory_of={cohort.id: cohort.territory for cohort in kept},
        one_at_a_time=one,
    )


def organisation_of(by: Staff) -> int | None:
    """What a coach's view is limited to; -1 for a coach of no organisation, who sees nothing."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None


def sees_no_name(by: Staff) -> bool:
    return not may_open(by.role, Action.READ_JOURNEY)
