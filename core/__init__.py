"""Passerelle's rules and verbs: what the programme does, without a screen."""
