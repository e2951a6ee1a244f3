"""Counts by cohort."""

from collections.abc import Mapping

from sqlite_utils import Database


def refresh_cohort(
    db: Database, cohort_id: int, *, stages: Mapping[str, str], causes: Mapping[str, str]
) -> None:
    """Count one cohort anew."""
