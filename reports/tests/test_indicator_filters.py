"""What indicators do not obey is said, and is still there on the page one goes to next."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from officers.tests.factories import OfficeFactory, UserFactory
from reports.tests.factories import StatisticFactory

pytestmark = pytest.mark.django_db


def test_passing_through_indicators_loses_no_filter(client):
    office = OfficeFactory()
    client.force_login(UserFactory(office=office))
    StatisticFactory(office=office, destination="Malaysia")  # a country that some figure names
    asked = {"bulan": "2025-08", "rentang": "3", "tahap": "aktif", "hasil": "penolakan",
             "keperluan": "umrah", "tujuan": "Malaysia", "per": "2025-09-05"}  # fmt: skip
    page = client.get(reverse("reports:indicator-list"), asked)
    ways = [QueryDict(link.url.partition("?")[2]).dict() for link in page.context["analysis"]]
    assert ways
    assert all(way == asked for way in ways)
    said = "hanya bulan, kantor, dan “per tanggal” dari saringan Anda yang berlaku"
    assert said in page.content.decode()
