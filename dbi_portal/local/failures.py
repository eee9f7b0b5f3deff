"""What can go wrong on the machine itself, said in one line."""


class LocalFailure(Exception):  # noqa: N818 - it is shown to people, not caught by type
    """A missing piece of this machine; its text says in one Indonesian line what to do."""
