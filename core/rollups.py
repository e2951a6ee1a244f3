"""Counts by cohort, kept up to date inside every save, so that a dashboard only adds them up."""

from sqlite_utils import Database

from core.programmes import programme_of
from core.storage import evaluation as store
from core.storage.database import transaction


def refresh(db: Database, cohort_id: int) -> None:
    """Count one cohort anew; inside the transaction of the save that changed it."""
    programme = programme_of(db, cohort_id)
    store.refresh_cohort(
        db,
        cohort_id,
        stages={stage.key: stage.shared for stage in programme.stages},
        causes={cause.key: cause.side for cause in programme.causes},
        involuntary={kind.key for kind in programme.exit_kinds if not kind.voluntary},
    )


def refresh_all(db: Database) -> None:
    """Count every cohort anew: after an import that wrote without counting, or a new measure."""
    for cohort_id in store.cohorts_to_count(db):
        with transaction(db):
            refresh(db, cohort_id)
