"""What a snapshot holds: results counted once, said in both languages, and what they rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core.errors import InvalidInput
from core.evaluation import dashboard, looking
from core.evaluation.freezing import frozen, in_both_languages
from core.evaluation.looking import Choices
from core.evaluation.registry import KEY_FIGURES
from core.evaluation.views import Scope, Split
from core.language import N_, _
from core.programme import Programme, from_json
from core.staff import Staff
from core.storage import snapshots as store

FORMAT = 1  # of the content; a later one says how it differs
SPLITS = {
    Split.NONE: N_("No comparison"),
    Split.ARM: N_("Forms of support"),
    Split.COHORT: N_("Cohorts"),
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
    if not dashboard.choices(db, by=by).arms:
        raise InvalidInput(_("No cohort has started yet: there is nothing to freeze."))
    scope = {"arm": counted.scope.arm, "cohort_id": counted.scope.cohort_id}
    _view, left_out = looking.look(
        db, counted.scope, split=counted.split, k=counted.smallest, by=by
    )
    return {
        "format": FORMAT,
        "association": by.organisation or "Passerelle",
        "programmes": [
            {"key": one.key, "version": one.version, "name": {"fr": one.name.fr, "en": one.name.en}}
            for one in programmes_in(db, organisation_id, scope)
        ],
        "facts": in_both_languages(
            lambda: [list(fact) for fact in _facts(dashboard.choices(db, by=by), counted)]
        ),
        "results": in_both_languages(lambda: list(_results(db, counted, by=by, today=today))),
        "left_out": left_out,
        "quotes": [],
    }  # fmt: skip


def programmes_in(
    db: Database, organisation_id: int | None, scope: Mapping[str, Any]
) -> list[Programme]:
    """The programme versions that the cohorts of a scope run."""
    kept = store.definitions(
        db, organisation_id=organisation_id, arm=scope.get("arm"), cohort_id=scope.get("cohort_id")
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


def _facts(offered: Choices, counted: Counted) -> Iterator[tuple[str, str]]:
    """What was counted, as label and value in the language in force."""
    scope = counted.scope
    yield _("Form of support"), offered.arms[scope.arm] if scope.arm else _("All forms of support")
    yield _("Cohort"), offered.cohorts[scope.cohort_id] if scope.cohort_id else _("All cohorts")
    yield _("Comparison"), _(SPLITS[counted.split])
