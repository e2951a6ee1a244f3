"""A button that changes a text."""

import streamlit as st

st.title("Bare")
if st.button("Press"):
    st.session_state["pressed"] = st.session_state.get("pressed", 0) + 1
st.text(f"Pressed {st.session_state.get('pressed', 0)} times")
