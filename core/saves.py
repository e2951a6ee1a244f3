"""A save happens once, and never over somebody else's: save tokens and row versions."""

from sqlite_utils import Database

from core.errors import AlreadySaved, StaleRecord
from core.language import _
from core.staff import Staff
from core.storage import traces as store


def once(db: Database, token: str | None, *, by: Staff) -> None:
    """Use up a form's token inside the transaction; raise `AlreadySaved` if it was used before.

    `None` is for callers that cannot repeat themselves: commands and imports.
    """
    if token is not None and not store.use_token(db, token, staff_id=by.id):
        raise AlreadySaved(_("This was already saved. Nothing was written twice."))


def same_version(kept: int, seen: int, *, theirs: str = "", yours: str = "") -> None:
    """Go on if the record is still the one the person saw, else raise `StaleRecord` with both texts."""
    if kept != seen:
        raise StaleRecord(
            _(
                "Somebody changed this record in the meantime. Nothing was lost: both are shown here."
            ),
            theirs=theirs,
            yours=yours,
        )
