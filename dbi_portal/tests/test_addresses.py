"""Addresses nobody types: turned away with a page, never a crash."""

import pytest

from officers.roles import Role
from officers.tests.factories import CentreFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_nul_in_a_path_is_turned_away(client):
    client.force_login(UserFactory())
    answer = client.get("/desa/wilayah/zz%00/")
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("address", ["/?kantor=%00", "/?bulan=%002025-08", "/data/?q=%00"])
def test_a_nul_in_a_filter_is_left_out(client, address):
    client.force_login(UserFactory())
    assert client.get(address, follow=True).status_code == 200


def test_who_keeps_master_data_finds_the_way_to_it(client):
    client.force_login(UserFactory(role=Role.ADMIN, office=CentreFactory()))
    assert 'href="/admin/"' in client.get("/petugas/").content.decode()
    client.force_login(UserFactory())
    assert 'href="/admin/"' not in client.get("/petugas/").content.decode()
