"""The programmes that this tracker runs, each kept with its version: old cohorts keep theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from core import audit
from core.errors import InvalidInput, NotFound
from core.language import _
from core.permissions import Action, require
from core.programme import Barrier, Choice, Programme, from_json, to_json
from core.programme_file import available_programmes, read_programme
from core.staff import Staff
from core.storage import programmes as store
from core.storage.database import transaction


@dataclass(frozen=True, kw_only=True)
class KeptProgramme:
    """A programme version as it is kept in the tracker."""

    id: int
    programme: Programme


def load_delivered(db: Database, *, by: Staff | None = None) -> list[KeptProgramme]:
    """Keep every programme file of `data/programmes/` whose version the tracker does not have yet.

    Returns the newest version of each. Raises `UnusableFile` naming the file and the remedy, and
    `InvalidInput` if a kept version was changed without a new number.
    """
    for file in available_programmes().values():
        programme = read_programme(file)
        text = to_json(programme)
        kept = store.definition(db, programme.key, programme.version)
        if kept is not None and from_json(kept) == programme:
            continue
        if kept is not None:
            raise InvalidInput(
                _("{file}: this version is already kept. Add one to its version number.").format(
                    file=file.name
                )
            )
        with transaction(db):
            kept_id = store.insert(
                db, key=programme.key, version=programme.version, definition=text
            )
            audit.record(db, "programme.loaded", by=by, subject="programme", subject_id=kept_id)
    return [_kept(row) for row in store.newest(db)]


def choices(db: Database, *, by: Staff) -> list[KeptProgramme]:
    """The newest version of each programme, to open a cohort with. Raises `NotAllowed`."""
    require(by.role, Action.READ_PROGRAMME)
    return [_kept(row) for row in store.newest(db)]


def programme_of(db: Database, cohort_id: int) -> Programme:
    """The programme version that a cohort runs, whoever asks: it holds nothing about anybody."""
    definition = store.definition_of_cohort(db, cohort_id)
    if definition is None:
        raise NotFound(_("This cohort does not exist."))
    return from_json(definition)


def of_cohorts(db: Database, cohort_ids: Iterable[int]) -> dict[int, Programme]:
    """The programme version of each of these cohorts: for lists, where one reading serves every line."""
    kept = store.of_cohorts(db, set(cohort_ids))
    read = {definition: from_json(definition) for definition in set(kept.values())}
    return {cohort_id: read[definition] for cohort_id, definition in kept.items()}


def meetings_with_feedback(db: Database) -> list[str]:
    """The kinds of session, in any programme, after which a mentor's feedback is expected."""
    programmes = [from_json(row["definition"]) for row in store.newest(db)]
    kinds = (kind for programme in programmes for kind in programme.session_kinds)
    return sorted({kind.key for kind in kinds if kind.expects_feedback})


def interviews(db: Database) -> list[str]:
    """The kinds of session, in any programme, where a coach meets one person."""
    programmes = [from_json(row["definition"]) for row in store.newest(db)]
    kinds = (kind for programme in programmes for kind in programme.session_kinds)
    return sorted({kind.key for kind in kinds if not (kind.collective or kind.expects_feedback)})


def barriers_of(db: Database, cohort_id: int) -> tuple[Barrier, ...]:
    """The barriers that a cohort speaks of: those of its version, or of the newest one if it had none.

    Keys are never used again for something else, so a list written later fits an older cohort too.
    """
    programme = programme_of(db, cohort_id)
    if programme.barriers:
        return programme.barriers
    newest = (from_json(row["definition"]) for row in store.newest(db))
    return next((later.barriers for later in newest if later.key == programme.key), ())


def release_of(db: Database, cohort_id: int) -> tuple[Choice, ...]:
    """What somebody who comes out needs: the list of a cohort's version, or of the newest one if it had none."""
    programme = programme_of(db, cohort_id)
    if programme.release:
        return programme.release
    newest = (from_json(row["definition"]) for row in store.newest(db))
    return next((later.release for later in newest if later.key == programme.key), ())


def follow_up_months(db: Database) -> list[int]:
    """The months after the end of a support, in any programme, when people are contacted."""
    programmes = [from_json(row["definition"]) for row in store.newest(db)]
    return sorted({month for programme in programmes for month in programme.follow_up_months})


def arm_names(db: Database) -> dict[str, str]:
    """The forms of support of every programme, in its newest version: key → name in the language in force."""
    programmes = [from_json(row["definition"]) for row in store.newest(db)]
    return {arm.key: str(arm.name) for programme in programmes for arm in programme.arms}


def every_version(db: Database) -> list[Programme]:
    """Every programme version kept, newest first; they hold nothing about anybody."""
    return [from_json(definition) for definition in store.definitions(db)]


def by_id(db: Database, programme_id: int) -> Programme:
    """A kept programme version. Raises `NotFound`."""
    definition = store.definition_by_id(db, programme_id)
    if definition is None:
        raise NotFound(_("This programme does not exist."))
    return from_json(definition)


def _kept(row: dict[str, object]) -> KeptProgramme:
    return KeptProgramme(id=int(str(row["id"])), programme=from_json(str(row["definition"])))
