from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import CentreFactory, OfficeFactory, UserFactory
from villages.actions.editions import apply_edition, name_successors
from villages.changes.reading import Direction, change
from villages.editions import BrokenEdition
from villages.loading import load
from villages.matching import find_village
from villages.models import Region, RegionAlias, RegionEdition, RegionSuccession
from villages.tests.edition_data import AFTER, BEFORE, NEW_DAY, after, before, edition
from villages.tests.factories import GuidedVillageFactory, JurisdictionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    load(before())


def apply(source):
    return apply_edition(source=source, by=None)


def region(code):
    return Region.objects.get(code=code)


def successors(code):
    links = RegionSuccession.objects.filter(retired=code)
    return sorted(links.values_list("successor_id", flat=True))


def everything():
    """All the portal holds about regions, to compare before and after."""
    with connection.cursor() as cursor:
        held = []
        for table in ("region", "regionalias", "regionsuccession", "regionedition"):
            cursor.execute(f"SELECT t.*::text FROM villages_{table} t ORDER BY 1")  # noqa: S608
            held.append(cursor.fetchall())
    return held


def test_a_second_edition_is_shown_before_anything_is_written(portal):
    held = everything()
    found = change(after())
    assert found.direction == Direction.NEWER
    assert len(found.difference.gone) == 5
    assert everything() == held


def test_a_newer_edition_takes_force_and_deletes_nothing(portal):
    apply(after())
    in_force = dict(Region.objects.current().values_list("code", "name"))
    assert in_force == AFTER
    assert set(Region.objects.values_list("code", flat=True)) == {*BEFORE, *AFTER}
    gone = region("72.01.09.2015")
    assert (gone.name, gone.retired_on) == ("Tolisu", NEW_DAY)
    assert successors("72.01.09.2015") == ["72.01.24.2001"]
    assert successors("72.01.09.2048") == []


def test_what_was_in_force_on_a_past_day_is_still_told(portal):
    apply(after())
    the_day_before = Region.objects.on(date(2025, 4, 24))
    assert the_day_before.filter(code="72.01.09.2015").exists()
    assert not Region.objects.on(NEW_DAY).filter(code="72.01.09.2015").exists()


def test_the_old_name_of_a_renamed_village_stays_findable(portal):
    apply(after())
    alias = RegionAlias.objects.get()
    assert (alias.region_id, alias.text, alias.office) == ("72.01.09.2011", "Cendana", None)
    found = find_village("Cendana", "Toili", "Kabupaten Banggai")
    assert found.code == "72.01.09.2011"


def test_a_code_that_changed_hands_leaves_no_wrong_name_behind(portal):
    apply(after())
    assert not RegionAlias.objects.filter(region__code__startswith="96.01.05").exists()


def test_applying_again_changes_nothing(portal):
    apply(after())
    held, lines = everything(), AuditEvent.objects.count()
    assert apply(after()).direction == Direction.LOADED
    assert (everything(), AuditEvent.objects.count()) == (held, lines)


def test_who_applied_it_and_how_much_changed_is_one_audit_line(portal):
    admin = UserFactory(role=Role.ADMIN, office=CentreFactory())
    apply_edition(source=after(), by=admin)
    line = AuditEvent.objects.get(action="villages.regionedition.applied")
    assert (line.actor, line.changes["appears"], line.changes["retires"]) == (admin.username, 6, 5)
    assert line.changes["codes"]["96.01.05.1008"] == "96.01.05.1009"


def test_a_desa_binaan_stays_on_its_retired_village_and_is_found_there(portal):
    village = GuidedVillageFactory(region=region("72.01.09.2015"))
    assert change(after()).hanging()["Desa Binaan"] == 1
    apply(after())
    village.refresh_from_db()
    assert village.region_id == "72.01.09.2015"


def test_what_hangs_on_a_village_follows_it_when_its_code_goes_to_a_neighbour(portal):
    malasom = GuidedVillageFactory(region=region("96.01.05.1008"))
    klabinain = GuidedVillageFactory(region=region("96.01.05.1007"))
    area = JurisdictionFactory(region=region("96.01.05.1008"), office=OfficeFactory())
    said = RegionAlias.objects.create(region_id="96.01.05.1008", text="Malasom Kota")
    apply(after())
    for row in (malasom, klabinain, area, said):
        row.refresh_from_db()
    assert (malasom.region_id, malasom.region.name) == ("96.01.05.1009", "Malasom")
    assert (klabinain.region_id, klabinain.region.name) == ("96.01.05.1008", "Klabinain")
    assert (area.region_id, said.region_id) == ("96.01.05.1009", "96.01.05.1009")


