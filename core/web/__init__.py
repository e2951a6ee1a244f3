"""The gate in front of everything served: sign-in, sessions, headers."""
