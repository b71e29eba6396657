"""The people store and what it keeps: keys, logins, sessions, answers."""
