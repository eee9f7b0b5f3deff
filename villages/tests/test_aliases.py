from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from officers.models import AuditEvent, ImportRun
from officers.tests.factories import OfficeFactory, UserFactory
from villages.actions.aliases import forget, remember
from villages.matching import Place, Status, find_village
from villages.models import Region, RegionAlias
from villages.tests.real_regions import load_real_regions

pytestmark = pytest.mark.django_db
BATAM, LAMA, BARU = ("21.71",), "21.71.03.1007", "21.71.03.1006"


@pytest.fixture
def operator():
    load_real_regions("21.71", "32.75")
    return UserFactory()


def answer(operator, code=LAMA, **place):
    where = Place(**{"name": "Tiban"} | place)
    now = timezone.now()
    return remember(place=where, code=code, office=operator.office, by=operator, at=now)


def found(operator, name="Tiban", **place):
    return find_village(name, within=BATAM, office_id=operator.office_id, **place)


def test_an_answer_holds_for_the_same_words_of_that_office(operator):
    answer(operator)
    match = found(operator, name=" TIBAN ")
    assert (match.code, match.candidates[0].why) == (LAMA, "jawaban sebelumnya")
    assert find_village("Tiban", within=BATAM, office_id=OfficeFactory().pk).code is None
    assert find_village("Tiban", within=BATAM).code is None


def test_an_answer_about_one_district_is_none_about_another(operator):
    answer(operator, district="Kec. Sekupang")
    assert found(operator, district="Kec. Sekupang").code == LAMA
    assert found(operator, district="Batu Aji").code is None
    assert found(operator).code is None


def test_a_later_answer_replaces_the_earlier_one(operator):
    answer(operator)
    answer(operator, code=BARU)
    assert found(operator).code == BARU
    assert RegionAlias.objects.count() == 1
    last = AuditEvent.objects.get(pk=AuditEvent.objects.latest("pk").pk)
    assert last.changes["region"][0] == LAMA


def test_the_same_answer_again_changes_nothing(operator):
    first = answer(operator)
    assert answer(operator) == first
    assert AuditEvent.objects.filter(action="villages.region.named").count() == 1


def test_an_answer_stands_in_the_history_of_village_and_office(operator):
    alias = answer(operator)
    event = AuditEvent.objects.get(action="villages.region.named")
    assert event.actor == operator.username
    assert f"villages.Region:{LAMA}" in event.about
    assert (alias.said_by, alias.text) == (operator, "Tiban")


def test_an_answer_must_be_a_village_that_still_is_one(operator):
    Region.objects.filter(code=LAMA).update(retired_on=date(2025, 1, 1))
    for code in (LAMA, "21.71.03", "99.99.99.9999"):
        with pytest.raises(ValidationError):
            answer(operator, code=code)


def test_an_answer_that_points_to_a_retired_village_is_asked_again(operator):
    answer(operator)
    Region.objects.filter(code=LAMA).update(retired_on=date(2025, 1, 1))
    assert found(operator).status is Status.ASK


def test_nobody_answers_for_an_office_he_does_not_see(operator):
    with pytest.raises(PermissionDenied):
        remember(
            place=Place("Tiban"),
            code=LAMA,
            office=OfficeFactory(),
            by=operator,
            at=timezone.now(),
        )


def test_undoing_an_import_forgets_what_was_answered_in_it(operator):
    run = ImportRun.objects.create(office=operator.office, uploaded_by=operator)
    kept = answer(operator, name="Nagoya")
    now = timezone.now()
    remember(place=Place("Tiban"), code=LAMA, office=operator.office, by=operator, at=now, run=run)
    assert forget(run=run, by=operator) == 1
    assert found(operator).code is None
    assert list(RegionAlias.objects.all()) == [kept]
    assert AuditEvent.objects.filter(action="villages.region.unnamed").count() == 1
