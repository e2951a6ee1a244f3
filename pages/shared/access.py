"""The lock: who is here, and whether this page is part of their role."""

import streamlit as st

from core import web_sessions
from core.language import _, speak
from core.permissions import Action
from core.staff import Staff
from core.tracker import open_tracker
from core.web.seal import unseal


def current_visitor() -> Staff | None:
    """The member of staff behind this run, or None; their language is put in force.

    The gate hands over a sealed session key. Without the gate there is no seal, so nobody is here.
    """
    key = unseal(str(st.user.get("session") or ""))
    if key is None:
        return None
    with open_tracker() as db:
        visitor: Staff | None = web_sessions.visitor(db, key)
    if visitor is not None:
        speak(visitor.language)
    return visitor


def visitor_allowed_to(action: Action) -> Staff:
    """Return the visitor, or end the page here. The first statement of every page.

    The menu only hides pages; this is the lock.
    """
    visitor = current_visitor()
    if visitor is None:
        st.warning(_("Please sign in first."))
        st.stop()
    if not visitor.may(action):
        st.error(_("This page is not part of your role."))
        st.stop()
    return visitor
