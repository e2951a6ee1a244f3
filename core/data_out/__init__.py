"""Tables that leave: one registry, read by the team by code and by an evaluator by pseudonym."""
