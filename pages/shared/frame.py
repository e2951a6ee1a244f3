"""The frame around every page: who is here, which pages they may open, what stands at the foot."""

import streamlit as st

from core.language import _
from core.permissions import ROLE_NAMES
from pages.shared.access import current_visitor
from pages.shared.markup import account_foot, house_style
from pages.shared.menu import menu_for

st.set_page_config(page_title="Passerelle", page_icon="static/passerelle.png", layout="wide")
house_style()

visitor = current_visitor()
if visitor is None:
    st.navigation([st.Page(lambda: None, title="Passerelle")], position="hidden")
    st.warning(_("Please sign in first."))
    st.stop()

st.logo("static/passerelle.svg", size="large")
page = st.navigation(menu_for(visitor), expanded=True)
with st.sidebar:
    account_foot(
        visitor.name, " · ".join(filter(None, [_(ROLE_NAMES[visitor.role]), visitor.organisation]))
    )
page.run()
