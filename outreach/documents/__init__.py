"""Papers of a session, drawn from its row: nothing that stands there is typed again."""
