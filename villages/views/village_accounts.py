from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from officers.actions.accounts import may_keep
from officers.models import User
from officers.roles import Role
from officers.views.accounts import KeptPage
from villages.actions.village_accounts import tie_to_villages
from villages.forms.village_accounts import VillageAccountForm
from villages.models import GuidedVillage


def officials(user: User):
    """Accounts of village officials that this person may look up."""
    return User.objects.visible_to(user).filter(role=Role.VILLAGE_OFFICIAL)


def account_panel(request, pk):
    """The villages an official's account sees, as a part of its page."""
    account = get_object_or_404(officials(request.user).select_related("office"), pk=pk)
    seen = GuidedVillage.objects.visible_to(request.user).filter(village_accounts__user=account)
    return render(
        request,
        "villages/account_panel.html",
        {
            "account": account,
            "villages": seen.select_related("region"),
            "may_tie": may_keep(request.user, account, on=timezone.localdate()),
        },
    )


class AccountVillages(KeptPage):
    """Which villages the account sees."""

    form_class = VillageAccountForm
    submit_label = "Simpan desa"
    success_message = "Desa untuk {row} tersimpan."

    def refine(self, accounts):
        return super().refine(accounts).filter(role=Role.VILLAGE_OFFICIAL)

    def get_title(self) -> str:
        return "Desa yang dilihat"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"account": self.object}

    def perform(self, form):
        return tie_to_villages(
            account=self.object,
            villages=form.cleaned_data["villages"].select_related("office", "region"),
            by=self.request.user,
            at=timezone.now(),
        )
