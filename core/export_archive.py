"""The plans of a cohort in one archive: who has begun one, and a Word file for each under the person's code."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlite_utils import Database

from core import cohorts, participants
from core.errors import NotAllowed, NotFound
from core.export_plan import plan_content
from core.language import Language, _, speaking
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.storage import plans as store

Watched = Callable[[Iterable[Participant], int, str], Iterable[Participant]]


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The people of a cohort whose plan is begun and may be taken away; the others are only counted."""

    people: tuple[Participant, ...]
    left_out: int


def plans_begun(db: Database, cohort_id: int, *, by: Staff) -> Begun:
    """Who has begun a plan in a cohort, by code. Raises `NotFound`, `NotAllowed` for the cohort itself."""
    cohort = cohorts.get(db, cohort_id, by=by, to=Action.EXPORT_PLAN)
    begun = store.begun_in(db, cohort.id)
    people = [one for one in (_within_reach(db, each, by) for each in begun) if one]
    people.sort(key=lambda person: person.code)
    return Begun(people=tuple(people), left_out=len(begun) - len(people))


def documents(
    db: Database,
    people: tuple[Participant, ...],
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


def archive(files: Iterable[tuple[str, bytes]], *, made_on: date) -> bytes:
    """A ZIP of Word files, which are compressed already: they are stored as they are."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_STORED) as package:
        for name, file in files:
            midnight = (made_on.year, made_on.month, made_on.day, 0, 0, 0)
            package.writestr(ZipInfo(name, midnight), file)
    return kept.getvalue()


def _within_reach(db: Database, participant_id: int, by: Staff) -> Participant | None:
    try:
        return participants.get(db, participant_id, by=by, to=Action.EXPORT_PLAN)
    except (NotFound, NotAllowed):
        return None
