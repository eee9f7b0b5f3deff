"""The way back in: a link by mail, and the page it opens. Both open without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from dbi_portal.lib import mail
from dbi_portal.lib.address import address_of
from dbi_portal.lib.doorbell import ring
from dbi_portal.lib.patience import Patience, wait_in_words
from officers import links
from officers.actions import own_account as actions
from officers.forms.passwords import ForgottenForm, NewPasswordForm

PER_NAME = Patience("link-by-name", free=3, pause=15 * 60, longest=60 * 60)
PER_ADDRESS = Patience("link-by-address", free=20, pause=15 * 60, longest=60 * 60)
SENT = (
    "Bila nama itu dikenal dan punya surel, tautan untuk memilih kata sandi sedang dikirim. "
    "Periksa kotak masuk dan map spam. Tidak ada surel? Hubungi admin kantor Anda."
)


@method_decorator(login_not_required, name="dispatch")
class Forgotten(FormView):
    """Says the same whether the name is known or not, and takes as long."""

    template_name = "registration/forgotten.html"
    form_class = ForgottenForm
    success_url = reverse_lazy("login")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": None}

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        name, at = form.cleaned_data["name"], timezone.now()
        asked = ((PER_ADDRESS, address_of(self.request)), (PER_NAME, name))
        for patience, who in asked:
            until = patience.ask(who, at=at)
            if until:
                wait = wait_in_words(until, at)
                form.add_error(None, f"Terlalu banyak permintaan. Coba lagi dalam {wait}.")
                return self.form_invalid(form)
        # A worker looks the name up: the answer here is the same for everyone.
        base = mail.portal_url(self.request)
        ring("officers.tasks.send_password_link", name=name, base_url=base)
        messages.info(self.request, SENT)
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class SetPassword(PasswordResetConfirmView):
    """Opened by the link: choose a password once, then sign in with it."""

    template_name = "registration/set_password.html"
    token_generator = links.token
    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            messages.warning(request, "Anda masih masuk. Keluar dahulu, lalu buka tautannya lagi.")
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)

    def get_user(self, uidb64: str):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        password = form.cleaned_data["new_password1"]
        actions.set_password(account=self.user, password=password, by=None)
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, "Kata sandi tersimpan. Silakan masuk.")
        return redirect(self.success_url)
