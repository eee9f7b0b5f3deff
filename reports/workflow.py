"""The life of a report: which step follows which, and who may take it. docs/adr/0022.

    disusun → diperiksa → ditandatangani → dikirim → diterima
                                              └────→ dikembalikan → (next revision) → diperiksa

A step needs the status, the right (officers/roles.py) and the place: what happens to a report in
its office is done by somebody of that office, receiving and returning by somebody of the office
above it. An acting head has the head's rights through `User.permissions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officers.models import Job, Office, User
from reports.models import MonthlyReport, ReportRevision

Status = MonthlyReport.Status


class Verb(StrEnum):
    CHECK = "periksa"
    UNCHECK = "batal-periksa"
    SIGN = "tanda-tangani"
    UNSIGN = "tarik-tanda-tangan"
    SEND = "kirim"
    RECALL = "tarik"
    RECEIVE = "terima"
    RETURN = "kembalikan"
    ASK_REVISION = "minta-revisi"


@dataclass(frozen=True)
class Rule:
    """`above`: done by the office the report goes to, not by the report's own."""

    since: frozenset[str]
    permission: str
    above: bool = False


def _rule(permission: str, *since: str, above: bool = False) -> Rule:
    return Rule(frozenset(since), f"reports.{permission}_monthlyreport", above)


RULES: dict[Verb, Rule] = {
    Verb.CHECK: _rule("check", Status.DRAFT, Status.RETURNED),
    Verb.UNCHECK: _rule("check", Status.CHECKED),
    Verb.SIGN: _rule("sign", Status.CHECKED),
    Verb.UNSIGN: _rule("sign", Status.SIGNED),
    Verb.SEND: _rule("send", Status.SIGNED),
    Verb.RECALL: _rule("send", Status.SENT),
    Verb.RECEIVE: _rule("receive", Status.SENT, above=True),
    Verb.RETURN: _rule("receive", Status.SENT, above=True),
    Verb.ASK_REVISION: _rule("receive", Status.RECEIVED, above=True),
}
# Where a draft may be drafted anew; a checked one then waits to be checked again.
OPEN = frozenset({Status.DRAFT, Status.RETURNED, Status.CHECKED})


def possible(report: MonthlyReport, verb: str) -> bool:
    """Whether this step follows the report's status. A report of the centre goes nowhere."""
    rule = RULES[Verb(verb)]
    goes_on = verb != Verb.SEND or report.office.kind != Office.Kind.CENTRE
    return report.status in rule.since and goes_on


def allowed(report: MonthlyReport, verb: str, user: User) -> bool:
    """Whether this person is one of those who take this step, whatever the status is."""
    rule = RULES[Verb(verb)]
    if not user.has_perm(rule.permission):
        return False
    place = recipient_of(report) if rule.above else report.office
    return place is not None and user.office_id == place.pk


def may(report: MonthlyReport, verb: str, user: User) -> bool:
    """Whether `user` may take this step of this report now."""
    return possible(report, verb) and allowed(report, verb, user)


def verbs(report: MonthlyReport, user: User) -> list[str]:
    """The steps `user` may take now, the one that leads on first."""
    return [verb for verb in RULES if may(report, verb, user)]


def drafted_anew(report: MonthlyReport) -> bool:
    """Whether its figures may still be computed anew: nobody has signed this revision."""
    return report.status in OPEN


def may_word(report: MonthlyReport, user: User) -> bool:
    """Whether `user` may write its remark and letter, and choose its photos."""
    rights = (RULES[Verb.CHECK].permission, RULES[Verb.SIGN].permission)
    at_home = user.office_id == report.office_id
    return drafted_anew(report) and at_home and any(map(user.has_perm, rights))


def recipient_of(report: MonthlyReport) -> Office | None:
    """Whom the report goes to: the office above on the last day of its time."""
    return report.office.supervisor_on(report.last_month.last_day)


def obstacle(report: MonthlyReport, revision: ReportRevision | None) -> str:
    """Why nobody can check or sign it now, as a sentence; empty where nothing stands in the way."""
    if report.job and report.job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return "Laporan sedang disusun. Tunggu sampai selesai."
    if revision is None or not revision.pdf:
        return "Laporan belum disusun. Susun dahulu, lalu baca."
    if revision.held:
        figures = ", ".join(each["figure"] for each in revision.held)
        return (
            f"Laporan ditahan karena angkanya tidak cocok: {figures}. "
            "Susun ulang; bila tetap tidak cocok, hubungi admin."
        )
    return ""
