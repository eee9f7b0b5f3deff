from datetime import UTC, date, datetime, time

import factory

from dbi_portal.lib.text import squash
from officers.tests.factories import LONG_AGO, OfficeFactory, OfficerFactory
from villages.editions import LEVELS, kind_of, search_words
from villages.models import (
    Assignment,
    Decree,
    DecreeOfficer,
    DecreeVillage,
    GuidedVillage,
    Jurisdiction,
    Region,
    RegionAlias,
    RegionEdition,
    SelectionReason,
    Tenure,
    VillageStep,
)
from villages.models.village import Stage

SINCE = date(2024, 1, 1)
NAMES = {"32": "Jawa Barat", "32.75": "Kota Bekasi", "32.75.03": "Bekasi Utara"}


class RegionEditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegionEdition
        django_get_or_create = ["code"]

    code = "contoh"
    name = "Edisi contoh"
    decree = "Keputusan contoh"
    source = "Data contoh"
    digest = factory.Faker("sha256")
    effective_on = LONG_AGO


class RegionFactory(factory.django.DjangoModelFactory):
    """A village of Bekasi Utara with everything above it; with `code=` any region of any level."""

    class Meta:
        model = Region
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda number: f"32.75.03.{1001 + number:04}")
    name = factory.LazyAttribute(
        lambda region: NAMES.get(region.code, f"Contoh {region.code[-4:]}")
    )
    edition = factory.SubFactory(RegionEditionFactory)
    level = factory.LazyAttribute(lambda region: LEVELS[region.code.count(".")])
    kind = factory.LazyAttribute(lambda region: kind_of(region.code))
    path = factory.LazyAttribute(lambda region: _path(region.parent))
    key = factory.LazyAttribute(lambda region: squash(region.name))
    search = factory.LazyAttribute(lambda region: search_words(region.name, region.path))

    @factory.lazy_attribute
    def parent(self):
        above = self.code.rpartition(".")[0]
        if not above:
            return None
        return Region.objects.filter(code=above).first() or RegionFactory(code=above)


def _path(parent):
    if parent is None:
        return ""
    return f"{parent.name}, {parent.path}" if parent.path else parent.name


class RegionAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegionAlias

    region = factory.SubFactory(RegionFactory)
    text = factory.Sequence("Sebutan {}".format)


class JurisdictionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    office = factory.SubFactory(OfficeFactory)
    region = factory.SubFactory(RegionFactory, code="32.75")
    starts_on = LONG_AGO


class SelectionReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SelectionReason
        django_get_or_create = ["code"]

    code = factory.Sequence("alasan-{}".format)
    name = factory.Sequence("Alasan {}".format)


class GuidedVillageFactory(factory.django.DjangoModelFactory):
    """A Desa Binaan its office holds since `since`, candidate and at `stage` on that same day."""

    class Meta:
        model = GuidedVillage
        skip_postgeneration_save = True

    region = factory.SubFactory(RegionFactory)
    office = factory.SubFactory(OfficeFactory)
    stage = Stage.ACTIVE

    @factory.post_generation
    def since(self, create, day, **kwargs):
        if create:
            live(self, day or SINCE)


def live(village, since):
    """The tenure and the steps that belong to a village's stage."""
    Tenure.objects.create(village=village, office=village.office, starts_on=since)
    for stage in dict.fromkeys([Stage.CANDIDATE, village.stage]):
        VillageStep.objects.create(
            village=village,
            office=village.office,
            stage=stage,
            happened_on=since,
            note="Alasan contoh" if stage in (Stage.INACTIVE, Stage.REJECTED) else "",
        )
    known_since(village.steps.all())


def known_since(steps):
    """Each step was put on record early on its own day, not when the test was run."""
    for step in steps:
        morning = datetime.combine(step.happened_on, time(0), tzinfo=UTC)
        VillageStep.trace.filter(pk=step.pk).update(recorded_at=morning)


class DecreeFactory(factory.django.DjangoModelFactory):
    """An SK; `DecreeFactory(covers=[village], names=[officer])`."""

    class Meta:
        model = Decree
        skip_postgeneration_save = True

    office = factory.SubFactory(OfficeFactory)
    number = factory.Sequence("W.11.IMI.IMI.1.{}-GR.03.05 Tahun 2024".format)
    title = "Penetapan Desa Binaan Imigrasi"
    signed_on = date(2024, 3, 1)

    @factory.post_generation
    def covers(self, create, villages, **kwargs):
        for village in villages or []:
            DecreeVillage.objects.create(decree=self, village=village, office=self.office)

    @factory.post_generation
    def names(self, create, officers, **kwargs):
        for officer in officers or []:
            DecreeOfficer.objects.create(decree=self, officer=officer, office=self.office)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """A posting by the office that holds the village."""

    class Meta:
        model = Assignment

    village = factory.SubFactory(GuidedVillageFactory)
    office = factory.SelfAttribute("village.office")
    officer = factory.SubFactory(OfficerFactory, office=factory.SelfAttribute("..office"))
    starts_on = date(2024, 3, 1)
