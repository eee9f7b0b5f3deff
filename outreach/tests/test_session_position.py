"""Where a session was held: typed or from the device, carried into corrections, told in words."""

import pytest
from django.urls import reverse

from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficeFactory, UserFactory
from outreach.actions.corrections import open_correction
from outreach.forms.session import SessionForm
from outreach.models import Session
from outreach.tests.factories import NOW, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(office=OfficeFactory(), role=Role.OPERATOR)


def errors(operator, **entries):
    form = SessionForm(entries, user=operator, at=NOW)
    form.is_valid()
    return {name: form.errors[name] for name in ("latitude", "longitude") if name in form.errors}


def test_a_position_may_be_left_out_but_not_half_of_it(operator):
    assert errors(operator) == {}
    assert errors(operator, latitude="-6,2", longitude="107") == {}
    assert "kosongkan keduanya" in errors(operator, latitude="-6,2")["longitude"][0]
    assert "kosongkan keduanya" in errors(operator, longitude="107")["latitude"][0]


def test_a_position_that_cannot_be_is_refused_at_its_field(operator):
    assert "tertukar" in errors(operator, latitude="107", longitude="-6,2")["latitude"][0]
    assert "derajat desimal" in errors(operator, latitude="x", longitude="107")["latitude"][0]


def test_the_form_shows_a_known_position_and_asks_for_none_otherwise(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office, latitude=-6.2216, longitude=106.9998)
    page = client.get(reverse("outreach:change", args=[session.pk])).content.decode()
    assert 'value="-6,2216"' in page
    assert '<details class="fold" open>' in page
    page = client.get(reverse("outreach:create")).content.decode()
    assert '<details class="fold">' in page
    assert "Tidak pernah diambil dari foto" in page


def test_the_sessions_page_tells_its_position(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office, latitude=-6.2216, longitude=106.9998)
    page = client.get(session.get_absolute_url()).content.decode()
    assert "lintang -6,2216, bujur 106,9998" in page


def test_a_correction_carries_the_position_over(operator):
    session = SessionFactory(
        office=operator.office, approved=True, latitude=-6.2216, longitude=106.9998
    )
    correction = open_correction(session=session, reason="Jumlah keliru", by=operator, at=NOW)
    kept = Session.objects.get(pk=correction.pk)
    assert (kept.latitude, kept.longitude) == (-6.2216, 106.9998)


def test_a_changed_position_is_told_in_the_history(client, operator):
    client.force_login(operator)
    session = SessionFactory(office=operator.office, latitude=-6.2216, longitude=106.9998)
    url = reverse("outreach:change", args=[session.pk])
    form = client.get(url).context["form"]
    entries = {field.html_name: field.value() or "" for field in form}
    for rows in form.rows.values():
        prefix = rows.prefix
        entries |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    entries |= {"latitude": "-6,25", "longitude": "106,9998", "result": "Dibahas bersama warga."}
    entries = {
        name: value for name, value in entries.items() if value and not isinstance(value, list)
    }
    answer = client.post(url, entries | {"participants": "20"})
    assert answer.status_code == 302, answer.context["form"].errors
    event = AuditEvent.objects.filter(action="outreach.session.changed").latest("pk")
    assert event.changes["latitude"] == ["-6,2216", "-6,25"]
    assert "longitude" not in event.changes
