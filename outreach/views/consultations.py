from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import ChangePage, Column, CreatePage, DetailPage, Fact, ListPage
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.paging import CountedOnce
from officers import audit
from outreach.actions import consultations as actions
from outreach.figures.consultations import KINDS, summary
from outreach.forms.consultation import KEPT, ConsultationForm
from outreach.forms.filters import ConsultationFilter
from outreach.models import Consultation, Institution
from outreach.views.chips import outcome_chip, sample_chips
from outreach.views.consultation_summary import drawn

AGAIN = "lagi"  # the button "Simpan dan catat lagi"
PART, SUMMARY = "bagian", "ringkas"  # in the address
PARENTS = [("Kegiatan", "outreach:list"), ("Konsultasi", "outreach:consultation-list")]


class ConsultationPage:
    model = Consultation
    parents = PARENTS

    def refine(self, consultations: QuerySet) -> QuerySet:
        return consultations.select_related(
            "topic", "village__region", "office", "officer", "referred_to"
        )


class ConsultationList(ConsultationPage, ListPage):
    paginator_class = CountedOnce
    permission = "outreach.view_consultation"
    template_name = "outreach/consultation_list.html"
    title = "Konsultasi"
    parents = PARENTS[:1]
    noun = "konsultasi"
    filterset_class = ConsultationFilter
    default_sort = "-tanggal"
    add_url, add_label = "outreach:consultation-create", "Catat konsultasi"
    add_permission = "outreach.add_consultation"
    empty_title = "Belum ada konsultasi"
    empty_text = "Catat pertanyaan warga yang Anda jawab hari ini: topik, saluran, dan hasilnya."
    search_hint = "Topik, desa, atau catatan"
    columns = [
        Column("Topik", "topic.name", sort="topic__name"),
        Column("Tanggal", "held_on", sort="held_on", kind="date"),
        Column("Desa", "village.region.name", sort="village__region__name"),
        Column("Saluran", "get_channel_display", sort="channel", hide_on_phone=True),
        Column("Kantor", "office.short_name", sort="office__short_name", hide_on_phone=True),
        Column("Hasil", outcome_chip, kind="chip", sort="outcome"),
    ]

    def refine(self, consultations: QuerySet) -> QuerySet:
        """No more than the columns show: each table joined costs as much as the rows."""
        return consultations.select_related("topic", "village__region", "office")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """`?bagian=ringkas`: the counted rows alone, which the page fetches once it stands."""
        if request.GET.get(PART) != SUMMARY:
            return super().get(request, *args, **kwargs)
        self.check_permission()
        context = self.counted(self.make_filterset(self.rows()).qs)
        return render(request, "outreach/parts/consultation_counted.html", context)

    def counted(self, rows: QuerySet) -> dict:
        """The rows by month, with the same filters as the list beneath."""
        query = self.request.GET.copy()
        query.pop(PART, None)
        asked = query.get(SUMMARY, "")
        kind = asked if asked in KINDS else next(iter(KINDS))
        return {"summary": drawn(summary(rows, kind), kind, query)}

    def get_context_data(self, **context):
        """The counts stand here when asked for; else only where they are fetched from."""
        query = self.request.GET
        later = {
            "part_url": changed(query, **{PART: SUMMARY}),
            "summary_url": changed(query, **{SUMMARY: next(iter(KINDS))}),
        }
        counts = self.counted(self.object_list) if SUMMARY in query else later
        return super().get_context_data(**counts, **context)


class ConsultationDetail(ConsultationPage, DetailPage):
    permission = "outreach.view_consultation"

    def get_title(self):
        return str(self.object.topic)

    def get_chips(self):
        return [outcome_chip(self.object), *sample_chips(self.object)]

    def get_primary(self):
        url = f"{self.object.get_absolute_url()}ubah/"
        return self.action(
            "Ubah konsultasi", url, permission="outreach.change_consultation", icon="edit"
        )

    def get_facts(self):
        row = self.object
        village = row.village
        return [
            Fact("Tanggal", row.held_on),
            Fact("Saluran", row.get_channel_display()),
            Fact("Hasil", row.get_outcome_display()),
            Fact("Dirujuk ke", row.referred_to),
            Fact("Desa Binaan", village, url=village.get_absolute_url() if village else ""),
            Fact("Petugas", row.officer),
            Fact("Kantor", row.office.name),
            Fact("Catatan", row.note),
            Fact("Sumber", row.source),
        ]


class ConsultationForms(ConsultationPage):
    form_class = ConsultationForm
    template_name = "outreach/consultation_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def get_context_data(self, **context):
        names = Institution.objects.filter(retired_on=None).values_list("name", flat=True)[:300]
        return super().get_context_data(institutions=names, **context)


class ConsultationCreate(ConsultationForms, CreatePage):
    permission = "outreach.add_consultation"
    title = "Catat konsultasi"
    submit_label = "Simpan konsultasi"
    success_message = "Konsultasi tentang {row.topic} tersimpan."

    def get_context_data(self, **context):
        return super().get_context_data(again=AGAIN, **context)

    def get_initial(self):
        kept = {name: self.request.GET[name] for name in KEPT if self.request.GET.get(name)}
        return super().get_initial() | kept

    def perform(self, form):
        return actions.record_consultation(consultation=form.consultation(), by=self.request.user)

    def get_success_url(self):
        """The row, or the same form again with what the next question mostly shares."""
        if self.request.POST.get("langkah") != AGAIN:
            return super().get_success_url()
        row = self.object
        kept = {"held_on": row.held_on, "village": row.village_id, "topic": row.topic_id}
        kept = {name: value for name, value in kept.items() if value} | {"channel": row.channel}
        return f"{reverse('outreach:consultation-create')}?{urlencode(kept)}"


class ConsultationChange(ConsultationForms, ChangePage):
    permission = "outreach.change_consultation"
    title = "Ubah konsultasi"
    submit_label = "Simpan perubahan"
    success_message = "Perubahan tersimpan."

    def perform(self, form):
        return actions.change_consultation(
            consultation=form.consultation(),
            changes=changes_of(form),
            by=self.request.user,
        )


def changes_of(form) -> dict:
    """The changed fields; a village found by searching is the village, whatever its field."""
    changes = audit.changed_fields(form)
    found = changes.pop("other_village", None)
    before = str(form.initial.get("village") or "")
    return changes | {"village": [before, found[1]]} if found else changes
