"""Mutu data: what is odd, and what somebody said about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages.exports import table_response
from dbi_portal.lib.pages.parts import Todo
from officers.models import Office
from officers.seen import kept_for
from reports.actions.verdicts import judge_data
from reports.dashboards.analysis import analysis_links
from reports.dashboards.quality import line_name, lines, mend_url, rule_links
from reports.dashboards.quality_asked import QualityAsked
from reports.dashboards.said import by_office_only
from reports.dashboards.view import View
from reports.figures.quality import quality_words
from reports.models import DataVerdict
from reports.views.analysis import AnalysisList

Verdict = DataVerdict.Verdict
JUDGE = "reports.judge_data"
BUTTONS = [
    (Verdict.RIGHT, "Benar", False),
    (Verdict.TO_MEND, "Perbaiki", True),
    (Verdict.IGNORED, "Abaikan", False),
]
TOKEN = "token-pembaca-ini"  # noqa: S105 - stands for the reader's own, which is never kept
AT_ONCE = 50
HEADERS = ("Aturan", "Kantor", "Bulan", "Apa", "Dibandingkan dengan", "Jawaban", "Oleh", "Alasan")


class DataQuality(AnalysisList):
    """GET: the filters of every analysis page, aturan=, keadaan=dijawab, hal."""

    asked_class = QualityAsked
    template_name = "reports/quality/page.html"
    title = "Mutu data"
    lead = "Angka yang tampak ganjil: portal bertanya, kantor menjawab. Tidak ada yang diubah."

    @cached_property
    def number(self) -> int:
        text = self.request.GET.get("hal", "")
        return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1

    def get_context_data(self, **context) -> dict:
        asked, opened = self.asked, self.request.GET.get("buka", "")
        words = asked.rule, asked.answered, self.number, opened
        name = ("data quality", asked.head.pk, asked.view, *words, asked.today)
        content = kept_for(asked.user, name, lambda: self.drawn(opened))
        content = content.replace(TOKEN, get_token(self.request))
        return super().get_context_data(
            analysis=analysis_links(asked.view, here="reports:data-quality"),
            content=mark_safe(content),  # noqa: S308 - drawn by our template
            **context,
        )

    def drawn(self, opened: str) -> str:
        """Everything beneath the page's head; where a form's token belongs stands TOKEN.

        `opened`: the line whose answer was refused.
        """
        asked, begin = self.asked, (self.number - 1) * AT_ONCE
        context = {
            "bar": self.bar_with([("aturan", asked.rule)] if asked.rule else []),
            "deaf": list(deaf_words(asked.view)),
            "rules": rule_links(asked),
            "chosen": next((each for each in rule_links(asked) if each.here and asked.rule), None),
            "lines": lines(asked, asked.waiting[begin : begin + AT_ONCE]),
            "waiting": f"{angka(len(asked.waiting))} menunggu jawaban",
            "settled": lines(asked, asked.settled[:AT_ONCE]),
            "settled_count": angka(len(asked.settled)),
            "answered": asked.answered,
            "months": asked.months.label,
            "may": asked.user.has_perm(JUDGE),
            "verdicts": BUTTONS,
            "opened": opened,
            "kept": self.kept_words(),
            "pages": self.pages(),
            "settings_url": reverse("officers:settings"),
            "csrf_token": TOKEN,
        }
        return render_to_string("reports/quality/content.html", context)

    def kept_words(self) -> list[tuple[str, str]]:
        """What the answer's form sends along, so that it finds the line and leads back here."""
        own = {"aturan": self.asked.rule, "bulan": str(self.asked.scope.month)}
        return [(name, word) for name, word in (self.asked.view.words | own).items() if word]

    def pages(self) -> dict[str, str]:
        number, last = self.number, -(-len(self.asked.waiting) // AT_ONCE)
        return {
            "before": f"?{self.asked.query(hal=number - 1)}" if number > 1 else "",
            "after": f"?{self.asked.query(hal=number + 1)}" if number < last else "",
        }

    def download(self, kind: str) -> HttpResponse:
        note = f"{self.asked.head}. {self.asked.months.label}."
        return table_response(kind, title=self.title, note=note, headers=HEADERS, rows=self.rows())

    def rows(self) -> Iterator[list]:
        for found, line in zip(
            self.asked.of_rule, lines(self.asked, self.asked.of_rule), strict=True
        ):
            yield [
                line.rule.label, line.office.short_name, found.months.label, line.text,
                line.beside, *answer_cells(self.asked.verdict(found)),
            ]  # fmt: skip


def deaf_words(view: View) -> Iterator[str]:
    """Filters of the address that the rules do not obey: they judge whole offices, as of now."""
    if words := by_office_only(view):
        yield words
    if view.known:
        yield "Mutu data selalu menurut data terkini; “per tanggal” tidak berlaku di sini."


def answer_cells(verdict: DataVerdict | None) -> list[str]:
    """What was said, by whom and why; empty cells where nobody has answered."""
    if verdict is None:
        return ["", "", ""]
    return [verdict.get_verdict_display(), str(verdict.by or "portal"), verdict.note]


def waiting_line(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, as one line another page fetches; empty when nothing does."""
    if not request.user.has_perm(DataQuality.permission):
        raise PermissionDenied
    asked = QualityAsked.of(request.user, View.of(request.GET), {}, today=timezone.localdate())
    words = quality_words(asked.counts)
    if not words:
        return HttpResponse()
    todo = Todo(
        text=f"pada {asked.months.label} tampak ganjil: {words}.",
        url=f"{reverse('reports:data-quality')}?{asked.query()}",
        label="Jawab" if request.user.has_perm(JUDGE) else "Lihat",
        strong=f"{angka(sum(asked.counts.values()))} data",
        icon="sheet",
    )
    return render(request, "components/todo.html", {"items": [todo]})


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """POST: kantor_angka (a code), kunci, putusan, alasan, and the filters of the page."""
    if not request.user.has_perm(JUDGE):
        raise PermissionDenied
    today = timezone.localdate()
    asked = QualityAsked.of(request.user, View.of(request.POST), request.POST, today=today)
    back = f"{reverse('reports:data-quality')}?{asked.query()}"
    if not (code := request.POST.get("kantor_angka", "")):
        return redirect(back)
    office = get_object_or_404(Office.objects.visible_to(request.user), code=code)
    found = asked.find(office.pk, request.POST.get("kunci", ""))
    if found is None:
        messages.warning(request, "Angkanya sudah berubah sejak halaman ini dibuka. Lihat lagi.")
        return redirect(back)
    try:
        said = judge_data(
            found=found, office=office, verdict=request.POST.get("putusan", ""),
            note=request.POST.get("alasan", ""), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except ValidationError as refused:
        messages.error(request, f"{found.text}: {' '.join(refused.messages)}")
        return redirect(f"{back}&{urlencode({'buka': line_name(office, found.key)})}")
    if said.verdict == Verdict.TO_MEND:
        messages.success(request, f"Dicatat: akan diperbaiki. {found.text}.")
        return redirect(mend_url(found, office, request.user))
    messages.success(request, f"Dicatat: {said.get_verdict_display().lower()}. {found.text}.")
    return redirect(back)
