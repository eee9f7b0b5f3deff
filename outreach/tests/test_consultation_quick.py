"""A consultation in a few taps, the next one after it, and all of them counted."""

from collections import Counter
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from dbi_portal.lib.months import Month
from officers.models import AuditEvent
from officers.roles import Role
from officers.tests.factories import OfficerFactory, UserFactory
from outreach.actions.consultations import record_consultation
from outreach.actions.identity import contact_in
from outreach.actions.refusals import NamesAPerson
from outreach.figures.consultations import summary
from outreach.forms.consultation_villages import MOST_BUTTONS
from outreach.models import Consultation
from outreach.tests.factories import ConsultationFactory, InstitutionFactory, TopicFactory
from villages.models import GuidedVillage
from villages.tests.factories import AssignmentFactory, GuidedVillageFactory

pytestmark = pytest.mark.django_db
LIST = reverse("outreach:consultation-list")
CREATE = reverse("outreach:consultation-create")


@pytest.fixture
def officer():
    user = UserFactory(role=Role.PIMPASA)
    return OfficerFactory(office=user.office, user=user)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer.user)
    return client


def entries(**changed):
    return {
        "held_on": "2025-10-31",
        "topic": TopicFactory().pk,
        "channel": "whatsapp",
        "outcome": "dijawab",
    } | changed


def buttons(form, name):
    return [str(label) for _, label in form.fields[name].choices]


def test_everything_one_taps_is_a_button(signed_in, officer):
    village = GuidedVillageFactory(office=officer.office, region__name="Mustikajaya")
    TopicFactory()
    form = signed_in.get(CREATE).context["form"]
    assert buttons(form, "village") == ["Bukan dari Desa Binaan", "Mustikajaya"]
    assert buttons(form, "topic") == ["Bahaya TPPO"]
    assert form["channel"].value() == "tatap-muka"
    assert form["outcome"].value() == "dijawab"
    assert signed_in.get(f"{CREATE}?village={village.pk}").context["form"][
        "village"
    ].value() == str(village.pk)


def test_save_and_record_another_keeps_what_the_next_shares(signed_in, officer):
    village = GuidedVillageFactory(office=officer.office)
    answer = signed_in.post(
        CREATE, entries(village=village.pk, note="Syarat paspor", langkah="lagi")
    )
    row = Consultation.objects.get()
    kept = {name: value for name, [value] in parse_qs(urlsplit(answer.url).query).items()}
    assert kept == {
        "held_on": "2025-10-31",
        "village": str(village.pk),
        "topic": str(row.topic_id),
        "channel": "whatsapp",
    }
    form = signed_in.get(answer.url).context["form"]
    assert {name: str(form[name].value()) for name in kept} == kept
    assert not form["note"].value()
    assert form["client_id"].value() != row.client_id
    signed_in.post(answer.url, entries(**kept, langkah="lagi"))
    assert Consultation.objects.count() == 2


def test_among_many_villages_ones_own_are_buttons_and_the_rest_is_searched(signed_in, officer):
    many = [GuidedVillageFactory(office=officer.office) for _ in range(MOST_BUTTONS + 1)]
    assert "other_village" not in signed_in.get(CREATE).context["form"].fields
    AssignmentFactory(village=many[0], officer=officer)
    form = signed_in.get(CREATE).context["form"]
    assert len(buttons(form, "village")) == 2
    signed_in.post(CREATE, entries(other_village=many[5].pk))
    assert Consultation.objects.get().village == many[5]
    wished = signed_in.get(f"{CREATE}?village={many[7].pk}").context["form"]
    assert len(buttons(wished, "village")) == 3


def test_what_is_still_a_candidate_is_no_button_but_found_by_searching(signed_in, officer):
    stages = GuidedVillage.Stage
    known, candidate = (
        GuidedVillageFactory(office=officer.office, stage=stage)
        for stage in (stages.APPROVED, stages.CANDIDATE)
    )
    form = signed_in.get(CREATE).context["form"]
    assert [key for key, _ in form.fields["village"].choices][1:] == [known.pk]
    signed_in.post(CREATE, entries(other_village=candidate.pk))
    row = Consultation.objects.get()
    assert row.village == candidate
    url = reverse("outreach:consultation-change", args=[row.pk])
    assert len(buttons(signed_in.get(url).context["form"], "village")) == 3


def test_a_village_found_by_searching_is_told_as_the_village_in_the_trail(signed_in, officer):
    many = [GuidedVillageFactory(office=officer.office) for _ in range(MOST_BUTTONS + 1)]
    AssignmentFactory(village=many[0], officer=officer)
    row = ConsultationFactory(office=officer.office, village=many[0])
    url = reverse("outreach:consultation-change", args=[row.pk])
    signed_in.post(url, entries(topic=row.topic_id, village=many[0].pk, other_village=many[1].pk))
    row.refresh_from_db()
    assert row.village == many[1]
    told = AuditEvent.objects.get(action="outreach.consultation.changed").changes
    assert told["village"] == [str(many[0].pk), str(many[1].pk)]
    assert "other_village" not in told


