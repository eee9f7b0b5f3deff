from django import forms

from dbi_portal.lib.pages.fields import UserFormMixin
from officers.models import User
from villages.forms.fields import NOT_LISTED, VillageSelect, villages_of


class VillageAccountForm(UserFormMixin, forms.Form):
    """The villages of one village official: those of his office that are not over."""

    villages = forms.ModelMultipleChoiceField(
        label="Desa Binaan",
        queryset=None,
        required=False,
        widget=VillageSelect(multiple=True),
        help_text="Perangkat desa melihat desa ini dan kegiatannya, tanpa yang lain.",
        error_messages={"invalid_choice": NOT_LISTED},
    )

    def __init__(self, *args, account: User, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["villages"]
        field.queryset = villages_of(self.user).filter(office=account.office_id)
        field.initial = list(account.village_accounts.values_list("village_id", flat=True))
