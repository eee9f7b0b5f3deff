from datetime import date

import factory

from officers.models import Notice, Office, Officer, OfficeSupervision, User
from officers.roles import OfficeKind, Role

LONG_AGO = date(2020, 1, 1)


class CentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ["code"]

    code = "pusat"
    kind = OfficeKind.CENTRE
    name = "Direktorat Jenderal Imigrasi"
    short_name = "Pusat"


class KanwilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        skip_postgeneration_save = True

    code = factory.Sequence("kanwil-{}".format)
    kind = OfficeKind.KANWIL
    name = factory.Sequence("Kantor Wilayah Contoh {}".format)
    short_name = factory.Sequence("Kanwil {}".format)

    @factory.post_generation
    def under(self, create, supervisor, **kwargs):
        if create:
            supervise(self, supervisor or CentreFactory())


class OfficeFactory(factory.django.DjangoModelFactory):
    """A Kanim under a Kanwil: `OfficeFactory(under=kanwil)`."""

    class Meta:
        model = Office
        skip_postgeneration_save = True

    code = factory.Sequence("kanim-{}".format)
    kind = OfficeKind.KANIM
    name = factory.Sequence("Kantor Imigrasi Contoh {}".format)
    short_name = factory.Sequence("Kanim {}".format)

    @factory.post_generation
    def under(self, create, kanwil, **kwargs):
        if create:
            supervise(self, kanwil or KanwilFactory())


def supervise(office, supervisor, starts_on=LONG_AGO, ends_on=None):
    return OfficeSupervision.objects.create(
        office=office, supervisor=supervisor, starts_on=starts_on, ends_on=ends_on
    )


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("petugas{}".format)
    full_name = factory.Sequence("Petugas Contoh {}".format)
    role = Role.OPERATOR
    office = factory.SubFactory(OfficeFactory)


class OfficerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Officer

    office = factory.SubFactory(OfficeFactory)
    name = factory.Sequence("PIMPASA Contoh {}".format)


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence("contoh:{}".format)
    kind = "pengingat"
    text = factory.Sequence("Kegiatan contoh {} besok pukul 09.00 WIB.".format)
