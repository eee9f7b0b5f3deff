"""Settings: what holds, whose choice it is, who made it when; chosen for one's own office."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import Chip, Crumb, PageHead
from dbi_portal.lib.pages.forms import WritePage
from officers import policy
from officers.forms.settings import SettingForm
from officers.history import told
from officers.models import AuditEvent, Office, Setting, User
from officers.policy import SPECS, Choice, Spec
from officers.roles import OfficeKind

CHANGE = "officers.change_setting"


def settings_page(request: HttpRequest) -> HttpResponse:
    """Every setting by group, as it holds for one's own office or one beneath it."""
    _read_only(request.user)
    office = asked_office(request)
    groups: dict[str, list[dict]] = {}
    for choice in policy.choices(office=office, on=timezone.localdate()).values():
        url = reverse("officers:setting", args=[choice.spec.key])
        line = {"choice": choice, "chip": chip(choice), "said": said(choice), "url": url}
        groups.setdefault(choice.spec.group, []).append(line)
    head = PageHead(
        "Pengaturan",
        lead="Tidak ada aturan resmi untuk hal-hal ini, jadi portal punya bawaan yang dapat "
        "diganti: oleh pusat untuk semua, Kanwil untuk kantornya, kantor untuk dirinya.",
        crumbs=[Crumb("Beranda", reverse("home")), Crumb("Pengaturan")],
    )
    offices = Office.objects.visible_to(request.user).filter(closed_on__isnull=True)
    context = {"page": head, "groups": groups, "office": office, "offices": offices}
    return render(request, "officers/settings.html", context)


def asked_office(request: HttpRequest) -> Office:
    """The office of `?kantor=`, among those the reader sees; his own without it."""
    code = request.GET.get("kantor")
    if code:
        return get_object_or_404(Office.objects.visible_to(request.user), code=code)
    if request.user.office is None:
        raise PermissionDenied
    return request.user.office


def _read_only(user: User) -> None:
    if not user.has_perm("officers.view_setting"):
        raise PermissionDenied


def chip(choice: Choice) -> Chip:
    """Whose choice it is."""
    if choice.is_default:
        return Chip("bawaan portal", "plain", "info")
    return Chip(f"pilihan {choice.whose}", "info", "edit")


def said(choice: Choice) -> str:
    return in_words(choice.spec, choice.value)


def in_words(spec: Spec, value: object) -> str:
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if spec.unit == "waktu setempat":
        return f"pukul {value:02}.00 {spec.unit}"
    return f"{spec.unit}{value}" if spec.leads else f"{value} {spec.unit}".strip()


def own_choice_possible(user: User, spec: Spec) -> bool:
    return user.has_perm(CHANGE) and user.office is not None and user.office.kind in spec.kinds


class SettingPage(WritePage):
    """One setting of one's own office: choose a value, or go back to what holds above."""

    template_name = "officers/setting.html"
    form_class = SettingForm
    parents = (("Pengaturan", "officers:settings"),)
    submit_label = "Simpan pilihan"
    success_message = "Pengaturan tersimpan."

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        _read_only(request.user)
        self.spec = spec_or_404(kwargs["key"])
        self.choice = policy.choice(
            self.spec.key, office=asked_office(request), on=timezone.localdate()
        )
        if request.method == "POST" and not own_choice_possible(request.user, self.spec):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_title(self) -> str:
        return self.spec.label

    def get_chips(self):
        return [chip(self.choice)]

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"choice": self.choice}

    def perform(self, form: SettingForm) -> Setting:
        return policy.choose(
            key=self.spec.key,
            office=self.request.user.office,
            value=form.value,
            by=self.request.user,
            at=timezone.now(),
        )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **context) -> dict:
        user, spec = self.request.user, self.spec
        mine = self.choice.setting and self.choice.setting.office_id == user.office_id
        return super().get_context_data(
            spec=spec,
            choice=self.choice,
            said=said(self.choice),
            default_said=in_words(spec, spec.default),
            may_choose=own_choice_possible(user, spec),
            chooses_for=_reach(user.office),
            is_own=bool(mine),
            beneath=[(each, in_words(spec, each.value)) for each in self.others()],
            history=told(self.events(), of=user.office, zone=user.office.time_zone),
            **context,
        )

    def others(self) -> list[Setting]:
        """Offices the reader sees that chose for themselves."""
        chosen = Setting.objects.visible_to(self.request.user).filter(key=self.spec.key)
        others = chosen.exclude(office=self.request.user.office_id)
        return list(others.select_related("office", "changed_by").order_by("office__short_name"))

    def events(self):
        seen = AuditEvent.objects.visible_to(self.request.user)
        return seen.filter(target__startswith="officers.Setting:", changes__key=self.spec.key)[:20]


def _reach(office: Office) -> str:
    if office.kind == OfficeKind.CENTRE:
        return "Berlaku untuk semua kantor yang tidak memilih sendiri."
    if office.kind == OfficeKind.KANWIL:
        return f"Berlaku untuk {office} dan kantor di bawahnya yang tidak memilih sendiri."
    return f"Berlaku untuk {office} saja."


def spec_or_404(key: str) -> Spec:
    if key not in SPECS:
        raise Http404
    return SPECS[key]


@require_POST
def forget_setting(request: HttpRequest, key: str) -> HttpResponse:
    """Give up one's own choice: what holds above holds again."""
    _read_only(request.user)
    if not own_choice_possible(request.user, spec_or_404(key)):
        raise PermissionDenied
    policy.forget(key=key, office=request.user.office, by=request.user)
    messages.success(request, "Pilihan kantor Anda dihapus; nilai di atasnya berlaku lagi.")
    return redirect("officers:setting", key=key)
