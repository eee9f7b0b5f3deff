"""The one table the access tests walk: every address, whose row it opens, what it asks for.

An address that is missing here fails the test that compares this table with the URL files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps

from dbi_portal.lib.months import Month
from officers.models import ApiToken, ImportRun, Job, Office, OfficeHead, Officer, OfficerPost, User
from outreach.models import (
    Consultation,
    Finding,
    FollowUp,
    Institution,
    Session,
    SessionAttachment,
    SessionPhoto,
    Topic,
    Venue,
)
from reports.models import (
    MonthlyReport,
    PassportStatistic,
    ReportDeclaration,
    ReportDelivery,
    ReportRecipient,
)
from villages.land import digest
from villages.models import (
    Assignment,
    Decree,
    GuidedVillage,
    Jurisdiction,
    Proposal,
    ProposalAnswer,
    ProposalFile,
    VillageStep,
)

OK, FOUND, FORBIDDEN, NOT_FOUND, NOT_ALLOWED = 200, 302, 403, 404, 405
# Everything else sends a stranger to sign in. What is no part of the name fills the address.
PUBLIC = {
    "login": {},
    "healthz": {},
    "password-forgotten": {},
    "password-set": {"uidb64": "MQ", "token": "lama"},
    "reports:check-ask": {},
    "public-villages": {},
    "open-data": {},
    "open-data-catalogue": {},
    "open-data-set": {"slug": "paspor-per-bulan"},
    "open-data-file": {"slug": "paspor-per-bulan", "ending": "csv"},
    "api-docs": {},
    "api-index": {},
    "api:openapi-json": {},
}
# Asked for with a token in the header, by no cookie: dbi_portal/api/tests.
TOKENED = {
    "api:api-root",
    "api:regions",
    "api:region",
    "api:villages",
    "api:village",
    "api:sessions",
    "api:session",
    "api:statistics",
    "api:reports",
    "api:report",
}

# Opened by who holds a secret address (a program) or a paper with its code; without it there is
# nothing to see.
KEYED = {"outreach:feed": {"token": "tebakan"}, "reports:check": {"code": "A7KM-93QT-XH"}}


@dataclass(frozen=True)
class Route:
    """`row` names the office's row in the address; `perm` is what a reader of it must hold.

    `get` and `post` are the right answers to whoever may; a `get` of None is a button's address.
    A reading page may leave `post` empty. `official`: the village official's own village has a
    part in the row. `names_below`: the Kanwil's row names villages of its Kanim, which read it.
    """

    perm: str = ""
    row: Callable[[Office], dict] | None = None
    get: tuple[int, ...] | None = (OK,)
    post: tuple[int, ...] | None = None
    official: bool = False
    names_below: bool = False
    fixed: Mapping | None = None  # the rest of an address that names no row
    personal: bool = False  # one person's own row: to everybody else it does not exist
    restricted: str = ""  # who lacks this right sees none of these rows, his office's or not


def pk_of(rows, **having) -> Callable[[Office], dict]:
    def row(office: Office) -> dict:
        return {"pk": rows.objects.filter(office=office, **having).order_by("pk").first().pk}

    return row


def official(office: Office) -> dict:
    """A village official's account; a Kanwil has none."""
    account = User.objects.filter(office=office, role="perangkat-desa").first()
    return {"pk": account.pk if account else 0}


def finding_step(right: str, **answers) -> Route:
    """Of a finding that waits to be verified; its note is missing."""
    rights = {"restricted": "outreach.view_finding"}
    return Route(f"outreach.{right}_finding", waiting_finding, **(rights | answers))


def own_word(office: Office) -> dict:
    return {"slug": "topik", "pk": Topic.objects.get(office=office).pk}


def own_word_up(office: Office) -> dict:
    return own_word(office) | {"step": "naik"}


def code_of(office: Office) -> dict:
    return {"code": office.code}


def report_pdf(office: Office) -> dict:
    return pk_of(MonthlyReport)(office) | {"kind": "pdf"}


def report_page(office: Office) -> dict:
    report = MonthlyReport.objects.get(office=office)
    return {"pk": report.pk, "digest": report.revision.digest[:8], "number": 1}


def first_revision_pdf(office: Office) -> dict:
    return report_pdf(office) | {"number": 1}


def report_step(verb: str, get: tuple[int, ...] | None = (OK, FOUND, FORBIDDEN)) -> Route:
    """For those of one office alone; where the step does not follow, it leads back."""
    permission = f"reports.{verb}_monthlyreport"
    return Route(permission, pk_of(MonthlyReport), get=get, post=(OK, FOUND, FORBIDDEN))


