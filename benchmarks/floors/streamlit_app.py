"""The least that can be served: Streamlit alone, our way of serving it, nothing of ours on its pages."""

import gc
from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "frame.py")

gc.collect()
gc.freeze()
