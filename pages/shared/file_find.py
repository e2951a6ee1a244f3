"""From one file to another: a field that finds people while one types, and the neighbours in the cohort."""

import streamlit as st

from core import search
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.search import Neighbour
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.markup import Safe, link, safe


def find_line(visitor: Staff, person: Participant) -> None:
    """Above the name. The field asks our own server at each stroke: see static/find.js."""
    if not visitor.may(Action.LIST_PARTICIPANTS):
        return
    with open_tracker() as db:
        before, after = search.neighbours(db, person, by=visitor)
    label, nobody = safe(_("Another file")), safe(_("Nobody has such a name."))
    hint, list_of = safe(_("Name, code or project")), safe(_("People found"))
    cohort = safe(_("In the cohort"))
    ways = [
        f"<li>{safe(words)} {_to(one)}</li>"
        for words, one in ((_("Previous file:"), before), (_("Next file:"), after))
        if one
    ]
    near = f'<ul aria-label="{cohort}">{"".join(ways)}</ul>' if ways else ""
    st.html(
        f'<div class="find"><div><label for="find">{label}</label>'
        f'<input id="find" type="search" role="combobox" aria-expanded="false" aria-autocomplete="list"'
        f' aria-controls="found" autocomplete="off" maxlength="80" data-nobody="{nobody}"'
        f' placeholder="{hint}"><div id="found" role="listbox" aria-label="{list_of}" hidden></div>'
        f'<p role="status" class="small muted"></p></div>{near}</div>'
    )


def _to(one: Neighbour) -> Safe:
    return link(one.name, "participant", code=one.code)
