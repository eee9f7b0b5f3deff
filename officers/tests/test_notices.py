"""What the portal tells people: once each, under the bell, on a page of their own."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from officers.models import Notice
from officers.notices import LONGEST, tell
from officers.tests.factories import NoticeFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 10, 30, 2, tzinfo=UTC)
OCCASION = {"key": "kegiatan:1", "kind": "pengingat", "text": "Besok ada sosialisasi.", "at": AT}


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_same_occasion_is_told_once_however_often_it_is_said():
    one, other = UserFactory(), UserFactory()
    assert tell([one], **OCCASION) == 1
    assert tell([one, other, other], **OCCASION) == 1
    assert Notice.objects.count() == 2


def test_a_new_occasion_is_told_again():
    user = UserFactory()
    tell([user], **OCCASION)
    assert tell([user], **OCCASION | {"key": "kegiatan:2"}) == 1


def test_an_account_that_was_switched_off_is_told_nothing():
    assert tell([UserFactory(is_active=False)], **OCCASION) == 0


def test_telling_a_hundred_people_takes_no_more_queries_than_telling_one(
    django_assert_num_queries,
):
    office = OfficeFactory()
    crowd = [UserFactory(office=office) for _ in range(20)]
    with django_assert_num_queries(2):
        tell(crowd, **OCCASION, office=office)
    assert Notice.objects.filter(office=office).count() == 20


def test_a_sentence_longer_than_a_notice_is_cut_and_not_lost():
    tell([UserFactory()], **OCCASION | {"text": "a" * 999})
    text = Notice.objects.get().text
    assert len(text) == LONGEST
    assert text.endswith("…")


def test_the_page_lists_only_ones_own_notices(client, reader):
    own, other = NoticeFactory(user=reader), NoticeFactory()
    html = client.get(reverse("officers:notices")).content.decode()
    assert own.text in html
    assert other.text not in html


def test_opening_a_notice_reads_it_and_leads_to_what_it_speaks_of(client, reader):
    notice = NoticeFactory(user=reader, url="/kegiatan/")
    answer = client.get(reverse("officers:notice-open", args=[notice.pk]))
    assert answer.url == "/kegiatan/"
    notice.refresh_from_db()
    read_at = notice.read_at
    client.get(reverse("officers:notice-open", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == read_at is not None


@pytest.mark.parametrize("url", ["", "https://contoh.example/", "//contoh.example/"])
def test_a_notice_never_leads_out_of_the_portal(client, reader, url):
    notice = NoticeFactory(user=reader, url=url)
    answer = client.get(reverse("officers:notice-open", args=[notice.pk]))
    assert answer.url == reverse("officers:notices")


def test_another_persons_notice_does_not_exist(client, reader):
    notice = NoticeFactory(user__office=reader.office)
    assert client.get(reverse("officers:notice-open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_everything_is_read_at_once_and_nobody_elses(client, reader):
    NoticeFactory.create_batch(2, user=reader)
    other = NoticeFactory()
    page = client.get(reverse("officers:notices")).content.decode()
    assert "Tandai semua dibaca" in page
    done = client.post(reverse("officers:notices-read"), follow=True).content.decode()
    assert "2 pemberitahuan ditandai dibaca" in done
    assert "Tandai semua dibaca" not in done
    other.refresh_from_db()
    assert other.read_at is None


def test_what_is_unread_can_be_picked_out(client, reader):
    new, old = NoticeFactory(user=reader), NoticeFactory(user=reader, read_at=AT)
    html = client.get(reverse("officers:notices"), {"keadaan": "baru"}).content.decode()
    assert new.text in html
    assert old.text not in html
