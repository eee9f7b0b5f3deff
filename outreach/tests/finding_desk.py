"""An office with who sends findings and who verifies them, and what a browser sends, for tests."""

from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.days import in_zone
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions import findings as actions
from outreach.models import Finding

NOW = datetime(2025, 12, 1, 3, tzinfo=UTC)  # a Monday, 10.00 WIB

SECRET = "Rumah kontrakan bercat hijau di ujung gang."
LIST, CREATE = reverse("outreach:finding-list"), reverse("outreach:finding-create")


def step_url(finding, step):
    return reverse(f"outreach:finding-{step}", args=[finding.pk])


def entries(**changed):
    """Of the quick form: four are enough."""
    return {"kind": "tppo", "seen_on": today().isoformat(), "account": SECRET} | changed


def today():
    return in_zone(timezone.now(), "Asia/Jakarta").date()


def draft(office, **facts):
    """Filled in, not stored."""
    told = {
        "kind": Finding.Kind.FOREIGNER,
        "seen_on": date(2025, 11, 30),
        "account": "Lima orang menunggu di penampungan.",
    }
    return Finding(office=office, **(told | facts))


class Desk:
    """A PIMPASA who sends and a verifier; each method takes one step, at NOW unless told."""

    def __init__(self, office=None, *, verifier=True):
        self.office = office or OfficeFactory()
        self.officer = UserFactory(role=Role.PIMPASA, office=self.office)
        self.verifier = verifier and UserFactory(role=Role.VERIFIER, office=self.office)

    def sent(self, at=NOW, by=None, **facts):
        finding = draft(self.office, **facts)
        return actions.submit_finding(finding=finding, by=by or self.officer, at=at)

    def verify(self, finding, note="", at=NOW):
        return self._take(actions.verify_finding, finding, note, at)

    def give_back(self, finding, note, at=NOW):
        return self._take(actions.return_finding, finding, note, at)

    def reject(self, finding, note, at=NOW):
        return self._take(actions.reject_finding, finding, note, at)

    def take(self, finding, note, at=NOW):
        return self._take(actions.take_in_hand, finding, note, at)

    def close(self, finding, note, at=NOW):
        return self._take(actions.close_finding, finding, note, at)

    def reopen(self, finding, note, at=NOW):
        return self._take(actions.reopen_finding, finding, note, at)

    def verified(self, at=NOW, **facts):
        return self.verify(self.sent(at, **facts), at=at)

    def in_hand(self, at=NOW, **facts):
        return self.take(self.verified(at, **facts), "Dirujuk ke Polres.", at=at)

    def closed(self, at=NOW, **facts):
        return self.close(self.in_hand(at, **facts), "Keberangkatan dicegah.", at=at)

    def _take(self, act, finding, note, at):
        return act(finding=finding, note=note, by=self.verifier, at=at)
