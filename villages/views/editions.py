"""Editions of the Kemendagri codes: which are loaded, what another changes, and successors."""

from __future__ import annotations

import hashlib
import json
from difflib import SequenceMatcher

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import ChangePage, Column, ListPage, Todo
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.forms import ConfirmForm
from dbi_portal.lib.pages.head import HeadMixin
from villages.actions.editions import apply_edition, name_successors
from villages.changes import telling
from villages.changes.reading import Change, Direction, as_recorded, change
from villages.editions import EDITIONS, BrokenEdition, EditionSource
from villages.forms.editions import SuccessorForm
from villages.forms.filters import RegionFilter
from villages.models import Region, RegionEdition

SEEN = "dilihat"  # hidden: the change the page showed
SHOWN = 200  # rows of one list on the page; the command prints them all
REGENCY = 5  # letters of a regency's code
MOST_ALIKE = 5
WILAYAH = [("Desa Binaan", "villages:list"), ("Wilayah", "villages:region-list")]
EDITIONS_TOO = [*WILAYAH, ("Edisi", "villages:edition-list")]


class EditionList(ListPage):
    """The loaded editions, and those that could be."""

    model = RegionEdition
    permission = "villages.view_regionedition"
    template_name = "villages/editions.html"
    title, noun = "Edisi kode wilayah", "edisi"
    lead = "Kode Kemendagri berganti setiap satu sampai dua setengah tahun."
    parents = WILAYAH
    columns = [
        Column("Edisi", "name", sort="name", note="decree"),
        Column("Berlaku mulai", "effective_on", sort="effective_on", kind="date"),
        Column("Dimuat", "loaded_at", sort="loaded_at", kind="moment"),
        Column("Sumber", "source"),
    ]

    def rows(self):
        """Public reference, like the regions themselves; the door asks for the centre's right."""
        return RegionEdition.objects.all()

    def get_others(self):
        url = reverse("villages:unlinked-list")
        return [self.action("Wilayah tanpa pengganti", url, icon="pin")]

    def get_context_data(self, **context):
        loaded = set(RegionEdition.objects.values_list("code", "digest"))
        open_ones = [each for each in EDITIONS.values() if (each.code, _digest(each)) not in loaded]
        todos = [
            Todo(
                text=f"({source.decree}) belum dimuat.",
                url=reverse("villages:edition-change", args=[source.code]),
                label="Lihat perbedaannya",
                strong=source.name,
                icon="pin",
                state="info",
            )
            for source in open_ones
        ]
        return super().get_context_data(todos=todos, **context)


def _digest(source: EditionSource) -> str:
    """Empty when its files are not there: its own page says so."""
    try:
        return source.digest
    except BrokenEdition:
        return ""


class EditionChange(ScopedMixin, HeadMixin, FormView):
    """What an edition changes, in counts and lists; a button applies it."""

    permission = "villages.change_regionedition"
    template_name = "villages/edition_change.html"
    form_class = ConfirmForm
    parents = EDITIONS_TOO

    def dispatch(self, request, *args, **kwargs):
        self.check_permission()
        self.source = EDITIONS.get(kwargs["code"])
        if self.source is None:
            raise Http404
        self.source = as_recorded(self.source)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_title(self):
        return self.source.name

    def get_context_data(self, **context):
        try:
            found = change(self.source)
        except BrokenEdition as refused:
            return super().get_context_data(refused=str(refused), **context)
        return super().get_context_data(
            meaning=telling.meaning(found),
            applicable=found.direction != Direction.LOADED,
            parts=_parts(telling.lists(found)),
            hanging=found.hanging(),
            seen=_digest_of(found),
            cancel_url=reverse("villages:edition-list"),
            **context,
        )

    def form_valid(self, form):
        """Applied only as it was shown: what another edition changed meanwhile is shown first."""
        try:
            if self.request.POST.get(SEEN) != _digest_of(change(self.source)):
                return self.form_invalid(form)
            found = apply_edition(source=self.source, by=self.request.user)
        except BrokenEdition:
            return self.form_invalid(form)
        told = telling.counts(found)
        messages.success(
            self.request,
            f"{self.source.name} diterapkan: {angka(told['appears'])} wilayah muncul, "
            f"{angka(told['retires'])} tidak berlaku lagi.",
        )
        return redirect("villages:edition-list")


def _digest_of(found: Change) -> str:
    told = json.dumps([str(found.direction), telling.lists(found)])
    return hashlib.sha256(told.encode()).hexdigest()


def _parts(lists: dict[str, list[dict]]) -> list[dict]:
    """Each list with its name, its number and the first rows of it."""
    return [
        {
            "id": name,
            "title": telling.LISTS[name],
            "count": len(rows),
            "rows": [(row["code"], telling.line(row)) for row in rows[:SHOWN]],
            "more": max(len(rows) - SHOWN, 0),
        }
        for name, rows in lists.items()
        if rows
    ]


class UnlinkedList(ListPage):
    """Retired regions that nobody is known to succeed."""

    model = Region
    permission = "villages.view_regionedition"
    title, noun = "Wilayah tanpa pengganti", "wilayah"
    parents = EDITIONS_TOO
    filterset_class = RegionFilter
    default_sort = "kode"
    empty_title = "Semua wilayah lama punya pengganti"
    empty_text = "Kode yang hilang tanpa pengganti yang jelas akan tampil di sini."
    columns = [
        Column("Nama", "name", sort="name", note="path"),
        Column("Jenis", "get_kind_display", sort="kind"),
        Column("Kode", "code", sort="code"),
        Column("Tidak berlaku sejak", "retired_on", sort="retired_on", kind="date"),
    ]

    def refine(self, regions):
        return regions.filter(retired_on__isnull=False, successions__isnull=True)

    def row_url(self, row):
        return reverse("villages:successors", args=[row.code])


class Successors(ChangePage):
    """Who succeeds a retired region, said by a person."""

    model = Region
    permission = "villages.change_regionedition"
    form_class = SuccessorForm
    parents = [*EDITIONS_TOO, ("Wilayah tanpa pengganti", "villages:unlinked-list")]
    submit_label = "Simpan pengganti"
    success_message = "Pengganti {row} tersimpan."
    slug_field, slug_url_kwarg = "code", "code"

    def refine(self, regions):
        return regions.filter(retired_on__isnull=False)

    def get_title(self):
        return f"Pengganti {self.object.name} ({self.object.code})"

    def get_initial(self):
        successors = self.object.successions.values_list("successor_id", flat=True)
        return {"successors": list(successors)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"level": self.object.level, "alike": alike(self.object)}

    def get_cancel_url(self):
        return reverse("villages:unlinked-list")

    get_success_url = get_cancel_url

    def perform(self, form):
        wanted = form.cleaned_data["successors"]
        return name_successors(region=self.object, successors=wanted, by=self.request.user)


def alike(region: Region) -> list[Region]:
    """Regions in force of the same regency whose names are most like this one's, nearest first."""
    near = Region.objects.current().filter(
        level=region.level, code__startswith=region.code[:REGENCY]
    )
    likeness = {each: SequenceMatcher(None, region.key, each.key).ratio() for each in near}
    return sorted(likeness, key=likeness.__getitem__, reverse=True)[:MOST_ALIKE]
