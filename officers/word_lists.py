"""The lists of words an office may extend; an app above registers its own in `word_lists.py`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from officers.models import Term, User


@dataclass(frozen=True)
class WordList:
    """One list: how its address calls it, its title, and what its words are for."""

    slug: str
    model: type[Term]
    title: str
    help: str

    def may(self, user: User, verb: str) -> bool:
        """`verb`: add or change."""
        meta = self.model._meta
        return user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}")

    def seen_by(self, user: User) -> QuerySet:
        return self.model.objects.visible_to(user).select_related("office")

    def uses(self, user: User) -> Counter[int]:
        """How often each word stands in rows this person sees, by the word's id."""
        found: Counter[int] = Counter()
        for link in self.model._meta.related_objects:
            if link.many_to_many:  # counted through its table
                continue
            rows = link.related_model._default_manager.all().visible_to(user).order_by()
            name = link.field.attname
            counted = rows.values_list(name).annotate(times=Count("pk", distinct=True))
            found.update({pk: times for pk, times in counted if pk is not None})
        return found


LISTS: dict[str, WordList] = {}


def register(model: type[Term], *, slug: str, title: str, help: str) -> None:
    LISTS[slug] = WordList(slug, model, title, help)
