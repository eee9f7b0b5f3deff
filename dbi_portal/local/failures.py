"""What can go wrong on the machine itself, said in one line."""


class LocalFailure(Exception):
    """A missing piece of this machine; its text says in one Indonesian line what to do."""
