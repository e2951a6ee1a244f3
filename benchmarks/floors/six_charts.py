"""Six charts with nothing in them."""

import streamlit as st

st.title("Six charts")
for number in range(6):
    st.vega_lite_chart(
        spec={"data": {"values": []}, "mark": "bar", "encoding": {"x": {"field": "n"}}},
        key=f"chart_{number}",
    )
