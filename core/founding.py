"""The first day: a new tracker file, its first organisation and the administrator who opens it."""

from dataclasses import replace
from pathlib import Path

from core import accounts, audit, passwords, programmes, tracker
from core.accounts import AccountToOpen
from core.errors import InvalidInput, UnusableTracker
from core.language import Language, _, current
from core.permissions import Role
from core.staff import Staff, get
from core.storage import accounts as store
from core.storage.database import tracker_path, transaction


def found(
    *, organisation: str, name: str, login: str, password: str, path: Path | None = None
) -> Staff:
    """Make the tracker file with its first administrator, whole or not at all.

    The delivered programmes come with it: a cohort can be opened at once. Raises `InvalidInput` for what
    must be changed, `UnusableTracker` if there is already a file, `UnusableFile` for a broken programme.
    """
    file = path or tracker_path()
    organisation = " ".join(organisation.split())
    if not organisation:
        raise InvalidInput(_("Write the name of your association."))
    account = AccountToOpen(
        name=name, login=login, role=Role.ADMINISTRATOR, language=Language(current())
    )
    names = (account.login, account.name, organisation)
    password_hash = passwords.accept(password, role=Role.ADMINISTRATOR, names=names)
    if file.exists():
        raise UnusableTracker(_("There is already a tracker file here. It was left as it is."))

    # Made beside its place and moved there once whole: a failure leaves no file without a way in.
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    tracker.create(draft)
    with tracker.open_tracker(draft) as db:
        with transaction(db):
            organisation_id = store.add_organisation(db, organisation)
            staff_id = accounts.add(db, replace(account, organisation_id=organisation_id), by=None)
            store.change(db, staff_id, password_hash=password_hash)
            administrator = get(db, staff_id)
            audit.record(
                db, "tracker.founded", by=administrator, subject="staff", subject_id=staff_id
            )
        programmes.load_delivered(db, by=administrator)
    draft.rename(file)
    return administrator
