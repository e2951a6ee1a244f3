"""Below how many people a number is masked: inside, for those who see no name, and in what leaves."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import audit, saves
from core.errors import InvalidInput
from core.evaluation.disclosure import INSIDE_K, LEAST_K, OUTSIDE_K
from core.language import _
from core.permissions import Action, require
from core.staff import Staff
from core.storage import settings
from core.storage.database import transaction

INSIDE, OUTSIDE = "k.inside", "k.outside"


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Numbers from 1 to one less are masked. Never below 3; what leaves is masked at least as much."""

    inside: int = INSIDE_K
    outside: int = OUTSIDE_K

    def __post_init__(self) -> None:
        if self.inside < LEAST_K:
            raise InvalidInput(_("Small numbers are masked from {n} on.").format(n=LEAST_K))
        if self.outside < self.inside:
            raise InvalidInput(
                _("What leaves is masked at least as much as what is read on screen.")
            )


def of(db: Database) -> Thresholds:
    """The thresholds of this tracker: no secret to anybody."""
    return Thresholds(
        inside=int(settings.read(db, INSIDE) or INSIDE_K),
        outside=int(settings.read(db, OUTSIDE) or OUTSIDE_K),
    )


def change(db: Database, wanted: Thresholds, *, by: Staff, token: str | None = None) -> None:
    """Mask more, or less. Raises `NotAllowed`."""
    require(by.role, Action.SET_THRESHOLDS)
    with transaction(db):
        saves.once(db, token, by=by)
        kept = of(db)
        settings.keep(db, INSIDE, str(wanted.inside))
        settings.keep(db, OUTSIDE, str(wanted.outside))
        told = [{"inside": one.inside, "outside": one.outside} for one in (kept, wanted)]
        audit.changed(db, "thresholds", 0, *told, by=by)
        audit.record(db, "thresholds.changed", by=by, subject="tracker", subject_id=0)
