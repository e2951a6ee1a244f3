"""Every table that may leave, defined once for both readers."""

from core.data_out import people, work
from core.data_out.parts import Table
from core.errors import InvalidInput
from core.language import _

TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        people.PEOPLE,
        work.SESSIONS,
        work.ATTENDANCE,
        people.STAGES,
        work.MILESTONES,
        people.SITUATIONS,
        work.MARKS,
        work.BARRIERS,
        people.QUESTIONNAIRES,
        people.EXITS,
        people.FOLLOW_UPS,
        work.MONTHLY,
    )
}


def table(key: str) -> Table:
    """A table by its key. Raises `InvalidInput` naming those there are."""
    if key not in TABLES:
        raise InvalidInput(
            _("There is no such table. Choose one of: {known}.").format(known=", ".join(TABLES))
        )
    return TABLES[key]
