"""Counts by cohort, kept up to date inside every save, so that a dashboard only adds them up."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlite_utils import Database

from core.programme import Programme
from core.programmes import programme_of
from core.storage import evaluation as store
from core.storage import publications, settings
from core.storage.counting import Rules
from core.storage.database import transaction

# Raised with every change to what is counted: files counted otherwise are counted again.
VERSION = 5
AT_ONCE = 100  # cohorts counted anew in one transaction

_waiting: ContextVar[set[int] | None] = ContextVar("cohorts_to_count", default=None)


def refresh(db: Database, cohort_id: int) -> None:
    """Count one cohort anew; inside the transaction of the save that changed it."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting.add(cohort_id)
        return
    store.refresh_cohort(db, cohort_id, _rules(programme_of(db, cohort_id)))


@contextmanager
def counted_once(db: Database, *, kept: bool = True) -> Iterator[None]:
    """Many changes, each of their cohorts counted once, at the end; not at all where nothing is `kept`.

    Inside the transaction of the changes: if one of them fails, nothing was kept and nothing is counted.
    """
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for cohort_id in sorted(waiting) if kept else ():
        refresh(db, cohort_id)


def refresh_all(db: Database) -> None:
    """Count every cohort anew: after an import that wrote without counting, or a new measure."""
    cohorts = store.cohorts_to_count(db)
    for start in range(0, len(cohorts), AT_ONCE):
        with transaction(db):
            for cohort_id in cohorts[start : start + AT_ONCE]:
                refresh(db, cohort_id)


def recount_if_needed(db: Database) -> None:
    """Count a file anew that was counted in another way; one that is up to date is left as it is."""
    if settings.read(db, store.VERSION) == str(VERSION):
        return
    refresh_all(db)
    with transaction(db):
        settings.keep(db, store.VERSION, str(VERSION))
        publications.forget(db)  # fixed as they were counted before


def _rules(programme: Programme) -> Rules:
    return Rules(
        stages={stage.key: stage.shared for stage in programme.stages},
        causes={cause.key: cause.side for cause in programme.causes},
        involuntary={kind.key for kind in programme.exit_kinds if not kind.voluntary},
    )