def draft_form() -> Route:
    """For those who check or sign in the report's own office; both may."""
    either = "reports.check_monthlyreport|reports.sign_monthlyreport"
    answers = (OK, FOUND, FORBIDDEN)
    return Route(either, pk_of(MonthlyReport), get=answers, post=answers)


def history_of(label: str) -> Callable[[Office], dict]:
    rows = pk_of(apps.get_model(label))
    return lambda office: rows(office) | {"label": label}


def minutes_pdf(office: Office) -> dict:
    return pk_of(Session, status="disetujui")(office) | {"code": "notulen", "kind": "pdf"}


def register(perm: str) -> Route:
    """A list."""
    return Route(perm)


def form(perm: str, row=None, **more) -> Route:
    """A page with a form: an empty one comes back with its errors."""
    return Route(perm, row, post=(OK,), **more)


def button(perm: str, row, **more) -> Route:
    """A POST without a page of its own."""
    return Route(perm, row, get=None, post=(FOUND,), **more)


def decree() -> Route:
    return Route("villages.view_decree", pk_of(Decree), official=True, names_below=True)


def month_of(office: Office) -> dict:
    return code_of(office) | {"month": Month(2025, 8)}


def nobodys(office: Office) -> dict:
    """A row that is none of the readers' own."""
    return {"pk": 0}


class Everyones(Mapping):
    """The first row of a table that belongs to no office, looked up when it is asked for."""

    def __init__(self, model) -> None:
        self.model = model

    def __getitem__(self, name: str) -> object:
        return getattr(self.model.objects.order_by("pk").first(), name)

    def __iter__(self) -> Iterator[str]:
        return iter(["pk"])

    def __len__(self) -> int:
        return 1


setting = {"key": "expiry_warning_days"}
# Somebody whose role every admin of the office may give.
colleague = pk_of(User, role__in=["operator", "supervisor-kanwil", "monev-pusat"])


def own_form(perm: str, row) -> Route:
    """A form of the office whose row it is; those above read the row and are refused the form."""
    return Route(perm, row, get=(OK, FORBIDDEN), post=(OK, FORBIDDEN))


def letter_pdf(office: Office) -> dict:
    return letter(office) | {"kind": "pdf"}


def answer_pdf(office: Office) -> dict:
    return {"pk": ProposalAnswer.objects.get(proposal__office=office).pk, "kind": "pdf"}


def delivery(office: Office) -> dict:
    """A letter of the office's own report; the centre's and a Kanwil's may have none."""
    letter = ReportDelivery.objects.filter(office=office).first()
    return pk_of(MonthlyReport)(office) | {"number": letter.pk if letter else 0}


recipient = pk_of(ReportRecipient)
last_step = pk_of(VillageStep, stage="aktif", village__stage="aktif")
letter = pk_of(Proposal, status="dikirim", proposal_villages__decision="menunggu")
draft = pk_of(Proposal, status="konsep")
active = pk_of(GuidedVillage, stage="aktif")
figure = pk_of(PassportStatistic, recorded__upper_inf=True)
waiting = pk_of(ImportRun, state="preview")
approved = pk_of(Session, status="disetujui")
planned = pk_of(Session, status="direncanakan")
attached = pk_of(SessionAttachment, session__status="disetujui")
venue = pk_of(Venue)
waiting_finding = pk_of(Finding, status="diajukan")
FINDINGS = "outreach.view_finding|outreach.add_finding"  # all of one's offices, or one's own
# Whoever may bring in one kind of sheet finds the page; which kinds, the page offers.
SOME_IMPORT = "reports.import_statistics|villages.import_villages|outreach.import_sessions"

