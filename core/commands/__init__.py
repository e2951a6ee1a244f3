"""The administrator's commands: what is typed in a terminal, and the sentences that answer."""
