"""What of the calendar one wants to see; what an address does not mean is ignored."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from dbi_portal.lib.months import Month
from dbi_portal.lib.pages import MonthField, UserFormMixin
from dbi_portal.lib.widgets import SearchSelect
from officers.models import Office, Officer
from outreach.models import FollowUp, Session

ME = "saya"
FIRST_YEAR, LAST_YEAR = 2001, 2098


class NearMonthField(MonthField):
    """A month an office can mean: this century's."""

    def to_python(self, value: object) -> Month | None:
        month = super().to_python(value)
        if month and not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise ValidationError(f"Isi bulan antara tahun {FIRST_YEAR} dan {LAST_YEAR}.")
        return month


class OfficerChoice(forms.ChoiceField):
    widget = SearchSelect


class CalendarForm(UserFormMixin, forms.Form):
    """GET: bulan, kantor (code), petugas ("saya" or an officer's number)."""

    bulan = NearMonthField(label="Bulan", required=False)
    kantor = forms.ModelChoiceField(
        label="Kantor",
        queryset=Office.objects.none(),
        to_field_name="code",
        required=False,
        widget=SearchSelect,
        empty_label="Semua kantor",
    )
    petugas = OfficerChoice(label="Petugas", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(self.user).order_by("short_name")
        self.fields["kantor"].queryset = offices
        if len(self.user.visible_office_ids) <= 1 and not self.user.sees_all_offices:
            del self.fields["kantor"]
        self.fields["petugas"].choices = [("", "Semua petugas"), (ME, "Saya"), *self._officers()]

    def _officers(self) -> list[tuple[str, str]]:
        """Those of the one office that is looked at; of many offices there would be thousands."""
        office = self._one_office()
        serving = Officer.objects.own_to(self.user).serving().filter(office=office)
        return [(str(pk), name) for pk, name in serving.values_list("pk", "name")] if office else []

    def _one_office(self) -> Office | None:
        if "kantor" not in self.fields:
            return self.user.office
        code = self.data.get("kantor")
        return self.fields["kantor"].queryset.filter(code=code).first() if code else None

    def asked(self, name: str):
        """A valid entry, or None."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def month(self, today) -> Month:
        return self.asked("bulan") or Month.of(today)

    def office(self) -> Office | None:
        """The office chosen, or the only one this person sees; None: all he sees."""
        return self.asked("kantor") if "kantor" in self.fields else self.user.office

    def sessions(self) -> QuerySet:
        """Standing sessions this person sees, narrowed to what he asked for."""
        sessions = Session.objects.visible_to(self.user).current()
        if office := self.asked("kantor"):
            sessions = sessions.filter(office=office)
        return self._of_officer(sessions, "")

    def follow_ups(self) -> QuerySet:
        rows = FollowUp.objects.visible_to(self.user).current()
        if office := self.asked("kantor"):
            rows = rows.filter(office=office)
        return self._of_officer(rows, "session__")

    def _of_officer(self, rows: QuerySet, path: str) -> QuerySet:
        who = self.asked("petugas")
        if who is None:
            return rows
        if who == ME:
            own = Session.objects.filter(Q(officers__user=self.user) | Q(created_by=self.user))
        else:
            own = Session.objects.filter(officers=who)
        return rows.filter(**{f"{path}pk__in": own.order_by().values("pk")})
