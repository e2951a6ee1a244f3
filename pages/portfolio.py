"""A programme lead sees cohorts against their targets, who has no coach, the workload and the delays."""

from core import clock, portfolio
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.coach_leaves import somebody_leaves
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, section, small, title
from pages.shared.portfolio import (
    cohorts_table,
    delays_table,
    loads_table,
    spreads_table,
    targets_form,
    uncoached_table,
)

visitor = visitor_allowed_to(Action.STEER)
today = clock.today()

with explained(), open_tracker() as db:
    seen = portfolio.read(db, by=visitor, today=today)

title(_("Steering"))
lead(n_("{n} open cohort", "{n} open cohorts", len(seen.lines) + seen.left_out))
said()
for line in seen.lines:
    if line.cohort.id == number("targets"):
        targets_form(visitor, line)

section(_("Cohorts and their targets"))
if seen.lines:
    cohorts_table(seen.lines)
    small(_("Reached so far, out of the target. Figures on {day}.").format(day=short_date(today)))
else:
    empty(_("No cohort is open."))
if seen.left_out:
    small(_("Only the newest are shown; {n} more are open.").format(n=seen.left_out))

section(_("People without a coach ({n})").format(n=seen.uncoached_in_all))
if seen.uncoached:
    uncoached_table(seen.uncoached, today)
else:
    empty(_("Everybody followed now has a coach."))

section(_("Workload"))
if seen.loads:
    loads_table(seen.loads)
else:
    empty(_("No coach has an open account."))
somebody_leaves(visitor)

section(_("Milestones waiting to be read over"))
if seen.delays:
    delays_table(seen.delays)
else:
    empty(_("None: everything that was submitted has been read over."))

section(_("Marks given by each mentor"))
if seen.spreads:
    small(
        _(
            "To prepare a talk with mentors, not to rank them: they meet different people, and few of "
            "them. Only programme leads see this."
        )
    )
    spreads_table(seen.spreads)
else:
    empty(_("No mentor has given marks yet."))
small(_("Each table shows at most {n} lines: what weighs most.").format(n=portfolio.MOST_LINES))
