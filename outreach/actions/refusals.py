"""Why an action does not happen. The message is the sentence the person reads."""

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """The office's rules forbid it; `message` says why and what to do instead."""

    def __str__(self) -> str:
        return self.message


class SessionLocked(Refused):
    pass


class WrongStatus(Refused):
    pass


class ChangedUnseen(Refused):
    pass


class NoteMissing(Refused):
    pass


class NotYetHeld(Refused):
    pass


class BadPhoto(Refused):
    pass


class BadAttachment(Refused):
    pass


class StillUsed(Refused):
    pass


class NamesAPerson(Refused):
    pass


class NotYours(Refused):
    pass
