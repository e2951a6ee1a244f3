"""Charts: rows in, an Altair chart out."""
