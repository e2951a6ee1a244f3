"""How fast the tracker is, beside what the same machine can do at best: `make bench`."""
