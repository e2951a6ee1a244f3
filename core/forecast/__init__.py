"""The arithmetic of the business plan; it has no database, no clock and no user."""
