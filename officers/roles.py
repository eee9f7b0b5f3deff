"""Who may do what, and in which kind of office. The only file to read for a permission question.

The roles are those of the programme (docs/glossary.md). What a person may do follows the role;
whose rows a person sees follows the office (`officers/scoping.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from officers.models import Office, User


class OfficeKind(models.TextChoices):
    CENTRE = "pusat", "Pusat"
    KANWIL = "kanwil", "Kantor Wilayah"
    KANIM = "kanim", "Kantor Imigrasi"
    RUDENIM = "rudenim", "Rumah Detensi Imigrasi"


class Role(models.TextChoices):
    PIMPASA = "pimpasa", "PIMPASA"
    OPERATOR = "operator", "Operator Kanim"
    VERIFIER = "verifikator", "Verifikator"
    OFFICE_HEAD = "kepala-kantor", "Kepala Kantor"
    SUPERVISOR = "supervisor-kanwil", "Supervisor Kanwil"
    KANWIL_HEAD = "kepala-kanwil", "Kepala Kanwil"
    MONEV = "monev-pusat", "Monev pusat"
    ADMIN = "admin", "Admin"
    VILLAGE_OFFICIAL = "perangkat-desa", "Perangkat desa"


_LOCAL = {OfficeKind.KANIM, OfficeKind.RUDENIM}
OFFICE_KINDS: dict[Role, set[OfficeKind]] = {
    Role.PIMPASA: {OfficeKind.KANIM},
    Role.OPERATOR: _LOCAL,
    Role.VERIFIER: {OfficeKind.KANIM},
    Role.OFFICE_HEAD: _LOCAL,
    Role.SUPERVISOR: {OfficeKind.KANWIL},
    Role.KANWIL_HEAD: {OfficeKind.KANWIL},
    Role.MONEV: {OfficeKind.CENTRE},
    Role.ADMIN: {OfficeKind.CENTRE, OfficeKind.KANWIL, *_LOCAL},
    Role.VILLAGE_OFFICIAL: {OfficeKind.KANIM},
}

# Who leads an office of this kind, and whose rights an acting head (Plt./Plh.) has meanwhile.
HEAD_ROLES: dict[OfficeKind, Role] = {
    OfficeKind.KANWIL: Role.KANWIL_HEAD,
    OfficeKind.KANIM: Role.OFFICE_HEAD,
    OfficeKind.RUDENIM: Role.OFFICE_HEAD,
}

# Who signs or decides for an office. The level above gives these roles, never the office itself.
SIGNING: frozenset[Role] = frozenset(HEAD_ROLES.values())


def _crud(*verbs: str, models: tuple[str, ...]) -> set[str]:
    return {
        f"{label.split('.')[0]}.{verb}_{label.split('.')[1]}" for label in models for verb in verbs
    }


REGISTERS = (
    "officers.office",
    "officers.officer",
    "officers.officehead",
    "officers.setting",
    "villages.region",
    "villages.guidedvillage",
    "villages.assignment",
    "villages.decree",
    "villages.proposal",
    "outreach.session",
    "outreach.consultation",
    "reports.passportstatistic",
    "reports.monthlyreport",
)
# Lists of words: the centre keeps everyone's, an admin adds those of his own office.
WORD_TABLES = (
    "villages.selectionreason",
    "outreach.sessionkind",
    "outreach.topic",
    "outreach.duty",
    "outreach.audiencegroup",
    "outreach.programmetag",
)
REMOVABLE_TABLES = (
    "officers.officealias",
    "officers.officeclass",
    "officers.officesupervision",
    "villages.regionalias",
    "villages.jurisdiction",
)
MASTER_TABLES = (
    *WORD_TABLES,
    *REMOVABLE_TABLES,
    "villages.regionedition",
    "officers.office",
    "outreach.institution",
)

_READ = _crud("view", models=REGISTERS) | {"reports.view_dashboard", "officers.view_history"}
_FIELD = _crud("add", "change", models=("outreach.session", "outreach.consultation")) | {
    "villages.change_regionunits"
}
_REGISTRY = _crud(
    "add",
    "change",
    models=("officers.officer", "villages.guidedvillage", "villages.assignment", "villages.decree"),
) | {"villages.import_villages", "villages.import_officers"}
_FIGURES = _crud("add", "change", models=("reports.passportstatistic",)) | {
    "reports.import_statistics"
}
_PROPOSE = _crud("add", "change", models=("villages.proposal",))
_PLAN = {"outreach.change_target"}
_TIDY = {"outreach.change_venue", "outreach.change_institution"}
_LISTS = {"outreach.import_sessions"}
_REVIEW = {"outreach.approve_session", "outreach.return_session"}
# Findings are a stream for few eyes: who is in the field sends his own, the Verifikator owns them,
# those above read. Operators and admins do not (docs/adr/0039).
_SEND_FINDING = {"outreach.add_finding"}
_READ_FINDINGS = {"outreach.view_finding"}
_OWN_FINDINGS = _READ_FINDINGS | {"outreach.verify_finding", "outreach.handle_finding"}
_BUILD = {"reports.build_monthlyreport"}
# The way of a report: checked and signed in the office, sent, received or returned above it.
_CHECK = {"reports.check_monthlyreport"}
_SIGN = {"reports.sign_monthlyreport"}
_SEND = {"reports.send_monthlyreport", "reports.declare_monthlyreport"}
_RECEIVE = {"reports.receive_monthlyreport"}
_RECIPIENTS = {"reports.change_reportrecipients"}
# Dashboards: kept views are everyone's own; indicators bind those beneath who set them.
_INDICATORS = {"reports.change_indicator"}
_JUDGE = {"reports.judge_data"}
_PLACE = {"villages.place_region"}
_TOKENS = _crud("view", "add", "change", models=("officers.apitoken",))
_ACCOUNTS = _crud("view", "add", "change", models=("officers.user",)) | {"officers.view_auditevent"}
_OWN_OFFICE = _crud("add", "change", models=WORD_TABLES) | {
    "officers.change_officehead",
    "officers.change_setting",
    "officers.change_own_office",
    "officers.merge_officer",
}
# Offices close and words retire; only what hangs on an office or a region may be taken away.
_MASTER = _crud("view", "add", "change", models=MASTER_TABLES) | _crud(
    "delete", models=REMOVABLE_TABLES
)

PERMISSIONS: dict[Role, set[str]] = {
    Role.PIMPASA: _READ | _FIELD | _PLACE | _SEND_FINDING,
    Role.OPERATOR: _READ
    | _FIELD
    | _REGISTRY
    | _PROPOSE
    | _FIGURES
    | _BUILD
    | _PLAN
    | _TIDY
    | _LISTS
    | _SEND
    | _RECIPIENTS
    | _JUDGE
    | _PLACE,
    Role.VERIFIER: _READ
    | _FIELD
    | _REVIEW
    | _BUILD
    | _PLAN
    | _LISTS
    | _CHECK
    | _SEND
    | _JUDGE
    | _SEND_FINDING
    | _OWN_FINDINGS,
    Role.OFFICE_HEAD: _READ
    | _REVIEW
    | _BUILD
    | _PLAN
    | _CHECK
    | _SIGN
    | _SEND
    | _RECIPIENTS
    | _OWN_FINDINGS,
    Role.SUPERVISOR: _READ
    | _REGISTRY
    | _FIGURES
    | _REVIEW
    | _BUILD
    | _PLAN
    | _TIDY
    | _CHECK
    | _SEND
    | _RECEIVE
    | _RECIPIENTS
    | _INDICATORS
    | _JUDGE
    | _PLACE
    | _READ_FINDINGS
    | {"villages.return_proposal", "officers.merge_officer"},
    Role.KANWIL_HEAD: _READ
    | _BUILD
    | _PLAN
    | _CHECK
    | _SIGN
    | _SEND
    | _RECEIVE
    | _RECIPIENTS
    | _INDICATORS
    | _READ_FINDINGS
    | {"villages.approve_guidedvillage", "villages.return_proposal"},
    # At the centre nobody leads the portal's roles: Monev signs off its consolidated report.
    Role.MONEV: _READ
    | _BUILD
    | _CHECK
    | _SIGN
    | _RECEIVE
    | _INDICATORS
    | _JUDGE
    | _READ_FINDINGS
    | {"officers.view_auditevent"},
    Role.ADMIN: _READ
    | _FIELD
    | _REGISTRY
    | _PROPOSE
    | _FIGURES
    | _BUILD
    | _PLAN
    | _TIDY
    | _LISTS
    | _RECIPIENTS
    | _ACCOUNTS
    | _TOKENS
    | _JUDGE
    | _PLACE
    | _OWN_OFFICE,
    Role.VILLAGE_OFFICIAL: _crud("view", models=("villages.guidedvillage", "outreach.session"))
    | _SEND_FINDING,
}

# Master data is the same for every office, so only the centre may change it.
AT_THE_CENTRE: set[str] = _MASTER


def permissions(role: str, kind: str | None) -> frozenset[str]:
    """Everything this role may do in an office of this kind; nothing when the two clash."""
    if not role or kind not in OFFICE_KINDS.get(Role(role), ()):
        return frozenset()
    at_the_centre = AT_THE_CENTRE if kind == OfficeKind.CENTRE else set()
    return frozenset(PERMISSIONS[Role(role)] | at_the_centre)


def may_grant(admin: User, role: str, office: Office | None) -> bool:
    """Whether `admin` may give somebody this role in this office.

    The centre's admin gives every role everywhere. A Kanwil's or an office's admin gives roles in
    the offices he sees, but in his own none that signs or decides (`SIGNING`): a Kanim's head is
    named by its Kanwil, a Kanwil's head by the centre. Who may not give a role may not touch an
    account that has it either (`officers/actions/accounts.py`): changing its e-mail would be
    taking it over. docs/adr/0013.
    """
    if not admin.has_perm("officers.change_user"):
        return False
    if not role or office is None:
        return not role and office is None and admin.sees_all_offices
    if office.kind not in OFFICE_KINDS[Role(role)]:
        return False
    if admin.sees_all_offices:
        return True
    if office.pk == admin.office_id:
        return role not in SIGNING
    return office.pk in admin.visible_office_ids
