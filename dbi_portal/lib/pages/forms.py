"""Pages on which something is written: read the form, call one action, say what happened."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.forms.models import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from dbi_portal.lib.pages import overtaken, repeats, trail
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.fields import UserFormMixin
from dbi_portal.lib.pages.head import HeadMixin
from dbi_portal.lib.widgets import PickerMixin

SEEN = "_dilihat"  # hidden: what the form showed of the row when it was opened


class WritePage(ScopedMixin, HeadMixin, FormView):
    """What creating and changing share. The form takes `user=` (see UserFormMixin).

    `perform(form)` calls the action and returns the row; a ValidationError it raises comes back at
    the form, with nothing written.
    """

    template_name = "pages/form.html"
    submit_label: str = "Simpan"
    success_message: str = "Tersimpan."
    object: Any = None

    def perform(self, form: forms.Form) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must call an action in perform().")

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs() | {"user": self.request.user}
        if self.object is not None and issubclass(self.get_form_class(), BaseModelForm):
            kwargs["instance"] = self.object
        return kwargs

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            with transaction.atomic():
                self.object = self.perform(form)
        except ValidationError as refused:
            put_errors(form, refused)
            return self.form_invalid(form)
        said = self.get_success_message()
        say_saved(self.request, messages.SUCCESS, said, address=self.get_saved_address())
        return super().form_valid(form)

    def get_saved_address(self) -> str:
        """Where the form stood that is saved now; the page's own, unless it stood elsewhere too."""
        return self.request.get_full_path()

    def get_success_message(self) -> str:
        """`success_message` may name the row: "Desa {row} terdaftar."."""
        return self.success_message.format(row=self.object)

    def get_success_url(self) -> str:
        return str(self.success_url) if self.success_url else self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.get_parents()[-1].url

    def get_context_data(self, **context) -> dict:
        context = super().get_context_data(**context)
        return context | {
            "helper": helper_of(context["form"]),
            "submit_label": self.submit_label,
            "cancel_url": self.get_cancel_url(),
            "hidden": self.get_hidden(),
        }

    def get_hidden(self) -> dict[str, str]:
        """Hidden entries beside the form's own fields."""
        return {}


class CreatePage(WritePage):
    """A new row: the permission is asked before anything is shown.

    The same form sent again (Back, then Simpan) opens the row it made instead of making a second.
    """

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.check_permission()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        url = repeats.saved_before(request)
        if url:
            words = "Isian ini sudah tersimpan tadi; tidak dicatat dua kali."
            say_saved(request, messages.INFO, words)
            return redirect(url)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == HTTPStatus.FOUND:
            repeats.remember(self.request, response.url)
        return response

    def get_hidden(self) -> dict[str, str]:
        return {repeats.ONCE: self.request.POST.get(repeats.ONCE) or repeats.ticket()}

    def get_form(self, form_class=None) -> forms.Form:
        form = super().get_form(form_class)
        if not form.is_bound and form.visible_fields():
            first = form.visible_fields()[0].field.widget
            # A picker that is focused already takes the first click for closing itself.
            if not isinstance(first, PickerMixin):
                first.attrs.setdefault("autofocus", True)
        return form


class ChangePage(WritePage):
    """One's own row, changed. Looked up first (404), then the permission (403)."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.object = self.get_object()
        # The form writes its entries into the row while it validates: keep what it was called.
        self.name = str(self.object)
        self.check_permission()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Any:
        return get_object_or_404(self.rows(), **self.kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Nobody's change is overwritten unseen: both versions are shown, entries stay."""
        with transaction.atomic():
            self.hold()
            self.stored = self.read_stored()
            told = request.POST.get(SEEN)
            if told is not None and told != overtaken.written(self.stored):
                form = self.get_form()
                form.is_valid()
                found = overtaken.differences(told, self.stored, form)
                if found:
                    form.overtaken = self.get_overtaken(found)
                    return self.form_invalid(form)
            return super().post(request, *args, **kwargs)

    def hold(self) -> None:
        """Two who press Simpan at the same moment come one after the other."""
        held = type(self.object)._base_manager.select_for_update(no_key=True, of=("self",))
        held.filter(pk=self.object.pk).first()
        self.object = self.get_object()

    def read_stored(self) -> dict[str, overtaken.Entry]:
        """What an unfilled form would show of the row now."""
        kwargs = self.get_form_kwargs()
        unfilled = {name: kwargs[name] for name in kwargs.keys() - {"data", "files"}}
        return overtaken.stored_in(self.get_form_class()(**unfilled))

    def get_overtaken(self, found: list[overtaken.Difference]) -> overtaken.Overtaken:
        by, at = trail.last_change(self.object)
        zone = getattr(self.request.user.office, "time_zone", None)
        return overtaken.Overtaken(found, self.request.get_full_path(), by=by, at=at, zone=zone)

    def get_hidden(self) -> dict[str, str]:
        stored = getattr(self, "stored", None) or self.read_stored()
        return {SEEN: overtaken.written(stored)}

    def get_title(self) -> str:
        return self.title or f"Ubah {self.name}"

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class ConfirmForm(UserFormMixin, forms.Form):
    """Nothing to fill in: pressing the button is the answer."""


class ConfirmPage(ChangePage):
    """Asks once more before something that cannot simply be taken back; says what will be lost."""

    template_name = "pages/confirm.html"
    form_class = ConfirmForm
    question: str = ""
    consequence: str = ""
    danger: bool = True

    def get_context_data(self, **context) -> dict:
        words = {"question": self.question.format(row=self.name), "consequence": self.consequence}
        return super().get_context_data(**words, danger=self.danger, **context)


def say_saved(request: HttpRequest, level: int, words: str, *, address: str = "") -> None:
    """Told on the next page, with the address whose entries need not be kept any longer."""
    messages.add_message(request, level, words, extra_tags=address or request.get_full_path())


def put_errors(form: forms.Form, refused: ValidationError) -> None:
    """An action's refusal, at the fields it names; what names no field of the form goes on top."""
    named = refused.error_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused}
    for name, errors in named.items():
        form.add_error(name if name in form.fields else None, errors)


def helper_of(form: forms.Form) -> FormHelper:
    """The form's own crispy helper or a plain one; the page brings <form>, token and buttons."""
    helper = getattr(form, "helper", None) or FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
