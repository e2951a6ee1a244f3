"""One file per screen, named by what the visitor comes to do."""
