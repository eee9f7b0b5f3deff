"""What a figure names is there, and stays there as long as the figure names it."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from officers.models import Office, User
from officers.tests.factories import OfficeFactory, UserFactory
from reports.models import PassportStatistic
from reports.tests.factories import ImportRunFactory, StatisticFactory
from villages.models import Region
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = {
    "office_id": 10**9,
    "home_region_id": "99.99.99.9999",
    "entered_by_id": 10**9,
    "import_run_id": 10**9,
    "supersedes_id": 10**9,
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def figure():
    load_real_regions("32.75.03.1006")
    region = Region.objects.get(pk="32.75.03.1006")
    office = OfficeFactory()
    return StatisticFactory(
        office=office,
        home_region=region,
        entered_by=UserFactory(office=office),
        import_run=ImportRunFactory(office=office),
    )


@pytest.mark.parametrize("column", NOWHERE)
def test_a_figure_cannot_name_what_is_not_there(figure, column):
    columns = [field.attname for field in PassportStatistic._meta.concrete_fields]
    values = {name: getattr(figure, name) for name in columns} | {"id": None, "reason": "lain"}
    values |= {"grain": "month:home,purpose,reason", "correction_reason": "Salah baca"}
    values[column] = NOWHERE[column]
    with pytest.raises(IntegrityError, match=r"names a .* that is not there"):
        PassportStatistic(**values).save(force_insert=True)
    assert PassportStatistic.objects.count() == 1


def test_what_a_figure_leaves_open_is_not_asked_for():
    bare = StatisticFactory(office=OfficeFactory(), home_region=None, entered_by=None)
    assert PassportStatistic.objects.get() == bare


def asked_at_once(change, value):
    with connection.cursor() as cursor:
        cursor.execute(change, [value])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("table", "key", "named"),
    [
        ("officers_office", "id", "office_id"),
        ("villages_region", "code", "home_region_id"),
        ("officers_user", "id", "entered_by_id"),
        ("officers_importrun", "id", "import_run_id"),
    ],
)
def test_nobody_removes_or_renames_what_a_figure_names(figure, table, key, named):
    value = getattr(figure, named)
    other = "'x'" if key == "code" else "-1"
    for change in (
        f"DELETE FROM {table} WHERE {key} = %s",  # noqa: S608
        f"UPDATE {table} SET {key} = {other} WHERE {key} = %s",  # noqa: S608
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked_at_once(change, value)
    figure.refresh_from_db()
    assert getattr(figure, named) == value


def test_what_no_figure_names_may_go(figure):
    stranger = UserFactory()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM officers_user WHERE id = %s", [stranger.pk])
    assert not User.objects.filter(pk=stranger.pk).exists()


def test_an_office_cannot_go_while_a_figure_that_names_it_is_being_written():
    office = OfficeFactory()
    written, failures = threading.Event(), []

    def remove():
        try:
            written.wait(30)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM officers_office WHERE id = %s", [office.pk])
        except IntegrityError as refused:
            failures.append(refused)
        finally:
            connection.close()

    remover = threading.Thread(target=remove)
    remover.start()
    with transaction.atomic():
        StatisticFactory(office=office)
        written.set()
        remover.join(1)
        assert remover.is_alive()  # it waits for this transaction
    remover.join(30)
    assert len(failures) == 1
    assert Office.objects.filter(pk=office.pk).exists()
