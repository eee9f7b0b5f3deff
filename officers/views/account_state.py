"""Steps with an account that are asked about once more."""

from django.utils import timezone

from dbi_portal.lib.pages import ConfirmPage
from officers.actions import accounts as actions
from officers.views.accounts import KeptPage
from officers.views.letters import tell_of_password_link


class AccountConfirm(KeptPage, ConfirmPage):
    """The account as it stands is asked about, so nothing of it is compared."""

    step = None

    def perform(self, form):
        return self.step(account=self.object, by=self.request.user, at=timezone.now())


class AccountDeactivate(AccountConfirm):
    step = staticmethod(actions.deactivate)
    title = "Nonaktifkan akun"
    question = "Nonaktifkan akun {row}?"
    consequence = (
        "Ia langsung keluar dari semua perangkat dan tidak dapat masuk lagi. Yang sudah ia catat "
        "tetap tersimpan atas namanya. Akun dapat diaktifkan lagi kapan saja."
    )
    submit_label = "Nonaktifkan"
    success_message = "Akun {row} tidak aktif lagi."


class AccountReactivate(AccountConfirm):
    step = staticmethod(actions.reactivate)
    danger = False
    title = "Aktifkan akun"
    question = "Aktifkan lagi akun {row}?"
    consequence = "Ia dapat masuk lagi dengan kata sandinya yang lama, dengan peran yang sama."
    submit_label = "Aktifkan lagi"
    success_message = "Akun {row} aktif lagi."


class AccountReset(AccountConfirm):
    step = staticmethod(actions.reset_password)
    title = "Setel ulang kata sandi"
    question = "Setel ulang kata sandi {row}?"
    consequence = (
        "Kata sandinya sekarang tidak berlaku lagi dan ia keluar dari semua perangkat. Kami "
        "mengirim tautan ke surelnya untuk memilih kata sandi baru."
    )
    submit_label = "Kirim tautan"
    success_message = "Kata sandi {row} disetel ulang."

    def form_valid(self, form):
        answer = super().form_valid(form)
        if not form.errors:
            tell_of_password_link(self.request, self.object)
        return answer
