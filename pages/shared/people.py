"""Lists of people as light tables."""

from collections.abc import Sequence

from core.language import _
from core.search import Line
from core.wording import short_date
from pages.shared.markup import link, muted, safe, strong, table, two_lines


def people_table(lines: Sequence[Line]) -> None:
    """One row per person: the name leads to the file."""
    head = [_("Name"), _("Project"), _("Cohort"), _("Stage"), _("Last session"), _("Next step")]
    rows = [
        [
            two_lines(strong(link(line.name, "participant", code=line.code)), line.code),
            line.project,
            two_lines(line.cohort, line.coach) if line.coach else line.cohort,
            line.stage,
            short_date(line.last_session) if line.last_session else None,
            two_lines(line.next_step, short_date(line.next_step_on))
            if line.next_step
            else muted("–"),
        ]
        for line in lines
    ]
    table(head, [[safe(cell) for cell in row] for row in rows], caption=_("Participants"))
