"""Indicators, statistics and disclosure control."""
