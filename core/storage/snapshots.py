"""Frozen figures: their content is one document in JSON that never changes, as text."""

from typing import Any

from sqlite_utils import Database

from core.storage.rows import every, insert, one, wanted

_SNAPSHOT = """
    SELECT snapshots.id, snapshots.name, audience, taken_on, snapshots.organisation_id, smallest,
           scope, fingerprint, previous_id, recorded_at, staff.name AS who,
           json_extract(content, '$.facts') AS facts {more}
    FROM snapshots JOIN staff ON staff.id = recorded_by
    WHERE {asked} ORDER BY taken_on DESC, snapshots.id DESC
"""
_FIXED = "coalesce(json_extract(content, '$.fixed'), 0)"
# Figures of another day than the month's, beside the month's, would tell what one person did in between.
_OF_THE_MONTH = f"snapshots.organisation_id IS NULL AND smallest >= :masked_from AND {_FIXED}"


def of(
    db: Database, *, organisation_id: int | None = None, masked_from: int | None = None
) -> list[dict[str, Any]]:
    """Snapshots without their content, the latest first: of one organisation, or fixed for a month and masked."""
    scope = {"organisation": organisation_id, "masked_from": masked_from}
    asked = _seen_by(scope)
    return every(db, _SNAPSHOT.format(more="", asked=asked), scope)


def by_id(
    db: Database,
    snapshot_id: int,
    *,
    organisation_id: int | None = None,
    masked_from: int | None = None,
) -> dict[str, Any] | None:
    """One of those that `of` lists, with its content as text."""
    scope = {"organisation": organisation_id, "masked_from": masked_from, "id": snapshot_id}
    asked = f"snapshots.id = :id AND {_seen_by(scope)}"
    return one(db, _SNAPSHOT.format(more=", content", asked=asked), scope)


def latest_like(
    db: Database, *, scope: str, organisation_id: int | None, smallest: int | None, fixed: bool
) -> int | None:
    """The latest snapshot of the same scope and kind masked alike; else one that shows no smaller count."""
    sql = f"""
        SELECT id FROM snapshots
        WHERE scope = :scope AND organisation_id IS :organisation
          AND coalesce(smallest, 0) >= coalesce(:smallest, 0) AND {_FIXED} = :fixed
        ORDER BY smallest IS :smallest DESC, taken_on DESC, id DESC LIMIT 1
    """
    asked = {"organisation": organisation_id, "smallest": smallest, "fixed": fixed}
    found = one(db, sql, {"scope": scope, **asked})
    return found["id"] if found else None


def add(db: Database, **values: Any) -> int:
    return insert(db, "snapshots", values)


def definitions(
    db: Database,
    *,
    organisation_id: int | None,
    arm: str | None,
    territory: str | None,
    cohort_id: int | None,
) -> list[str]:
    """The programme versions that cohorts in a scope run, by key, oldest version first."""
    scope = {
        "organisation": organisation_id,
        "arm": arm,
        "territory": territory,
        "cohort": cohort_id,
    }
    asked = wanted(
        scope,
        cohort="cohorts.id = :cohort",
        arm="arm = :arm",
        territory="territory = :territory",
        organisation="cohorts.id IN "
        "(SELECT cohort_id FROM cohort_organisations WHERE organisation_id = :organisation)",
    )
    sql = f"""
        SELECT definition FROM programmes
        WHERE id IN (SELECT programme_id FROM cohorts WHERE {asked}) ORDER BY key, version
    """
    return [row["definition"] for row in every(db, sql, scope)]


def _seen_by(scope: dict[str, Any]) -> str:
    return wanted(
        scope,
        organisation="snapshots.organisation_id = :organisation",
        masked_from=_OF_THE_MONTH,
    )
