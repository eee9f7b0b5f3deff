"""Who gets past the door of a page, and whose rows lie behind it."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import QuerySet


class ScopedMixin:
    """Rows start with the reader: `visible_to(user)` first, everything else after.

    `permission` ("villages.add_guidedvillage") is asked of `has_perm`. Where a page has a row, the
    row is looked up before the permission is asked: someone else's row is 404, a forbidden act on
    one's own row is 403.
    """

    permission: str = ""
    model = None
    queryset = None

    def rows(self) -> QuerySet:
        """The rows this reader may see; `refine` adds what the page needs."""
        if self.queryset is None and self.model is None:
            raise ImproperlyConfigured(f"{type(self).__name__} needs model or queryset.")
        base = self.queryset if self.queryset is not None else self.model._default_manager
        return self.refine(base.all().visible_to(self.request.user))

    def refine(self, queryset: QuerySet) -> QuerySet:
        """Hook: select_related, annotations, a narrower choice. Never widens."""
        return queryset

    def get_queryset(self) -> QuerySet:
        return self.rows()

    def check_permission(self) -> None:
        if self.permission and not self.request.user.has_perm(self.permission):
            raise PermissionDenied
