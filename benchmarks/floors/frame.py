"""Two pages to compare ours with."""

import streamlit as st

st.navigation(
    [
        st.Page("bare.py", title="Bare", default=True),
        st.Page("six_charts.py", title="Six charts"),
    ]
).run()