ROUTES: dict[str, Route] = {
    "help": Route(),
    "home": Route(get=(OK, FOUND)),  # a village official is led to his village
    "find": Route(),
    # petugas/
    "officers:list": register("officers.view_officer"),
    "officers:create": form("officers.add_officer"),
    "officers:detail": Route("officers.view_officer", pk_of(Officer)),
    "officers:change": form("officers.change_officer", pk_of(Officer)),
    "officers:photo": Route("officers.view_officer", pk_of(Officer)),
    "officers:position": form("officers.change_officer", pk_of(Officer)),
    "officers:return": form("officers.change_officer", pk_of(Officer)),
    "officers:merge": form("officers.merge_officer", pk_of(Officer)),
    "officers:post-change": Route(
        "officers.change_officer", pk_of(OfficerPost), post=(FOUND,)
    ),  # both fields may be left empty
    "officers:head-list": register("officers.view_officehead"),
    "officers:head-create": form("officers.change_officehead"),
    "officers:head-detail": Route("officers.view_officehead", pk_of(OfficeHead)),
    "officers:head-change": form("officers.change_officehead", pk_of(OfficeHead)),
    "officers:head-end": form("officers.change_officehead", pk_of(OfficeHead)),
    "officers:office-heads": Route("officers.view_officehead", code_of),
    "officers:office-list": register("officers.view_office"),
    "officers:office-detail": Route("officers.view_office", code_of),
    "officers:job": Route("", pk_of(Job)),
    "officers:history": Route("officers.view_history", history_of("villages.guidedvillage")),
    # pemberitahuan/
    "officers:notices": register(""),
    "officers:notices-read": button("", None),
    "officers:notice-open": Route("", nobodys, personal=True),
    # akun/, profil/, hak/
    "officers:user-list": register("officers.view_user"),
    "officers:user-create": form("officers.add_user"),
    "officers:user-detail": Route("officers.view_user", colleague),
    "officers:user-change": form("officers.change_user", colleague),
    "officers:user-invite-again": button("officers.change_user", colleague),
    "officers:user-reset": form("officers.change_user", colleague),
    "officers:user-deactivate": Route("officers.change_user", colleague, post=(FOUND,)),
    "officers:user-reactivate": Route("officers.change_user", colleague, post=(FOUND,)),
    "officers:token-list": register("officers.view_apitoken"),
    "officers:token-create": form("officers.add_apitoken"),
    "officers:token-detail": Route("officers.view_apitoken", pk_of(ApiToken)),
    "officers:token-revoke": Route("officers.change_apitoken", pk_of(ApiToken), post=(FOUND,)),
    "officers:profile": Route(),
    "officers:profile-change": form(""),
    "officers:password-change": form(""),
    "officers:rights": Route(),
    "officers:office-create": form("officers.add_office"),
    # An admin keeps his own office; of one beneath him he only reads.
    "officers:office-change": Route("", code_of, get=(OK, 403), post=(OK, FOUND, 403)),
    "officers:office-aliases": Route("officers.change_office", code_of, post=(FOUND,)),
    "officers:office-classify": form("officers.change_office", code_of),
    "officers:office-move": form("officers.change_office", code_of),
    "officers:office-close": Route("officers.change_office", code_of, post=(OK, FOUND)),
    "villages:area-panel": Route("", code_of),
    "villages:area-add": form("villages.add_jurisdiction", code_of),
    "villages:area-end": form("villages.change_jurisdiction", pk_of(Jurisdiction)),
    "officers:words": register("officers.view_setting"),
    "officers:word-list": Route("officers.view_setting", fixed={"slug": "topik"}),
    "officers:word-create": Route("outreach.add_topic", post=(OK,), fixed={"slug": "topik"}),
    # A Kanwil reads the words of its offices and of the centre, and changes its own.
    "officers:word-change": Route(
        "outreach.change_topic", own_word, get=(OK, 403), post=(OK, 403), names_below=True
    ),
    "officers:word-step": Route(
        "outreach.change_topic", own_word_up, get=None, post=(FOUND, 403), names_below=True
    ),
    "officers:settings": register("officers.view_setting"),
    "officers:setting": Route(
        "officers.view_setting", fixed=setting, post=(OK, 403)
    ),  # choosing takes the right to
    "officers:setting-forget": Route(
        "officers.change_setting", get=None, post=(FOUND,), fixed=setting
    ),
    # desa/
    "villages:list": register("villages.view_guidedvillage"),
    "villages:create": form("villages.add_guidedvillage"),
    "villages:village-search": Route(),
    "villages:detail": Route("villages.view_guidedvillage", active, official=True),
    "villages:change": Route(
        "villages.change_guidedvillage", active, post=(FOUND,), official=True
    ),  # reasons and note may be left empty
    "villages:advance": form("villages.change_guidedvillage", active, official=True),
    "villages:place": form("villages.place_region", active, official=True),
    "villages:land": Route(fixed={"digest": digest()}),
    "villages:move": form("villages.change_guidedvillage", active, official=True),
    "villages:assignment-list": register("villages.view_assignment"),
    "villages:assignment-create": form("villages.add_assignment"),
    "villages:assignment-detail": Route("villages.view_assignment", pk_of(Assignment)),
    "villages:assignment-change": form("villages.change_assignment", pk_of(Assignment)),
    "villages:assignment-end": form("villages.change_assignment", pk_of(Assignment)),
    "villages:account-panel": Route("", official),
    "villages:account-villages": Route("officers.change_user", official, post=(OK, FOUND)),
    "villages:village-officers": Route("", active, official=True),
    "villages:gaps": register("villages.view_assignment"),
    "villages:officer-panel": Route("", pk_of(Officer)),
    "villages:officer-transfer": form("officers.change_officer", pk_of(Officer)),
    "villages:officer-leave": form("officers.change_officer", pk_of(Officer)),
    "villages:decree-list": register("villages.view_decree"),
    "villages:decree-create": form("villages.add_decree"),
    "villages:decree-detail": decree(),
    "villages:decree-change": form("villages.change_decree", pk_of(Decree)),
    "villages:decree-scan": decree(),
    "villages:inaugurate": form("villages.change_guidedvillage"),
    "villages:step-correct": form("villages.change_guidedvillage", last_step, official=True),
    "villages:step-undo": form("villages.change_guidedvillage", last_step, official=True),
    "villages:proposal-list": register("villages.view_proposal"),
    "villages:proposal-create": form("villages.add_proposal"),
    "villages:proposal-detail": Route("villages.view_proposal", letter),
    "villages:proposal-change": own_form("villages.change_proposal", draft),
    "villages:proposal-send": own_form("villages.change_proposal", draft),
    "villages:proposal-withdraw": own_form("villages.change_proposal", letter),
    "villages:proposal-answer": form("villages.return_proposal", letter),
    "villages:proposal-attach": own_form("villages.change_proposal", letter),
    "villages:proposal-letter": Route("villages.view_proposal", letter_pdf),
    "villages:proposal-answer-letter": Route("villages.view_proposal", answer_pdf),
    "villages:proposal-file": Route("villages.view_proposal", pk_of(ProposalFile)),
    "villages:proposal-detach": Route(
        "villages.change_proposal",
        pk_of(ProposalFile, proposal__status="konsep"),
        get=None,
        post=(FOUND, FORBIDDEN),
    ),
    "villages:units-list": register("villages.view_region"),
    "villages:units-change": form("villages.change_regionunits", fixed={"code": "99.01.01"}),
    "villages:region-list": register("villages.view_region"),
    "villages:edition-list": register("villages.view_regionedition"),
    # An edition nobody knows: reading a real one takes a second for each of all these readers.
    "villages:edition-change": Route(
        "villages.change_regionedition",
        fixed={"code": "entah"},
        get=(NOT_FOUND,),
        post=(NOT_FOUND,),
    ),
    "villages:unlinked-list": register("villages.view_regionedition"),
    "villages:successors": form("villages.change_regionedition", fixed={"code": "99.01.01.2099"}),
    "villages:region-search": Route(),
    "villages:region-detail": Route("villages.view_region", fixed={"code": "99.01"}),
    # kegiatan/
    "outreach:list": register("outreach.view_session"),
    "outreach:create": form("outreach.add_session"),
    "outreach:detail": Route("outreach.view_session", approved, official=True),
    "outreach:change": form("outreach.change_session", planned),
    "outreach:submit": button("outreach.change_session", planned),
    "outreach:review": button("outreach.approve_session", planned),
    "outreach:cancel": form("outreach.change_session", planned),
    "outreach:hold": button("outreach.change_session", planned),
    "outreach:correct": form("outreach.change_session", approved, official=True),
    "outreach:ask-correction": form("outreach.return_session", approved, official=True),
    "outreach:institution-list": register("outreach.view_consultation"),
    "outreach:institution-create": form("outreach.change_institution"),
    "outreach:institution-search": Route("outreach.view_consultation"),
    "outreach:institution-twins": Route("outreach.change_institution"),
    "outreach:institution-merge": form("outreach.change_institution"),
    "outreach:institution-detail": Route(
        "outreach.view_consultation", fixed=Everyones(Institution)
    ),
    "outreach:institution-change": form(
        "outreach.change_institution", fixed=Everyones(Institution)
    ),
    "outreach:institution-retire": Route(
        "outreach.change_institution", fixed=Everyones(Institution), post=(OK, FOUND)
    ),  # one that other offices name too is left to the level above
    "outreach:attachment": Route("outreach.view_consultation", attached, official=True),
    "outreach:venue-list": register("outreach.view_consultation"),
    "outreach:venue-search": Route("outreach.view_consultation"),
    "outreach:venue-twins": Route("outreach.change_venue"),
    "outreach:venue-merge": form("outreach.change_venue"),
    "outreach:venue-detail": Route("outreach.view_consultation", venue),
    "outreach:venue-change": form("outreach.change_venue", venue),
    "outreach:venue-retire": Route("outreach.change_venue", venue, post=(FOUND,)),
    "outreach:targets": register("outreach.view_consultation"),
    "outreach:targets-save": button("outreach.change_target", month_of),
    "outreach:targets-copy": button("outreach.change_target", month_of),
    "outreach:calendar": register("outreach.view_session"),
    "outreach:feeds": register("outreach.view_session"),
    "outreach:feed-change": button("outreach.view_session", None),
    "outreach:follow-up-list": register("outreach.view_session"),
    "outreach:follow-up-change": Route("outreach.change_session", get=None, post=(OK,)),
    "outreach:follow-up": button(
        "outreach.change_session", pk_of(FollowUp, session__status="disetujui"), official=True
    ),
    "outreach:photo": Route(
        "outreach.view_session", pk_of(SessionPhoto, session__status="disetujui"), official=True
    ),
    "outreach:paper": Route("outreach.view_session", minutes_pdf, official=True),
    "outreach:officer-panel": Route("", pk_of(Officer)),
    "outreach:village-panel": Route("", active, official=True),
    "outreach:coverage": Route("outreach.view_consultation"),
    "outreach:coverage-panel": Route("outreach.view_consultation", fixed={"code": "99.01"}),
    "outreach:consultation-list": register("outreach.view_consultation"),
    "outreach:consultation-create": form("outreach.add_consultation"),
    "outreach:consultation-detail": Route("outreach.view_consultation", pk_of(Consultation)),
    "outreach:consultation-change": form("outreach.change_consultation", pk_of(Consultation)),
    # temuan/
    "outreach:finding-list": register(FINDINGS),
    "outreach:finding-create": form("outreach.add_finding"),
    "outreach:finding-detail": finding_step("view"),
    "outreach:finding-verify": finding_step("verify", post=(FOUND,)),  # its note may stay empty
    "outreach:finding-return": finding_step("verify", post=(OK,)),
    "outreach:finding-reject": finding_step("verify", post=(OK,)),
    # Not the next step, so its page leads back.
    "outreach:finding-take": finding_step("handle", get=(FOUND,), post=(OK,)),
    "outreach:finding-close": finding_step("handle", get=(FOUND,), post=(OK,)),
    "outreach:finding-reopen": finding_step("handle", get=(FOUND,), post=(OK,)),
    "outreach:finding-amend": finding_step("add", get=(FORBIDDEN,), post=(FORBIDDEN,)),
    # data/
    "reports:statistic-list": register("reports.view_passportstatistic"),
    "reports:figure-origin": register("reports.view_passportstatistic"),
    "reports:statistic-create": form("reports.add_passportstatistic"),
    "reports:statistic-detail": Route("reports.view_passportstatistic", figure),
    "reports:statistic-correct": form("reports.change_passportstatistic", figure),
    "reports:statistic-withdraw": form("reports.change_passportstatistic", figure),
    "reports:village-panel": Route("reports.view_passportstatistic", active, official=True),
    "officers:import-create": form(SOME_IMPORT),
    "officers:import-list": register("officers.view_office"),
    "officers:import-template": Route(SOME_IMPORT),
    "officers:import-detail": Route("reports.view_passportstatistic", waiting),
    "officers:import-progress": Route("reports.view_passportstatistic", waiting, get=(FOUND,)),
    "officers:import-answer": button("reports.import_statistics", waiting),
    "officers:import-commit": button("reports.import_statistics", waiting),
    "officers:import-cancel": button("reports.import_statistics", waiting),
    "officers:import-undo": Route(
        "reports.import_statistics", waiting, get=(FOUND,), post=(FOUND,)
    ),
    "officers:import-original": Route("reports.view_passportstatistic", waiting),
    # A file of the made-up world may be none: then it says so on the import's page.
    "officers:import-correction": Route("reports.view_passportstatistic", waiting, get=(OK, FOUND)),
    "reports:map": register("reports.view_dashboard"),
    "reports:map-panel": register("reports.view_dashboard"),
    "reports:map-points": register("reports.view_dashboard"),
    "reports:map-borders": register("reports.view_dashboard"),
    "reports:next-villages": register("reports.view_dashboard"),
    "reports:data-quality": register("reports.view_dashboard"),
    "reports:data-quality-line": Route("reports.view_dashboard"),
    "reports:judge-data": Route("reports.judge_data", get=None, post=(FOUND,)),
    "reports:village-handover": Route("villages.view_assignment", active, official=True),
    # laporan/
    "reports:list": register("reports.view_monthlyreport"),
    "reports:completeness": register("reports.view_monthlyreport"),
    "reports:declare": form("reports.declare_monthlyreport", month_of),
    "reports:withdraw": Route(
        "reports.declare_monthlyreport", pk_of(ReportDeclaration), post=(FOUND,)
    ),
    "reports:create": form("reports.build_monthlyreport"),
    "reports:detail": Route("reports.view_monthlyreport", pk_of(MonthlyReport)),
    "reports:then": Route("reports.view_monthlyreport", pk_of(MonthlyReport)),
    "reports:rebuild": button("reports.build_monthlyreport", pk_of(MonthlyReport)),
    "reports:document": Route("reports.view_monthlyreport", report_pdf),
    "reports:page": Route("reports.view_monthlyreport", report_page),
    "reports:revision-document": Route("reports.view_monthlyreport", first_revision_pdf),
    "reports:session-note": Route("reports.view_monthlyreport", approved, official=True),
    "reports:receive-many": form("reports.receive_monthlyreport"),
    "reports:words": draft_form(),
    "reports:photos": draft_form(),
    "reports:step-check": report_step("check", get=None),
    "reports:step-uncheck": report_step("check"),
    "reports:step-sign": report_step("sign"),
    "reports:step-unsign": report_step("sign"),
    "reports:step-send": report_step("send", get=None),
    "reports:step-recall": report_step("send"),
    "reports:step-receive": report_step("receive", get=None),
    "reports:step-return": report_step("receive"),
    "reports:step-ask-revision": report_step("receive"),
    # A list of one's own office; of another's one only reads.
    "reports:drill": Route("reports.view_dashboard"),
    "reports:pivot": Route("reports.view_dashboard"),
    "reports:pivot-rows": register("reports.view_passportstatistic"),
    "reports:indicator-list": Route("reports.view_dashboard"),
    "reports:indicator-panel": Route("reports.view_dashboard"),
    "reports:indicator-create": Route(
        "reports.change_indicator", get=(OK, FORBIDDEN), post=(OK, FORBIDDEN)
    ),  # of an office that has others beneath it
    "reports:indicator-suggest": Route(
        "reports.change_indicator",
        get=None,
        post=(FOUND, FORBIDDEN),
        fixed={"key": "laporan-tepat-waktu"},
    ),
    "reports:indicator-change": Route("reports.change_indicator", nobodys, personal=True),
    "reports:indicator-end": Route("reports.change_indicator", nobodys, personal=True),
    "reports:view-list": Route("reports.view_dashboard", get=(NOT_FOUND,)),  # of no page
    "reports:view-save": Route(
        "reports.view_dashboard", get=(NOT_FOUND,), post=(NOT_FOUND,)
    ),  # of no page
    "reports:view-change": Route("reports.view_dashboard", nobodys, personal=True),
    "reports:view-remove": Route("reports.view_dashboard", nobodys, personal=True),
    "reports:recipient-list": register("reports.change_reportrecipients"),
    "reports:recipient-create": form("reports.change_reportrecipients"),
    "reports:recipient-detail": Route("reports.change_reportrecipients", recipient),
    "reports:recipient-change": own_form("reports.change_reportrecipients", recipient),
    "reports:recipient-remove": Route(
        "reports.change_reportrecipients", recipient, get=(OK, FORBIDDEN), post=(FOUND, FORBIDDEN)
    ),
    "reports:certificate": register("reports.sign_monthlyreport|officers.change_own_office"),
    "reports:certificate-panel": Route("", code_of),
    "reports:deliver": Route(
        "reports.change_reportrecipients", pk_of(MonthlyReport), get=None, post=(FOUND, FORBIDDEN)
    ),
    "reports:delivery-again": Route(
        "reports.change_reportrecipients", delivery, get=None, post=(FOUND, FORBIDDEN)
    ),
    "reports:chart": Route(
        "reports.view_dashboard", get=(OK, FOUND), fixed={"name": "tren", "digest": "x"}
    ),
    "reports:chart-file": Route(
        "reports.view_dashboard",
        get=(OK, FOUND),
        fixed={"name": "tren", "digest": "x", "kind": "png"},
    ),
}
