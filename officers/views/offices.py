from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Column, DetailPage, ListPage
from dbi_portal.lib.pages.parts import Action, Chip, Fact
from officers.actions.offices import ABOVE, may_change
from officers.forms.officers import OfficeFilter
from officers.models import Office
from officers.roles import Role


def open_chip(office: Office) -> Chip:
    today = timezone.localdate()
    if office.closed_on and office.closed_on <= today:
        return Chip("ditutup", "plain", "x")
    if office.opened_on and office.opened_on > today:
        return Chip("belum dibuka", "info", "clock")
    return Chip("bekerja", "good", "check")


class OfficeList(ListPage):
    model = Office
    permission = "officers.view_office"
    title = "Kantor"
    noun = "kantor"
    filterset_class = OfficeFilter
    default_sort = "nama"
    search_hint = "Nama atau sebutan lain"
    add_url, add_label, add_permission = (
        "officers:office-create",
        "Buka kantor",
        "officers.add_office",
    )
    columns = [
        Column("Nama", "short_name", sort="short_name", note="name"),
        Column("Jenis", "get_kind_display", sort="kind"),
        Column("Kedudukan", "city", sort="city", hide_on_phone=True),
        Column("Zona waktu", "get_time_zone_display", hide_on_phone=True),
        Column("Keadaan", open_chip, kind="chip"),
    ]


class OfficeDetail(DetailPage):
    model = Office
    permission = "officers.view_office"
    template_name = "officers/office.html"
    parents = [("Kantor", "officers:office-list")]
    slug_field, slug_url_kwarg = "code", "code"

    def get_chips(self):
        made_up = Chip("data contoh", "gold", "info") if self.object.made_up else None
        state = open_chip(self.object)
        return [made_up, state if state.state != "good" else None]

    def url(self, name: str) -> str:
        return reverse(f"officers:office-{name}", args=[self.object.code])

    def get_primary(self):
        if not may_change(self.request.user, self.object):
            return None
        return Action("Ubah kantor", self.url("change"), icon="edit")

    def get_others(self):
        """What only the centre decides."""
        may = "officers.change_office"
        moves = ABOVE.get(self.object.kind) is not None
        return [
            self.action("Sebutan", self.url("aliases"), permission=may),
            self.action("Kelas baru", self.url("classify"), permission=may),
            self.action("Pindah Kanwil", self.url("move"), permission=may) if moves else None,
            self.action("Tutup kantor", self.url("close"), permission=may),
        ]

    def get_facts(self):
        office, today = self.object, timezone.localdate()
        supervisor = office.supervisor_on(today)
        return [
            Fact("Nama resmi", office.name),
            Fact("Jenis", office.get_kind_display()),
            Fact("Kelas", office.class_on(today)),
            Fact("Kantor atasan", supervisor.name if supervisor else ""),
            Fact("Kedudukan", office.city),
            Fact("Zona waktu", office.get_time_zone_display()),
            Fact("Sebutan lain", ", ".join(alias.text for alias in office.aliases.for_everyone())),
            Fact("Kop surat", office.letterhead),
            Fact("Alamat", office.address),
            Fact("Telepon", office.phone),
            Fact("Surel", office.email),
            Fact("Kode", office.code),
            Fact("Mulai beroperasi", office.opened_on),
            Fact("Ditutup", office.closed_on) if office.closed_on else None,
            Fact("Sumber", office.source),
        ]

    def get_context_data(self, **context):
        office = self.object
        context = super().get_context_data(**context)
        admins = office.users.filter(role=Role.ADMIN, is_active=True).order_by("full_name")
        return context | {
            "facts": [fact for fact in context["facts"] if fact],
            "classes": office.classes.order_by("-starts_on"),
            "supervisions": office.supervisions.select_related("supervisor").order_by("-starts_on"),
            "admins": admins,
        }