@pytest.mark.parametrize(
    "note",
    ["Hubungi 0812-3456-7890", "WA +62 857 1234 5678", "(021) 5551 2345", "62 812 3456 789"],
)
def test_a_telephone_number_is_refused_at_every_door(signed_in, officer, note):
    page = signed_in.post(CREATE, entries(note=note)).text
    assert "tampak seperti nomor telepon" in page
    draft = ConsultationFactory.build(office=officer.office, topic=TopicFactory(), note=note)
    with pytest.raises(NamesAPerson):
        record_consultation(consultation=draft, by=officer.user)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    "note",
    [
        "31 Oktober 2025, 12 orang, 8.837 paspor",
        "21-11-2025 pukul 08.30",
        "Biaya Rp 12.500.000",
        "Diberi nomor layanan 1500 033",
        "UU 21/2007 pasal 24",
    ],
)
def test_other_numbers_may_stand(note):
    assert contact_in(note) is None


def test_consultations_are_counted_by_month_and_topic_village_and_outcome(officer):
    village = GuidedVillageFactory(office=officer.office, region__name="Mustikajaya")
    passport = TopicFactory(code="paspor", name="Syarat paspor")
    for day, village_, topic in (
        (date(2025, 9, 3), village, passport),
        (date(2025, 10, 31), village, passport),
        (date(2025, 10, 1), None, TopicFactory()),
    ):
        ConsultationFactory(office=officer.office, held_on=day, village=village_, topic=topic)
    ConsultationFactory(
        office=officer.office, outcome="dirujuk", referred_to=InstitutionFactory(), topic=passport
    )
    rows = Consultation.objects.select_related("topic", "village__region")
    by_topic = summary(rows, "topik")
    assert by_topic.months == (Month(2025, 9), Month(2025, 10))
    assert [(line.name, line.counts, line.total) for line in by_topic.lines] == [
        ("Syarat paspor", (1, 2), 3),
        ("Bahaya TPPO", (0, 1), 1),
    ]
    assert (by_topic.total.counts, by_topic.total.total) == ((1, 3), 4)
    names = {"topik": "topic.name", "desa": "village.region.name", "hasil": "get_outcome_display"}
    for kind, name in names.items():
        told = {line.name: line.total for line in summary(rows, kind).lines}
        assert told == Counter(_read(row, name) or "Bukan dari Desa Binaan" for row in rows)


def _read(row, path):
    for name in path.split("."):
        row = getattr(row, name) if row is not None else None
    return row() if callable(row) else row


def test_months_beyond_twelve_are_one_column(officer):
    for number in range(14):
        day = Month(2024, 1).plus(number).first_day
        ConsultationFactory(office=officer.office, held_on=day)
    counted = summary(Consultation.objects.all(), "topik")
    assert (len(counted.months), counted.months[0]) == (12, Month(2024, 3))
    assert (counted.total.earlier, counted.total.total, counted.has_earlier) == (2, 14, True)


def test_the_list_counts_what_it_shows_and_leads_to_it(signed_in, officer):
    for day in (date(2025, 9, 3), date(2025, 10, 1), date(2025, 10, 2)):
        ConsultationFactory(office=officer.office, held_on=day)
    ConsultationFactory(office=officer.office, topic=TopicFactory(code="x", name="Lain"))
    ConsultationFactory()  # another office's
    counted = signed_in.get(LIST, {"ringkas": "topik"}).context["summary"]
    assert counted.total.total.value == 4
    for line in [*counted.lines, counted.total]:
        for number in [*line.numbers, line.total]:
            if number.url:
                shown = signed_in.get(LIST + number.url).context
                assert shown["page_obj"].paginator.count == number.value
                assert shown["summary"].total.total.value == number.value
    narrowed = signed_in.get(LIST, {"q": "lain", "ringkas": "hasil"}).context["summary"]
    assert (narrowed.heading, narrowed.total.total.value) == ("Hasil", 1)
    nonsense = signed_in.get(LIST, {"ringkas": "entah"}).context["summary"]
    assert nonsense.heading == "Topik"


def test_the_counts_follow_the_list_and_open_without_script_too(signed_in, officer):
    ConsultationFactory.create_batch(2, office=officer.office)
    ConsultationFactory(office=officer.office, topic=TopicFactory(code="x", name="Lain"))
    shown = signed_in.get(LIST, {"q": "lain"})
    assert "summary" not in shown.context
    for address in (shown.context["part_url"], shown.context["summary_url"]):
        assert escape(address) in shown.text
        assert signed_in.get(LIST + address).context["summary"].total.total.value == 1
    part = signed_in.get(LIST + shown.context["part_url"])
    assert "<html" not in part.text
    assert "bagian" not in part.text


def test_an_empty_list_has_nothing_to_count(signed_in):
    assert "Ringkasan per bulan" not in signed_in.get(LIST).text
    assert "Ringkasan per bulan" not in signed_in.get(LIST, {"bagian": "ringkas"}).text


def test_the_form_starts_with_today_unless_the_address_says_another_day(signed_in):
    assert signed_in.get(CREATE).context["form"]["held_on"].value() == timezone.localdate()
