"""Anybody of the team reads how the programme is defined; its file is changed outside the tracker."""

import streamlit as st

from core import programmes
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.definition import PARTS, how_to_change
from pages.shared.markup import empty, lead, section, title
from pages.shared.widgets import choice

visitor = visitor_allowed_to(Action.READ_PROGRAMME)
with open_tracker() as db:
    kept = {one.programme.key: one.programme for one in programmes.choices(db, by=visitor)}

title(_("Programme definition"))
if not kept:
    empty(_("No programme yet. They are read from data/programmes when the tracker starts."))
    st.stop()

programme = next(iter(kept.values()))
if len(kept) > 1:
    key = choice(_("Programme"), list(kept), key="programme", said=lambda key: str(kept[key].name),
                 index=0)  # fmt: skip
    programme = kept[key or programme.key]

lead(
    " · ".join(
        [
            str(programme.name),
            _("version {n}").format(n=programme.version),
            n_("{n} stage", "{n} stages", len(programme.stages)),
            n_("{n} milestone", "{n} milestones", len(programme.milestones)),
        ]
    )
)
part = st.segmented_control(
    _("Part"), list(PARTS), default=next(iter(PARTS)), key="part", required=True, wrap=True,
    format_func=lambda one: _(PARTS[one].short), label_visibility="collapsed",
)  # fmt: skip
shown = PARTS[part or next(iter(PARTS))]
section(_(shown.name))
shown.show(programme)
section(_("To change it"))
how_to_change(programme)
