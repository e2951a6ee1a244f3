"""Invented people and figures for the Word documents, in French and in English."""
