"""Who looks at which groups: a coach at their organisation's cohorts, an evaluator through a mask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from core.errors import NotFound
from core.evaluation.disclosure import INSIDE_K
from core.evaluation.views import EVERYBODY, Group, Scope, Split, Tally, View
from core.evaluation.words import Vocabulary, vocabulary
from core.language import _
from core.permissions import Action, Role, may_open, require
from core.staff import Staff
from core.storage import evaluation as store
from core.storage.counting import Counts

MOST_GROUPS = 6  # compared side by side
MOST_MASKED_COHORTS = 60  # masked together; beyond, those who see no name look at forms of support


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a visitor may look at: cohorts by id, newest first, and forms of support by key, as they are called."""

    cohorts: Mapping[int, str]
    arms: Mapping[str, str]
    arm_of: Mapping[int, str]


def choices(db: Database, *, by: Staff) -> Choices:
    """The cohorts and forms of support that `by` may look at. Raises `NotAllowed`."""
    require(by.role, Action.VIEW_DASHBOARD)
    named = words(db).arms
    kept = store.cohorts_in_view(db, organisation_id=_organisation(by))
    offered = [] if _sees_no_name(by) and len(kept) > MOST_MASKED_COHORTS else kept
    return Choices(
        cohorts={cohort_id: name for cohort_id, name, _arm in offered},
        arms={arm: str(named.get(arm, arm)) for arm in sorted({arm for _id, _name, arm in kept})},
        arm_of={cohort_id: arm for cohort_id, _name, arm in offered},
    )


def words(db: Database) -> Vocabulary:
    """The words of the programmes that cohorts run: no secret to anybody."""
    return vocabulary(tuple(store.definitions_in_use(db)))


def look(
    db: Database, scope: Scope, *, split: Split = Split.NONE, k: int | None = None, by: Staff
) -> tuple[View, int]:
    """The groups of a scope that `by` may see, and how many more there were than fit.

    `k` masks for a document that leaves; those who see no name are masked in any case.
    """
    offered = choices(db, by=by)
    if scope.cohort_id is not None and scope.cohort_id not in offered.cohorts:
        raise NotFound(_("This cohort does not exist."))
    if _sees_no_name(by):
        k = max(k or 0, INSIDE_K)
    groups = _groups(scope, split, offered)
    shown = groups[:MOST_GROUPS]
    organisation = _organisation(by)
    if k is None:
        tallies = {group.key: _counted(db, group.key, organisation) for group in shown}
        view = View(groups=tuple(shown), tallies=tallies, parents={})
    else:
        tallies, parents = _tree(db, offered, organisation)
        tallies |= {group.key: Tally({}) for group in shown if group.key not in tallies}
        parents |= {group.key: EVERYBODY for group in shown if group.key not in parents}
        view = View(groups=tuple(shown), tallies=tallies, parents=parents, k=k)
    return view, len(groups) - len(shown)


def _groups(scope: Scope, split: Split, offered: Choices) -> list[Group]:
    """What is compared, or the one group of the scope."""
    if scope.cohort_id is not None:
        return [Group(key=_cohort(scope.cohort_id), label="")]
    if split is Split.COHORT:
        return [
            Group(key=_cohort(cohort_id), label=name)
            for cohort_id, name in offered.cohorts.items()
            if scope.arm in (None, offered.arm_of[cohort_id])
        ]
    if scope.arm is not None:
        return [Group(key=_arm(scope.arm), label="")]
    if split is Split.ARM:
        return [Group(key=_arm(arm), label=name) for arm, name in offered.arms.items()]
    return [Group(key=EVERYBODY, label="")]


def _counted(db: Database, key: str, organisation: int | None) -> Tally:
    """The counts of one group, among an organisation's cohorts if one is given."""
    what, _colon, which = key.partition(":")
    if what == "cohort":
        found = store.by_cohort(db, cohort_id=int(which), organisation_id=organisation)
    elif organisation is not None:
        found = store.by_cohort(db, arm=which or None, organisation_id=organisation)
    else:
        found = store.by_arm(db, arm=which or None)
    return Tally(_sum(found.values()))


def _tree(
    db: Database, offered: Choices, organisation: int | None
) -> tuple[dict[str, Tally], dict[str, str | None]]:
    """Everybody, forms of support and cohorts, that add up to one another: what is masked together."""
    counts: dict[str, Counts] = {}
    parents: dict[str, str | None] = {EVERYBODY: None}
    if offered.cohorts:
        by_arm: dict[str, list[Counts]] = {}
        for cohort_id, found in store.by_cohort(db, organisation_id=organisation).items():
            arm = offered.arm_of[int(cohort_id)]
            by_arm.setdefault(arm, []).append(found)
            counts[_cohort(cohort_id)] = found
            parents[_cohort(cohort_id)] = _arm(arm)
        arms = {arm: _sum(found) for arm, found in by_arm.items()}
    else:
        arms = store.by_arm(db)
    for arm, found in arms.items():
        counts[_arm(arm)] = found
        parents[_arm(arm)] = EVERYBODY
    counts[EVERYBODY] = _sum(arms.values())
    return {key: Tally(found) for key, found in counts.items()}, parents


def _sum(several: Iterable[Counts]) -> Counts:
    total = Counts()
    for counts in several:
        total.update(counts)
    return total


def _arm(key: str) -> str:
    return f"arm:{key}"


def _cohort(cohort_id: int | str) -> str:
    return f"cohort:{cohort_id}"


def _organisation(by: Staff) -> int | None:
    """What a coach's view is limited to; -1 for a coach of no organisation, who sees nothing."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None


def _sees_no_name(by: Staff) -> bool:
    return not may_open(by.role, Action.READ_JOURNEY)