def test_two_villages_that_exchange_their_codes_keep_what_is_theirs(portal):
    exchanged = BEFORE | {"96.01.05.1007": "Malasom", "96.01.05.1008": "Klabinain"}
    malasom = GuidedVillageFactory(region=region("96.01.05.1008"))
    klabinain = GuidedVillageFactory(region=region("96.01.05.1007"))
    apply(edition(exchanged, "tukar", NEW_DAY))
    malasom.refresh_from_db()
    klabinain.refresh_from_db()
    assert (malasom.region.name, klabinain.region.name) == ("Malasom", "Klabinain")


def test_an_older_edition_retires_nothing_and_tells_of_the_past():
    load(after())
    in_force = list(Region.objects.order_by("code").values())
    assert change(before()).direction == Direction.OLDER
    apply(before())
    assert list(Region.objects.current().order_by("code").values()) == in_force
    past = region("72.01.09.2015")
    assert (past.retired_on, past.path) == (NEW_DAY, "Toili, Kabupaten Banggai, Sulawesi Tengah")
    assert successors("72.01.09.2015") == ["72.01.24.2001"]
    assert RegionAlias.objects.get().text == "Cendana"


def test_both_orders_of_loading_end_in_the_same_regions():
    load(before())
    apply(after())
    forwards = [
        list(Region.objects.order_by("code").values_list("code", "name", "retired_on")),
        list(RegionSuccession.objects.order_by("retired").values_list("retired", "successor")),
    ]
    for model in (RegionSuccession, RegionAlias, Region, RegionEdition):
        model.objects.all().delete() if model is not Region else _clear_regions()
    load(after())
    apply(before())
    assert forwards == [
        list(Region.objects.order_by("code").values_list("code", "name", "retired_on")),
        list(RegionSuccession.objects.order_by("retired").values_list("retired", "successor")),
    ]


def _clear_regions():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM villages_region")


def test_a_made_up_world_is_in_no_decree_and_stays(portal):
    names = {"99": "Provinsi Uji", "99.01": "Uji", "99.01.01": "Uji", "99.01.01.2001": "Uji"}
    load(edition(names, "dunia-uji", date(2026, 1, 1)))
    assert apply(after()).direction == Direction.NEWER
    assert Region.objects.current().filter(code__startswith="99").count() == 4


def test_an_operator_may_say_from_which_day_an_edition_holds(portal):
    apply(after())
    later = edition(BEFORE, "lama", date(2026, 1, 1))
    assert change(later).direction == Direction.NEWER
    apply(later)
    assert dict(Region.objects.current().values_list("code", "name")) == BEFORE
    assert region("72.01.24.2001").retired_on == date(2026, 1, 1)
    assert region("72.01.09.2015").retired_on is None  # in force again
    assert successors("72.01.09.2015") == []


def test_a_broken_edition_writes_nothing(portal):
    held = everything()
    with pytest.raises(BrokenEdition):
        apply(after(names={"72.01.30": "Kecamatan tanpa desa"}))
    assert everything() == held


def test_a_failure_halfway_leaves_the_portal_as_it_was(portal, monkeypatch):
    held = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("villages.actions.editions._link", fail)
    with pytest.raises(RuntimeError, match="listrik padam"):
        apply(after())
    assert everything() == held


@pytest.fixture
def admin(portal):
    apply(after())
    return UserFactory(role=Role.ADMIN, office=CentreFactory())


def named(codes, *, of="72.01.09.2048", by):
    wanted = Region.objects.filter(code__in=codes)
    return name_successors(region=region(of), successors=wanted, by=by)


def test_a_person_names_the_successor_nobody_could_tell(admin):
    named(["72.01.24.2003"], by=admin)
    assert successors("72.01.09.2048") == ["72.01.24.2003"]
    line = AuditEvent.objects.get(action="villages.region.succeeded")
    assert line.changes == {"successors": [[], ["72.01.24.2003"]]}


def test_successors_named_again_replace_the_former_ones(admin):
    named(["72.01.24.2003", "72.01.24.2001"], by=admin)
    named(["72.01.24.2003"], by=admin)
    assert successors("72.01.09.2048") == ["72.01.24.2003"]


@pytest.mark.parametrize(
    ("codes", "of"),
    [
        (["72.01.24"], "72.01.09.2048"),
        (["72.01.09.2015"], "72.01.09.2048"),
        (["72.01.24.2001"], "72.01.24.2003"),
    ],
)
def test_only_a_region_in_force_of_the_same_level_succeeds_a_retired_one(admin, codes, of):
    with pytest.raises(ValidationError):
        named(codes, of=of, by=admin)


def test_nobody_but_the_centre_names_successors(admin):
    with pytest.raises(PermissionDenied):
        named(["72.01.24.2003"], by=UserFactory(role=Role.ADMIN))
