"""The register of what was agreed: who does what where until when, and what is overdue."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from dbi_portal.lib.kept import kept_of
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Chip, Column, ListPage
from dbi_portal.lib.pages.forms import put_errors
from outreach.actions import follow_ups as actions
from outreach.figures.agreed import Agreed, filled, groups, same_as, totals
from outreach.forms.follow_ups import FollowUpFilter, MarkForm, today_of
from outreach.models import FollowUp

OPEN, LATE, DONE = (
    Chip("belum selesai", "info", "clock"),
    Chip("lewat batas waktu", "bad", "alert"),
    Chip("selesai", "good", "check"),
)
RIGHT = "outreach.change_session"
SORTED_BY = {"batas-waktu": "due_on", "penanggung-jawab": "owner", "tindak-lanjut": "task"}


class Groups(Paginator):
    """Pages of groups; counts the rows in them on the way. Kept until the data change: the whole
    country's rows are grouped for every page.
    """

    @cached_property
    def count(self) -> int:
        groups = self.object_list
        number, self.rows = kept_of(groups, lambda: totals(groups))
        return number

    def page(self, number: int) -> Page:
        page = super().page(number)
        part = page.object_list
        page.object_list = kept_of(part, lambda: list(part))
        return page


class FollowUpList(ListPage):
    model = FollowUp
    paginator_class = Groups
    permission = "outreach.view_session"
    template_name = "outreach/follow_ups.html"
    title = "Tindak lanjut"
    noun = "tindak lanjut"
    filterset_class = FollowUpFilter
    search_hint = "Tindak lanjut, penanggung jawab, desa, atau kegiatan"
    empty_title = "Belum ada tindak lanjut"
    empty_text = (
        "Yang disepakati pada sebuah kegiatan dicatat pada laporannya, lalu tampil di sini."
    )
    columns = [
        Column("Tindak lanjut", "task", sort="task"),
        Column("Penanggung jawab", "owner", sort="owner"),
        Column("Wilayah", lambda row: ""),
        Column("Batas waktu", "due_on", sort="due_on", kind="date"),
        Column("Keadaan", lambda row: ""),
    ]

    def refine(self, rows: QuerySet) -> QuerySet:
        return rows.current().select_related("session__office", "region")

    def get_export_columns(self):
        today = today_of(self.request.user)
        return [
            Column("Tindak lanjut", "task"),
            Column("Penanggung jawab", "owner"),
            Column("Wilayah", "region.full_name"),
            Column("Batas waktu", "due_on"),
            Column("Selesai", "done_on"),
            Column("Keadaan", lambda row: state_of(row, today).label),
            Column("Keterangan", "note"),
            Column("Kegiatan", "session.title"),
            Column("Tanggal kegiatan", "session.held_on"),
            Column("Kantor", "session.office.name"),
        ]

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        """Pages of groups: forty-three villages with the same task are one line."""
        rows = self.filterset.qs
        found = super().paginate_queryset(groups(rows, self.order()), page_size)
        self.number, page = found[0].rows, found[1]
        page.object_list = filled(page.object_list, rows)
        return found[0], page, page.object_list, found[3]

    def order(self) -> list:
        """As a head was clicked; else the longest overdue first and what is finished last."""
        field = SORTED_BY.get(self.sorting.key)
        if field is None:
            return ["finished", F("due_on").asc(nulls_last=True)]
        by = F(field)
        return [by.desc(nulls_last=True) if self.sorting.backwards else by.asc(nulls_last=True)]

    def count_text(self, count: int, *, filtered: bool) -> str:
        """Rows, not groups: the number an office reports."""
        return super().count_text(self.number, filtered=filtered)

    def get_context_data(self, **context) -> dict:
        context, user = super().get_context_data(**context), self.request.user
        today = today_of(user)
        return (
            context
            | {
                "agreed": [(each, group_chip(each, today)) for each in context["page_obj"]],
                "may_mark": user.has_perm(RIGHT),
                "mark_url": f"{reverse('outreach:follow-up-change')}{_query(self.request)}",
                "mark": MarkForm(user=user, initial={"done_on": today}),
                "ticked": frozenset(),
                "ticked_groups": frozenset(),
            }
            | self.entries()
        )

    def entries(self) -> dict:
        """What was ticked and typed, when it could not be done."""
        return {}


class FollowUpChange(FollowUpList):
    """Marks what is ticked as done, or (`tindakan=buka`) as open again; then back to the list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        self.mark = MarkForm(request.POST, user=request.user)
        if self.mark.is_valid() and self.perform():
            return redirect(f"{reverse('outreach:follow-up-list')}{_query(request)}")
        return self.get(request, *args, **kwargs)

    def entries(self) -> dict:
        return {
            "mark": self.mark,
            "ticked": _numbers(self.request, "pk"),
            "ticked_groups": _numbers(self.request, "kelompok"),
        }

    def perform(self) -> bool:
        """Whether it could be done; what could not stands at its field."""
        rows, opens = self.chosen(), self.request.POST.get("tindakan") == "buka"
        try:
            if not rows:
                raise ValidationError(
                    "Pilih dahulu tindak lanjut yang dimaksud, satu atau beberapa."
                )
            count = self.reopen(rows) if opens else self.complete(rows)
        except ValidationError as refused:
            put_errors(self.mark, refused)
            return False
        words = "dibuka lagi" if opens else "ditandai selesai"
        messages.success(self.request, f"{angka(count)} tindak lanjut {words}.")
        return True

    def chosen(self) -> list[FollowUp]:
        """What is ticked, one by one or by group; only what this person sees and the list shows."""
        base = self.rows()
        shown = self.make_filterset(base).qs
        ticked = base.filter(pk__in=_numbers(self.request, "pk"))
        together = same_as(shown, _numbers(self.request, "kelompok"))
        return list({row.pk: row for row in (*ticked, *together)}.values())

    def complete(self, rows: list[FollowUp]) -> int:
        done_on = self.mark.cleaned_data["done_on"]
        if done_on is None:
            raise ValidationError({"done_on": "Isi tanggal selesainya."})
        return actions.complete_follow_ups(
            follow_ups=rows, done_on=done_on, note=self.mark.cleaned_data["note"], **self.doer()
        )

    def reopen(self, rows: list[FollowUp]) -> int:
        note = self.mark.cleaned_data["note"]
        return actions.reopen_follow_ups(follow_ups=rows, note=note, **self.doer())

    def doer(self) -> dict:
        return {"by": self.request.user, "at": timezone.now()}


def state_of(row: FollowUp, today: date) -> Chip:
    if row.done_on:
        return DONE
    return LATE if row.due_on and row.due_on < today else OPEN


def group_chip(agreed: Agreed, today: date) -> Chip:
    if not agreed.open:
        return DONE
    return LATE if agreed.is_overdue(today) else OPEN


def _numbers(request: HttpRequest, name: str) -> frozenset[int]:
    return frozenset(int(text) for text in request.POST.getlist(name) if text.isdecimal())


def _query(request: HttpRequest) -> str:
    """The list's address as it was: filters, order and page."""
    query = request.GET.urlencode()
    return f"?{query}" if query else ""
