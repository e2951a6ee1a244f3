"""Many plans in one archive, a cohort's or all one's own: who has begun one, and a Word file for each, by code."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlite_utils import Database

from core import cohorts, participants
from core.errors import InvalidInput, NotAllowed, NotFound
from core.export_plan import plan_content
from core.language import Language, _, speaking
from core.participants import Participant
from core.permissions import Action, require
from core.staff import Staff
from core.storage import plans as store
from core.wording import count

MOST = 1_000  # plans in an archive: half a minute of work
Watched = Callable[[Iterable[Participant], int, str], Iterable[Participant]]


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The people whose plan is begun and may be taken away; the others are only counted."""

    people: tuple[Participant, ...]
    left_out: int


def how_many(db: Database, cohort_id: int | None, *, by: Staff) -> int:
    """How many plans are begun in a cohort, or in every cohort that one sees (None), out of reach or not."""
    return len(_begun(db, cohort_id, by))


def plans_begun(db: Database, cohort_id: int | None, *, by: Staff) -> Begun:
    """Who has begun a plan in a cohort, or in every cohort that one sees (None), by code.

    Raises `NotFound`, `NotAllowed` for the cohort itself, `InvalidInput` for more plans than one archive holds.
    """
    begun = _begun(db, cohort_id, by)
    if len(begun) > MOST:
        raise InvalidInput(
            _("An archive holds {most} plans at most: take them away one cohort at a time.").format(
                most=count(MOST)
            )
        )
    people = [one for one in (_within_reach(db, each, by) for each in begun) if one]
    people.sort(key=lambda person: person.code)
    return Begun(people=tuple(people), left_out=len(begun) - len(people))


def documents(
    db: Database,
    people: Sequence[Participant],
    *,
    by: Staff,
    today: date,
    language: Language,
    watch: Watched | None = None,
) -> Iterator[tuple[Participant, bytes]]:
    """Each person's plan as a Word file, one after the other; `watch` shows how far they are."""
    from core.reports.plan import plan_document

    watched = watch(people, len(people), _("Plans")) if watch else people
    for person in watched:
        with speaking(language):
            content = plan_content(db, person, by=by, today=today, language=language)
            file = plan_document(content)
        yield person, file


class Archive:
    """A ZIP that grows a file at a time; Word files are compressed already, so they are stored as they are."""

    def __init__(self, *, made_on: date) -> None:
        self._kept = BytesIO()
        self._package = ZipFile(self._kept, "w", ZIP_STORED)
        self._midnight = (made_on.year, made_on.month, made_on.day, 0, 0, 0)

    def add(self, name: str, file: bytes) -> None:
        self._package.writestr(ZipInfo(name, self._midnight), file)

    def finished(self) -> bytes:
        self._package.close()
        return self._kept.getvalue()


def _begun(db: Database, cohort_id: int | None, by: Staff) -> list[int]:
    if cohort_id is None:
        if not by.may(Action.EXPORT_PLAN):
            require(by.role, Action.EXPORT_PLAN)
        seen = [cohort.id for cohort in cohorts.visible(db, by=by)]
    else:
        seen = [cohorts.get(db, cohort_id, by=by, to=Action.EXPORT_PLAN).id]
    return store.begun_in(db, seen)


def _within_reach(db: Database, participant_id: int, by: Staff) -> Participant | None:
    try:
        return participants.get(db, participant_id, by=by, to=Action.EXPORT_PLAN)
    except (NotFound, NotAllowed):
        return None
