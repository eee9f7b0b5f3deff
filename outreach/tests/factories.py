from datetime import UTC, date, datetime

import factory

from officers.tests.factories import OfficeFactory, UserFactory
from outreach.models import (
    AudienceGroup,
    Consultation,
    Duty,
    FollowUp,
    Institution,
    ProgrammeTag,
    Session,
    SessionKind,
    Topic,
)

NOW = datetime(2025, 12, 1, 3, tzinfo=UTC)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ["code"]


class SessionKindFactory(TermFactory):
    class Meta:
        model = SessionKind

    code = "sosialisasi"
    name = "Sosialisasi"


class TopicFactory(TermFactory):
    class Meta:
        model = Topic

    code = "tppo"
    name = "Bahaya TPPO"


class DutyFactory(TermFactory):
    class Meta:
        model = Duty

    code = "pembinaan"
    name = "Membina pemahaman peraturan keimigrasian"


class AudienceGroupFactory(TermFactory):
    class Meta:
        model = AudienceGroup

    code = factory.Sequence("unsur-{}".format)
    name = factory.Sequence("Unsur {}".format)


class ProgrammeTagFactory(TermFactory):
    class Meta:
        model = ProgrammeTag

    code = factory.Sequence("program-{}".format)
    name = factory.Sequence("Program {}".format)


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence("Dinas Contoh {}".format)


class SessionFactory(factory.django.DjangoModelFactory):
    """A reported session of an office; other states by `approved`, `returned`, `planned`."""

    class Meta:
        model = Session

    class Params:
        planned = factory.Trait(status=Session.Status.PLANNED)
        reviewed = factory.Trait(
            reviewed_by=factory.SubFactory(UserFactory, office=factory.SelfAttribute("..office")),
            reviewed_at=NOW,
        )
        approved = factory.Trait(reviewed=True, status=Session.Status.APPROVED)
        returned = factory.Trait(
            reviewed=True,
            status=Session.Status.RETURNED,
            review_note="Jumlah perangkat desa kosong, mohon diisi.",
        )

    office = factory.SubFactory(OfficeFactory)
    kind = factory.SubFactory(SessionKindFactory)
    title = factory.Sequence("Kegiatan contoh {}".format)
    held_on = date(2025, 10, 31)
    place = "Balai desa contoh"
    status = Session.Status.REPORTED


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    session = factory.SubFactory(SessionFactory)
    owner = "Lurah"
    task = "Menyebarkan informasi lewat RT"


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consultation

    office = factory.SubFactory(OfficeFactory)
    held_on = date(2025, 10, 31)
    topic = factory.SubFactory(TopicFactory)
