"""For forms over a model whose rules an action puts into words."""

from __future__ import annotations


class RulesToldByAction:
    """Mixin for a ModelForm: the database's rules are left to the action, which names the field.

    Asked by the form, they would all stand above it, as belonging to no field.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = self.validate_unique

    def validate_unique(self, exclude=None) -> None:
        """Nothing here."""
