import pytest
from django.core.exceptions import PermissionDenied

from officers.actions.aliases import forget_offices, remember_office
from officers.actions.offices import name_office
from officers.matching import OfficeNames, Status, kind_and_place
from officers.models import AuditEvent, ImportRun, Office, OfficeAlias
from officers.roles import OfficeKind, Role
from officers.tests.factories import CentreFactory, KanwilFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanwil():
    return KanwilFactory(code="kanwil-jakarta", name="Kantor Wilayah X", short_name="Kanwil Bekasi")


@pytest.fixture
def offices(kanwil):
    OfficeFactory(
        code="kanim-bekasi",
        name="Kantor Imigrasi Kelas I Non TPI Bekasi",
        short_name="Kanim Bekasi",
        under=kanwil,
    )
    for place in ("Jakarta Timur", "Jakarta Selatan", "Soekarno-Hatta"):
        OfficeFactory(
            code=f"kanim-{place.lower().replace(' ', '-')}",
            name=f"Kantor Imigrasi {place}",
            short_name=f"Kanim {place}",
            city="Tangerang" if "Hatta" in place else "Jakarta",
            under=kanwil,
        )
    OfficeFactory(
        code="rudenim-jakarta-timur",
        kind=OfficeKind.RUDENIM,
        name="Rumah Detensi Imigrasi Jakarta Timur",
        short_name="Rudenim Jakarta Timur",
        under=kanwil,
    )
    return list(Office.objects.all())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("kanim-bekasi", "kanim-bekasi"),
        ("Kantor Imigrasi Kelas I Non TPI Bekasi", "kanim-bekasi"),
        ("KANIM KELAS I NON-TPI BEKASI", "kanim-bekasi"),
        ("Kanim Kls. II TPI Bekasi", "kanim-bekasi"),
        ("Imigrasi Bekasi", "kanim-bekasi"),
        ("Kantor Imigrasi Kota Bekasi", "kanim-bekasi"),
        ("Kanwil Bekasi", "kanwil-jakarta"),
        ("Imigrasi Jaktim", "kanim-jakarta-timur"),
        ("Kanim Soetta", "kanim-soekarno-hatta"),
        ("Kantor Imigrasi Kelas I Khusus TPI Soekarno Hatta", "kanim-soekarno-hatta"),
        ("Rudenim Jakarta Timur", "rudenim-jakarta-timur"),
        ("Kanim Kelas I TPI Jakarta Timur", "kanim-jakarta-timur"),
    ],
)
def test_an_office_is_found_however_its_class_is_written(offices, written, code):
    match = OfficeNames(offices).find(written)
    assert (match.status, match.office and match.office.code) == (Status.MATCHED, code)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("Kanim Bekasih", "kanim-bekasi"),
        ("Kanim Sukarno Hatta", "kanim-soekarno-hatta"),
        ("Kanim Jakarta", "kanim-jakarta-selatan"),
        ("Kanim Tangerang", "kanim-soekarno-hatta"),
        ("Jakarta Timur", "kanim-jakarta-timur"),
        ("Rudenim Bekasi", "kanim-bekasi"),
    ],
)
def test_what_fits_several_offices_or_is_mistyped_is_asked(offices, written, first):
    match = OfficeNames(offices).find(written)
    assert (match.status, match.office) == (Status.ASK, None)
    assert match.candidates[0].code == first
    assert match.candidates[0].why


@pytest.mark.parametrize("written", ["Kanim Ujung Dunia", "", "-", "Kantor Imigrasi", "Kelas I"])
def test_what_is_no_office_is_unknown(offices, written):
    assert OfficeNames(offices).find(written).status is Status.UNKNOWN


def test_only_the_offices_one_may_import_for_are_found(offices):
    mine = [office for office in offices if office.code == "kanim-bekasi"]
    match = OfficeNames(mine).find("Kanim Jakarta Timur")
    assert (match.status, match.candidates) == (Status.UNKNOWN, ())


def test_kind_and_place_are_told_apart():
    assert kind_and_place("Kantor Imigrasi Kelas III Non TPI Pati") == ("kanim", "pati")
    assert kind_and_place("Rumah Detensi Imigrasi Medan") == ("rudenim", "medan")
    assert kind_and_place("Bekasi") == ("", "bekasi")


def test_an_answer_counts_for_the_office_that_gave_it(offices, kanwil):
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    bekasi = Office.objects.get(code="kanim-bekasi")
    remember_office(text="Imigrasi Timur", office=bekasi, said_by=kanwil, by=supervisor)
    assert OfficeNames(offices, asking=kanwil).find("IMIGRASI TIMUR").office == bekasi
    assert OfficeNames(offices, asking=bekasi).find("Imigrasi Timur").office is None
    assert list(OfficeAlias.objects.for_everyone()) == []


def test_a_later_answer_replaces_the_earlier_one_and_undoing_forgets_it(offices, kanwil):
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    first, second = offices[:2]
    said = {"text": "Kantor kami", "said_by": kanwil, "by": supervisor}
    run = ImportRun.objects.create(office=kanwil, uploaded_by=supervisor)
    remember_office(office=first, **said)
    remember_office(office=second, run=run, **said)
    assert OfficeNames(offices, asking=kanwil).find("Kantor kami").office == second
    assert forget_offices(run=run, by=supervisor) == 1
    assert OfficeNames(offices, asking=kanwil).find("Kantor kami").office is None
    actions = AuditEvent.objects.filter(action__startswith="officers.office.")
    assert actions.filter(action="officers.office.unnamed").count() == 1


def test_nobody_answers_for_an_office_he_does_not_see(offices, kanwil):
    operator = UserFactory(office=OfficeFactory())
    with pytest.raises(PermissionDenied):
        remember_office(text="X", office=offices[0], said_by=kanwil, by=operator)


def test_naming_an_office_leaves_what_others_answered_alone(offices, kanwil):
    supervisor = UserFactory(office=kanwil, role=Role.SUPERVISOR)
    bekasi = Office.objects.get(code="kanim-bekasi")
    remember_office(text="Timur", office=bekasi, said_by=kanwil, by=supervisor)
    admin = UserFactory(office=CentreFactory(), role=Role.ADMIN)
    name_office(office=bekasi, texts=["Imigrasi Kalimalang"], by=admin)
    assert OfficeAlias.objects.count() == 2
