"""What a snapshot holds: results counted once, said in both languages, and what they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import learnings
from core.errors import InvalidInput
from core.evaluation import dashboard, looking
from core.evaluation.asking import Choices
from core.evaluation.freezing import frozen, in_both_languages
from core.evaluation.registry import KEY_FIGURES
from core.evaluation.views import Scope, Split
from core.language import N_, _
from core.programme import Programme, from_json
from core.staff import Staff
from core.storage import snapshots as store

FORMAT = 1  # of the content; a later one says how it differs
SCOPES = {
    "arm": N_("Form of support"),
    "territory": N_("Territory"),
    "situation": N_("Situation at entry"),
    "period": N_("Period of entry"),
    "cohort": N_("Cohort"),
}
SPLITS = {
    "arm": N_("Forms of support"),
    "territory": N_("Territories"),
    "situation": N_("Situations at entry"),
    "period": N_("Periods of entry"),
    "cohort": N_("Cohorts"),
}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What is counted for a snapshot, every right already checked but those of the scope."""

    scope: Scope
    split: Split
    indicators: tuple[str, ...]
    smallest: int | None
    quotes: tuple[int, ...]


def content_of(
    db: Database, counted: Counted, organisation_id: int | None, *, by: Staff, today: date
) -> dict[str, Any]:
    """The figures of a day as plain values. Raises `NotFound`, `InvalidInput` if there is no cohort."""
    if not dashboard.choices(db, by=by, today=today).arms:
        raise InvalidInput(_("No cohort has started yet: there is nothing to freeze."))
    look = looking.look(
        db, counted.scope, split=counted.split, k=counted.smallest, by=by, today=today
    )
    return {
        "format": FORMAT,
        "day": look.day.isoformat(),
        "fixed": look.fixed,  # figures of the month: all that those who see no name may hold side by side
        "association": by.organisation or "Passerelle",
        "programmes": [
            {"key": one.key, "version": one.version, "name": {"fr": one.name.fr, "en": one.name.en}}
            for one in programmes_in(db, organisation_id, counted.scope.conditions())
        ],
        "facts": in_both_languages(
            lambda: [
                list(fact) for fact in _facts(dashboard.choices(db, by=by, today=today), counted)
            ]
        ),
        "results": in_both_languages(lambda: list(_results(db, counted, by=by, today=today))),
        "left_out": look.left_out,
        "quotes": in_both_languages(lambda: list(_quotes(db, counted.quotes, by=by))),
    }


def programmes_in(
    db: Database, organisation_id: int | None, scope: Mapping[str, Any]
) -> list[Programme]:
    """The programme versions that the cohorts of a scope run."""
    kept = store.definitions(
        db,
        organisation_id=organisation_id,
        arm=scope.get("arm"),
        territory=scope.get("territory"),
        cohort_id=scope.get("cohort_id"),
    )
    return [from_json(definition) for definition in kept]


def _results(db: Database, counted: Counted, *, by: Staff, today: date) -> Iterator[dict[str, Any]]:
    """Every indicator asked for; key figures are of everybody in the scope, whatever is compared."""
    for key in counted.indicators:
        split = Split.NONE if key == KEY_FIGURES.key else counted.split
        yield frozen(
            dashboard.indicator(
                db, key, counted.scope, split=split, k=counted.smallest, by=by, today=today
            )
        )


def _quotes(db: Database, ids: Sequence[int], *, by: Staff) -> Iterator[dict[str, str]]:
    """What the teams wrote down, without who did; kept as it stands today."""
    for one in learnings.chosen(db, ids, by=by) if ids else ():
        about = (_(learnings.KINDS[one.kind]), one.cohort or one.arm_name)
        yield {
            "about": ", ".join(filter(None, about)),
            "day": one.observed_on.isoformat(),
            "words": one.body,
        }


def scopes(offered: Choices) -> list[tuple[str, Scope]]:
    """What may be frozen, one dimension at a time: everybody first, then each choice of each."""
    found = [(_("Everybody"), Scope())]
    for dimension, name in SCOPES.items():
        for key, label in offered.of(dimension).items():
            said = _("{label}: {value}").format(label=_(name), value=label)
            found.append((said, _scope(dimension, key)))
    return found


def comparisons() -> dict[Split, str]:
    """What may be compared, by its name in the language in force."""
    return {split: _(SPLITS[split]) for split in Split if split in SPLITS}


def _facts(offered: Choices, counted: Counted) -> Iterator[tuple[str, str]]:
    """What was counted, as label and value in the language in force."""
    conditions = counted.scope.conditions()
    asked = [
        (_(name), offered.of(dimension)[str(conditions[_field(dimension)])])
        for dimension, name in SCOPES.items()
        if _field(dimension) in conditions
    ]
    yield from asked or [(_("People counted"), _("everybody, in all the cohorts"))]
    if counted.split is not Split.NONE:
        yield _("Comparison"), _(SPLITS[counted.split])


def _scope(dimension: str, key: str) -> Scope:
    condition: dict[str, Any] = {_field(dimension): int(key) if dimension == "cohort" else key}
    return Scope(**condition)


def _field(dimension: str) -> str:
    return "cohort_id" if dimension == "cohort" else dimension
