"""A figure by hand: enter one, correct it with a reason, or take it back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.numbers import angka
from dbi_portal.lib.pages import ChangePage, ConfirmPage, CreatePage, Crumb
from reports.actions import statistics as actions
from reports.closing import correction_note
from reports.forms.statistics import CorrectionForm, StatisticForm, WithdrawalForm
from reports.models import PassportStatistic
from reports.views.statistics import CHANGE, StatisticPage, described

KEY_FIELDS = (
    "office", "outcome", "count", "purpose", "home_region", "service_point", "service",
    "book_type", "destination", "sex", "reason", "source",
)  # fmt: skip


class SaysClosed:
    """A change of a month whose report was sent is a correction; whoever makes it is told."""

    def get_success_message(self):
        said = super().get_success_message()
        return " ".join(filter(None, [said, _closed_note(self.object)]))


def _closed_note(row: PassportStatistic) -> str:
    return correction_note(row.office, row.period_end)


class StatisticCreate(SaysClosed, StatisticPage, CreatePage):
    permission = "reports.add_passportstatistic"
    title = "Catat angka"
    form_class = StatisticForm
    submit_label = "Simpan angka"
    success_message = "Angka tersimpan."
    template_name = "reports/statistics/create.html"
    existing: PassportStatistic | None = None

    def perform(self, form):
        data = form.cleaned_data
        try:
            return actions.record_statistic(
                period=data["period"],
                by=self.request.user,
                at=timezone.now(),
                **{name: data[name] for name in KEY_FIELDS},
            )
        except actions.AlreadyThere as refused:
            self.existing = refused.figure
            field = "month" if data["month"] else "start"
            raise ValidationError({field: actions.ALREADY_THERE}) from refused

    def get_context_data(self, **context):
        return super().get_context_data(existing=self.offered(), **context)

    def offered(self) -> dict:
        """What is there already, and the correction of it with the count that was typed."""
        found = self.existing
        if found is None:
            return {}
        count = self.request.POST.get("count", "")
        if count == angka(found.count) or count == str(found.count):
            url, label = found.get_absolute_url(), "Buka angka itu"
        else:
            url = reverse("reports:statistic-correct", args=[found.pk])
            url, label = f"{url}?{urlencode({'count': count})}", f"Koreksi menjadi {count}"
        may = self.request.user.has_perm(CHANGE)
        return {
            "text": described(found),
            "url": url if may else found.get_absolute_url(),
            "label": label if may else "Buka angka itu",
        }


class OneStatistic(SaysClosed, StatisticPage):
    """A page beneath a figure: the way back leads to it."""

    @property
    def lead(self):
        return _closed_note(self.object)

    def get_parents(self):
        row = self.object
        here = Crumb(f"{angka(row.count)} {row.unit}", row.get_absolute_url())
        return [*super().get_parents(), here]


class StatisticCorrect(OneStatistic, ChangePage):
    permission = CHANGE
    title = "Koreksi angka"
    template_name = "reports/statistics/correct.html"
    form_class = CorrectionForm
    submit_label = "Simpan koreksi"
    success_message = "Koreksi tersimpan. Angka lama tetap dapat dilihat."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"statistic": self.object}

    def get_initial(self):
        return {"count": self.request.GET.get("count") or self.object.count}

    def perform(self, form):
        data = form.cleaned_data
        return actions.correct_statistic(
            statistic=self.object,
            count=data["count"],
            reason=data["correction_reason"],
            source=data["source"],
            by=self.request.user,
            at=timezone.now(),
        )

    def get_context_data(self, **context):
        return super().get_context_data(described=described(self.object), **context)


class StatisticWithdraw(OneStatistic, ConfirmPage):
    permission = CHANGE
    title = "Tarik angka"
    form_class = WithdrawalForm
    consequence = (
        "Angka tidak lagi dihitung di dasbor dan laporan berikutnya. Riwayatnya tetap tersimpan, "
        "dan angka baru dapat dicatat sebagai gantinya."
    )
    submit_label = "Tarik angka"
    success_message = "Angka ditarik."

    @property
    def question(self) -> str:
        return f"Tarik {described(self.object)}?"

    def perform(self, form):
        return actions.withdraw_statistic(
            statistic=self.object,
            reason=form.cleaned_data["correction_reason"],
            by=self.request.user,
            at=timezone.now(),
        )
