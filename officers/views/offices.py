from django.utils import timezone

from dbi_portal.lib.pages import Column, DetailPage, ListPage
from dbi_portal.lib.pages.parts import Chip, Fact
from officers.forms.officers import OfficeFilter
from officers.models import Office


class OfficeList(ListPage):
    model = Office
    permission = "officers.view_office"
    title = "Kantor"
    noun = "kantor"
    filterset_class = OfficeFilter
    default_sort = "nama"
    search_hint = "Nama atau sebutan lain"
    columns = [
        Column("Nama", "short_name", sort="short_name", note="name"),
        Column("Jenis", "get_kind_display", sort="kind"),
        Column("Kedudukan", "city", sort="city", hide_on_phone=True),
        Column("Zona waktu", "get_time_zone_display", hide_on_phone=True),
    ]


class OfficeDetail(DetailPage):
    model = Office
    permission = "officers.view_office"
    parents = [("Kantor", "officers:office-list")]
    slug_field, slug_url_kwarg = "code", "code"

    def get_chips(self):
        return [Chip("data contoh", "gold", "info")] if self.object.made_up else []

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
            Fact("Sebutan lain", ", ".join(alias.text for alias in office.aliases.all())),
            Fact("Alamat", office.address),
            Fact("Telepon", office.phone),
            Fact("Surel", office.email),
            Fact("Kode", office.code),
            Fact("Sumber", office.source),
        ]
