"""What comes next for a report, as the reader may do it: one main button, the others beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from dbi_portal.lib.pages import Action
from officers.models import User
from reports import workflow
from reports.models import MonthlyReport, ReportRevision
from reports.views.report_steps import SEEN
from reports.workflow import Verb

ADDRESSES = {verb: f"reports:step-{verb.name.lower().replace('_', '-')}" for verb in Verb}
AT_ONCE = {Verb.CHECK, Verb.SEND, Verb.RECEIVE}
# What leads on is the main button; where nothing does, nothing is.
LEADING = (Verb.CHECK, Verb.SIGN, Verb.SEND, Verb.RECEIVE)
LABELS = {
    Verb.CHECK: ("Tandai sudah diperiksa", "check"),
    Verb.UNCHECK: ("Batalkan pemeriksaan", "back"),
    Verb.SIGN: ("Tanda tangani", "sign"),
    Verb.UNSIGN: ("Tarik tanda tangan", "back"),
    Verb.SEND: ("Kirim", "send"),
    Verb.RECALL: ("Tarik kembali", "back"),
    Verb.RECEIVE: ("Terima", "check"),
    Verb.RETURN: ("Kembalikan", "returned"),
    Verb.ASK_REVISION: ("Minta revisi", "returned"),
}
Status = MonthlyReport.Status
WAITS_FOR = {
    Status.DRAFT: "Menunggu diperiksa di kantornya.",
    Status.CHECKED: "Menunggu tanda tangan kepala kantor.",
    Status.SIGNED: "Ditandatangani; menunggu dikirim.",
    Status.SENT: "Terkirim; menunggu diterima {above}.",
    Status.RECEIVED: "Sudah diterima. Tidak ada langkah lagi.",
    Status.RETURNED: "Dikembalikan; revisi {number} sedang dikerjakan di kantornya.",
}
MEANS = {
    Verb.CHECK: "Baca laporannya, lalu tandai bila isinya benar.",
    Verb.SIGN: "Tanda tangan membekukan revisi ini.",
    Verb.SEND: "Sesudah dikirim, bulan ini tertutup: perubahan menjadi koreksi.",
    Verb.RECEIVE: "Terima bila lengkap dan benar; bila tidak, kembalikan dengan catatan.",
}


@dataclass(frozen=True)
class Next:
    """`stuck` says why nobody can check or sign it now."""

    sentence: str
    main: Action | None = None
    others: list[Action] = field(default_factory=list)
    stuck: str = ""


def next_of(report: MonthlyReport, revision: ReportRevision | None, user: User) -> Next:
    """The reader's next step; `revision` is the one that speaks for the report now."""
    stuck = workflow.obstacle(report, revision) if workflow.drafted_anew(report) else ""
    verbs = [Verb(verb) for verb in workflow.verbs(report, user)]
    if stuck:
        verbs = [verb for verb in verbs if verb not in (Verb.CHECK, Verb.SIGN)]
    lead = next((verb for verb in LEADING if verb in verbs), None)
    return Next(
        sentence=MEANS[lead] if lead else _waiting(report),
        main=_action(report, revision, lead) if lead else None,
        others=[_action(report, revision, verb) for verb in verbs if verb != lead],
        stuck=stuck,
    )


def _waiting(report: MonthlyReport) -> str:
    above = workflow.recipient_of(report)
    if report.status == Status.SIGNED and above is None:
        return "Ditandatangani. Tidak ada kantor di atasnya."
    return WAITS_FOR[report.status].format(
        above=above.short_name if above else "", number=report.revision_number
    )


def _action(report: MonthlyReport, revision: ReportRevision | None, verb: Verb) -> Action:
    label, icon = LABELS[verb]
    if verb == Verb.SEND:
        label = f"Kirim ke {_above(report)}"
    url = reverse(ADDRESSES[verb], args=[report.pk])
    if verb == Verb.CHECK and revision:
        url = f"{url}?{SEEN}={revision.digest}"
    return Action(label, url, icon=icon, post=verb in AT_ONCE)


def _above(report: MonthlyReport) -> str:
    above = workflow.recipient_of(report)
    if above is None:
        return "kantor atasan"
    return "Kanwil" if above.kind == above.Kind.KANWIL else above.short_name
