""" "Perlu ditata": what is out of order between villages and officers, each line a click away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import Action, HeadMixin, Todo
from dbi_portal.lib.pages.access import ScopedMixin
from dbi_portal.lib.pages.address import changed
from dbi_portal.lib.pages.exports import CHUNK, TYPES, table_response
from officers.models import Office, User
from officers.seen import kept_for
from villages.figures import gaps

MOST = 25  # lines of one kind; the rest is counted


@dataclass(frozen=True)
class Group:
    """One kind of gap: how many there are, and the first of them as lines."""

    id: str
    title: str
    count: int
    todos: list[Todo]

    @property
    def more(self) -> int:
        return self.count - len(self.todos)


class Gaps(ScopedMixin, HeadMixin, TemplateView):
    permission = "villages.view_assignment"
    template_name = "villages/gaps.html"
    title = "Perlu ditata"
    lead = "Desa tanpa petugas, petugas tanpa desa, dan masa tugas yang segera berakhir."

    def get(self, request, *args, **kwargs):
        self.check_permission()
        if request.GET.get("unduh") in TYPES:
            return self.download(request.GET["unduh"])
        return super().get(request, *args, **kwargs)

    def download(self, kind: str) -> HttpResponse:
        """Every line of every kind, not only the first of them."""
        user, today = self.request.user, timezone.localdate()
        chosen, ids = self.asked_offices()
        return table_response(
            kind,
            title=self.title,
            note=f"{chosen or 'Semua kantor yang dapat Anda lihat'}, {long_date(today)}.",
            headers=["Yang perlu ditata", "Nama", "Keterangan"],
            rows=_lines(user, ids, today=today),
        )

    def get_others(self) -> list[Action]:
        query = self.request.GET
        return [
            Action(f"Unduh ({kind.upper()})", changed(query, unduh=kind), icon="download")
            for kind in TYPES
        ]

    def get_context_data(self, **context) -> dict:
        """The content is kept until the data change: it looks at every village and officer."""
        asked, today = self.request.GET.get("kantor", ""), timezone.localdate()
        content = kept_for(self.request.user, ("gaps", asked, today), lambda: self.drawn(today))
        return super().get_context_data(content=content, **context)

    def drawn(self, today: date) -> str:
        chosen, ids = self.asked_offices()
        groups = [group for group in groups_for(self.request.user, ids, today=today) if group.count]
        offered = Office.objects.visible_to(self.request.user).reporting().order_by("short_name")
        shown = {"groups": groups, "offices": offered, "chosen": chosen}
        return render_to_string("villages/gaps_content.html", shown)

    def asked_offices(self) -> tuple[Office | None, list[int]]:
        """The office asked for, if any, and the ids of those to look at."""
        offices = Office.objects.visible_to(self.request.user)
        chosen = self.chosen(offices)
        return chosen, [chosen.pk] if chosen else list(offices.values_list("pk", flat=True))

    def chosen(self, offices: QuerySet) -> Office | None:
        asked = self.request.GET.get("kantor", "")
        return offices.filter(pk=asked).first() if asked.isdigit() else None


def groups_for(user: User, offices: list[int], *, today: date) -> Iterator[Group]:
    """Every kind of gap in these offices, the worst first; one of none has count 0."""
    for id, title, rows, line in _kinds(offices, today=today):
        todos = [line(user, row, today) for row in rows[:MOST]]
        count = rows.count() if len(todos) == MOST else len(todos)
        yield Group(id, title, count, todos)


def _lines(user: User, offices: list[int], *, today: date) -> Iterator[tuple[str, str, str]]:
    for _, title, rows, line in _kinds(offices, today=today):
        for row in rows.iterator(chunk_size=CHUNK):
            todo = line(user, row, today)
            yield title, todo.strong, todo.text


def _kinds(offices: list[int], *, today: date) -> list[tuple[str, str, QuerySet, Callable]]:
    days = gaps.warning_days(offices, on=today)
    soon = {"today": today, "days": days}
    return [
        ("desa", "Desa tanpa petugas",
         gaps.villages_without_officer(offices, today=today), _village),
        ("tutup", "Petugas di kantor yang ditutup",
         gaps.posts_at_closed_offices(offices, today=today), _post),
        ("pimpinan", "Masa pimpinan segera berakhir", gaps.heads_ending(offices, **soon), _head),
        ("penugasan", "Penugasan segera berakhir", gaps.postings_ending(offices, **soon), _posting),
        ("sk", "SK dan surat tugas segera berakhir", gaps.decrees_ending(offices, **soon), _decree),
        ("petugas", "Petugas tanpa desa",
         gaps.officers_without_village(offices, today=today), _officer),
    ]  # fmt: skip


def _village(user: User, village, today: date) -> Todo:
    since = _since(village.last_end, village.operating_since)
    if village.last_end is None:
        text = (
            f"({village.office}) belum pernah punya petugas{_ago(since, today, 'bertugas sejak')}."
        )
    else:
        text = f"({village.office}) tanpa petugas{_ago(since, today, 'sejak')}."
    assign = partial(
        _act, user, "villages.add_assignment", "Tugaskan", "villages:assignment-create"
    )
    return _todo(village, text, assign(desa=village.pk) or _open(village), "pin")


def _officer(user: User, officer, today: date) -> Todo:
    since = _since(officer.last_end, officer.joined_on)
    text = f"({officer.office}) tidak ditugaskan ke desa mana pun{_ago(since, today, 'sejak')}."
    act = _act(
        user, "villages.add_assignment", "Tugaskan", "villages:assignment-create",
        petugas=officer.pk,
    )  # fmt: skip
    return _todo(officer, text, act or _open(officer), "user", "info")


def _posting(user: User, posting, today: date) -> Todo:
    text = f"di {posting.village} sampai {_until(posting.ends_on, today)}."
    act = _change(user, "villages.change_assignment", "Perpanjang", "assignment-change", posting)
    return _todo(posting.officer, text, act or _open(posting), "calendar")


def _decree(user: User, decree, today: date) -> Todo:
    text = f"({decree.office}) berlaku sampai {_until(decree.ends_on, today)}."
    act = _change(user, "villages.change_decree", "Perpanjang", "decree-change", decree)
    return _todo(decree, text, act or _open(decree), "stamp")


def _head(user: User, head, today: date) -> Todo:
    text = f"{head.get_capacity_display()} {head.office}, sampai {_until(head.ends_on, today)}."
    may = "officers.change_officehead"
    act = _act(user, may, "Catat penerus", "officers:head-create", kantor=head.office_id)
    return _todo(head, text, act or _open(head), "sign")


def _post(user: User, post, today: date) -> Todo:
    text = f"masih tercatat di {post.office}, yang ditutup {long_date(post.office.closed_on)}."
    may = user.has_perm("officers.change_officer")
    url = reverse("villages:officer-transfer", args=[post.officer_id])
    act = ("Pindahkan", url) if may else _open(post.officer)
    return _todo(post.officer, text, act, "building", "bad")


def _since(last_end: date | None, otherwise: date | None) -> date | None:
    """The first day without, as far as it is known."""
    return last_end + timedelta(days=1) if last_end else otherwise


def _ago(since: date | None, today: date, word: str) -> str:
    """ " sejak 1 Maret 2025 (12 hari)"; nothing where the day is not known."""
    if since is None:
        return ""
    days = (today - since).days
    return f" {word} {long_date(since)}" + (f" ({angka(days)} hari)" if days > 0 else "")


def _until(day: date, today: date) -> str:
    days = (day - today).days
    return f"{long_date(day)}, {'hari ini' if days == 0 else f'{angka(days)} hari lagi'}"


def _act(user: User, right: str, label: str, name: str, **query) -> tuple[str, str] | None:
    return (label, f"{reverse(name)}?{urlencode(query)}") if user.has_perm(right) else None


def _change(user: User, right: str, label: str, name: str, row) -> tuple[str, str] | None:
    return (label, reverse(f"villages:{name}", args=[row.pk])) if user.has_perm(right) else None


def _open(row) -> tuple[str, str]:
    return "Lihat", row.get_absolute_url()


def _todo(strong, text: str, act: tuple[str, str], icon: str, state: str = "warn") -> Todo:
    label, url = act
    return Todo(text=text, strong=str(strong), url=url, label=label, icon=icon, state=state)
