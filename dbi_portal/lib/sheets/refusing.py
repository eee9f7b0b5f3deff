"""How the child says that a file cannot be read."""


class Refused(Exception):
    """The name of a class in `failures` and its detail."""

    def __init__(self, failure: str, detail: str = ""):
        self.failure, self.detail = failure, detail
        super().__init__(failure, detail)
