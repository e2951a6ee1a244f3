"""A coach freezes the plan under a name, reads a version again, compares two, or goes back to one."""

import streamlit as st

from core import clock, participants, plan_versions
from core.language import _
from core.permissions import Action, allows
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.access import visitor_allowed_to
from pages.shared.address import number
from pages.shared.feedback import explained, said
from pages.shared.markup import empty, lead, link, title
from pages.shared.version_deeds import comparison, freeze_form, version_buttons
from pages.shared.version_views import version_table, whole
from pages.shared.writing import Desk

visitor = visitor_allowed_to(Action.READ_PLAN)
today, compared = clock.today(), number("compare")
shown = number("read") or compared

with explained(), open_tracker() as db:
    person = participants.by_code(
        db, str(st.query_params.get("code", "")), by=visitor, to=Action.READ_PLAN
    )
    standing = plan_versions.standing(db, person.id, by=visitor)
    versions = plan_versions.of(db, person.id, by=visitor)
    frozen = plan_versions.read(db, shown, by=visitor) if shown else None

desk = Desk(visitor=visitor, person=person)
about = " · ".join(filter(None, [person.name, person.project]))

if frozen is None:
    title(_("Versions of the plan"), person.code)
    lead(about)
    st.html(link(_("Back to the plan"), "plan", code=person.code))
    said()
    if versions:
        version_table(versions, person.code)
    else:
        empty(_("No version yet. Freeze one before a jury or a meeting: it stays as it is."))
    if allows(visitor.role, Action.WRITE_PLAN, person.relation):
        freeze_form(desk, versions, today)
else:
    version = frozen.version
    title(version.name, person.code)
    dated = _("Version of {day}, frozen by {name}")
    lead(dated.format(day=short_date(version.frozen_on), name=version.who))
    st.html(link(_("All the versions"), "plan-versions", code=person.code))
    said()
    if compared:
        comparison(desk, frozen, versions)
    else:
        version_buttons(desk, frozen, standing, today)
        whole(frozen)
