"""Invented people: a small demonstration with stories, and large files to measure with."""
