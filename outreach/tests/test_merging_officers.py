"""When two records of an officer become one, sessions and consultations follow."""

import pytest

from officers.actions.merging import merge_officers
from officers.models import AuditEvent
from officers.tests.factories import OfficerFactory
from outreach.models import SessionOfficer
from outreach.tests.factories import ConsultationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_sessions_and_consultations_follow_and_a_session_names_him_once():
    kept = OfficerFactory()
    gone = OfficerFactory(office=kept.office)
    both, one = SessionFactory.create_batch(2, office=kept.office, approved=True)
    for session, officer in ((both, kept), (both, gone), (one, gone)):
        SessionOfficer.objects.create(session=session, officer=officer)
    asked = ConsultationFactory(office=kept.office, officer=gone)
    merge_officers(kept=kept, gone=gone, by=None)
    assert set(kept.sessions.all()) == {both, one}
    assert both.session_officers.count() == 1
    asked.refresh_from_db()
    assert asked.officer == kept
    moved = AuditEvent.objects.get(action="officers.officer.merged").changes["moved"]
    assert "konsultasi: 1" in moved
