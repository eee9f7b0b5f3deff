"""The pages of a proposal as the people in them see them."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from officers.roles import Role
from officers.tests.factories import OfficeFactory, OfficerFactory, UserFactory
from villages import actions, evidence
from villages.models import Decree, GuidedVillage, Proposal, ProposalFile, VillageStep
from villages.models.village import Stage
from villages.tests.factories import GuidedVillageFactory, SelectionReasonFactory
from villages.tests.proposing import NOW, Decision, Desk, line_of, stage_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORBIDDEN, MISSING = 403, 404


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture(autouse=True)
def figures(monkeypatch):
    said = {
        "label": "Paspor PMI",
        "value": "860 paspor",
        "note": "peringkat 1",
        "url": "/data/?x=1",
    }
    monkeypatch.setattr(evidence, "_providers", [lambda *asked: [dict(said)]])


@pytest.fixture
def seen_by(client):
    """Open a page as somebody: seen_by(user, name, pk, **query)."""

    def ask(user, name, /, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"villages:{name}", args=args), query)

    return ask


@pytest.fixture
def sent_by(client):
    def send(user, name, /, *args, **data):
        client.force_login(user)
        return client.post(reverse(f"villages:{name}", args=args), data)

    return send


def text(response) -> str:
    return response.content.decode()


def acts(response) -> list[str]:
    page = response.context["page"]
    return [act.label for act in filter(None, [page.primary, *page.others])]


def test_several_villages_are_proposed_in_one_letter(desk, seen_by, sent_by):
    one, other = desk.candidate(), desk.candidate()
    one.reasons.add(
        SelectionReasonFactory(name="Permintaan tertinggi"),
        through_defaults={"office": desk.office, "note": "860 paspor"},
    )
    form = seen_by(desk.operator, "proposal-create", desa=one.pk).context["form"]
    assert form.initial[f"village_{one.pk}"] is True
    assert form.fields[f"argument_{one.pk}"].initial == "Permintaan tertinggi: 860 paspor."
    told = {"proposed_on": "2025-10-06", f"village_{one.pk}": "on", f"village_{other.pk}": "on"}
    told[f"argument_{one.pk}"] = "Terdepan di kotanya"
    response = sent_by(desk.operator, "proposal-create", **told)
    proposal = Proposal.objects.get()
    assert response.url == proposal.get_absolute_url()
    assert line_of(one).argument == "Terdepan di kotanya"
    page = text(seen_by(desk.operator, "proposal-detail", proposal.pk))
    assert "Terdepan di kotanya" in page
    assert '<a href="/data/?x=1">860 paspor</a>' in page


def test_a_letter_needs_a_village(desk, sent_by):
    response = sent_by(desk.operator, "proposal-create", proposed_on="2025-10-06")
    assert "Pilih paling sedikit satu desa." in text(response)


def test_villages_of_others_and_those_that_wait_are_not_on_offer(desk, seen_by):
    free, waiting = desk.candidate(), desk.candidate()
    GuidedVillageFactory(stage=Stage.CANDIDATE)
    desk.draft(waiting)
    form = seen_by(desk.operator, "proposal-create").context["form"]
    assert form.candidates == [free]


def test_a_draft_is_changed_and_sent(desk, seen_by, sent_by):
    one, other = desk.candidate(), desk.candidate()
    draft = desk.draft(one)
    assert acts(seen_by(desk.operator, "proposal-detail", draft.pk))[:3] == [
        "Kirim ke Kanwil",
        "Ubah",
        "Batalkan konsep",
    ]
    told = {"proposed_on": "2025-10-06", f"village_{other.pk}": "on"}
    sent_by(desk.operator, "proposal-change", draft.pk, **told)
    assert list(draft.villages.all()) == [other]
    sent_by(desk.operator, "proposal-send", draft.pk, proposed_on="2025-10-06", number="W.11-812")
    assert stage_of(other) == Stage.PROPOSED
    assert "Usul W.11-812 dikirim" in text(seen_by(desk.operator, "proposal-detail", draft.pk))


def test_the_head_answers_all_villages_on_one_page(desk, seen_by, sent_by):
    one, other = desk.candidate(), desk.candidate()
    proposal = desk.sent(one, other)
    page = seen_by(desk.head, "proposal-answer", proposal.pk)
    assert "860 paspor" in text(page)
    first, second = (f"decision_{line_of(village).pk}" for village in (one, other))
    labels = [label for _, label in page.context["form"].fields[first].choices]
    assert labels == ["Belum dijawab", "Setujui", "Kembalikan", "Tidak setujui"]
    told = {"on": "2025-10-20", "number": "J-1", first: "disetujui", second: "dikembalikan"}
    refused = sent_by(desk.head, "proposal-answer", proposal.pk, **told)
    assert "kantor pengusul perlu tahu" in text(refused)
    told[f"note_{line_of(other).pk}"] = "Lampirkan berita acara"
    sent_by(desk.head, "proposal-answer", proposal.pk, **told)
    assert (stage_of(one), stage_of(other)) == (Stage.AGREED, Stage.CANDIDATE)


def test_an_empty_answer_is_none(desk, sent_by):
    response = sent_by(desk.head, "proposal-answer", desk.sent().pk, on="2025-10-20")
    assert "Jawab paling sedikit satu desa." in text(response)


def test_a_supervisor_is_offered_to_send_back_and_never_to_withdraw(desk, seen_by):
    village = desk.candidate()
    proposal = desk.sent(village)
    assert "Jawab usul" in acts(seen_by(desk.supervisor, "proposal-detail", proposal.pk))
    form = seen_by(desk.supervisor, "proposal-answer", proposal.pk).context["form"]
    offered = form.fields[f"decision_{line_of(village).pk}"].choices
    assert [label for _, label in offered] == ["Belum dijawab", "Kembalikan"]
    shown = seen_by(desk.supervisor, "detail", village.pk)
    assert "Tarik usul" not in acts(shown)
    assert shown.context["page"].primary.label == "Jawab usul"


@pytest.mark.parametrize("name", ["proposal-change", "proposal-send", "proposal-withdraw"])
def test_who_reads_a_letter_does_not_write_it(desk, seen_by, name):
    admin = UserFactory(office=desk.kanwil, role=Role.ADMIN)
    draft = desk.draft()
    assert seen_by(admin, name, draft.pk).status_code == FORBIDDEN
    stranger = UserFactory(role=Role.OPERATOR)
    assert seen_by(stranger, name, draft.pk).status_code == MISSING


def test_the_office_withdraws_its_letter_with_a_reason(desk, seen_by, sent_by):
    village = desk.candidate()
    proposal = desk.sent(village)
    assert "Tarik usul" in acts(seen_by(desk.operator, "detail", village.pk))
    told = {"on": "2025-10-20", "reason": "Salah kelurahan"}
    sent_by(desk.operator, "proposal-withdraw", proposal.pk, **told)
    assert stage_of(village) == Stage.CANDIDATE
    assert "Salah kelurahan" in text(seen_by(desk.head, "proposal-detail", proposal.pk))


def test_the_register_finds_a_letter_by_number_village_and_state(desk, seen_by):
    village = desk.candidate()
    desk.sent(village)
    desk.draft()
    shown = lambda **query: [  # noqa: E731
        str(row) for row in seen_by(desk.operator, "proposal-list", **query).context["object_list"]
    ]
    assert len(shown()) == 2
    assert shown(q="812") == shown(q=village.region.name) == shown(state="menunggu") == ["W.11-812"]
    assert shown(state="konsep") == ["Usul Kanim Bekasi (konsep)"]
    assert shown(state="dijawab") == []


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "ending"), [("a.bin", PDF, ".pdf"), ("b.png", picture(), ".jpg")]
)
def test_a_paper_is_attached_by_what_it_is_and_comes_as_a_download(
    desk, seen_by, sent_by, name, content, ending
):
    proposal = desk.sent()
    told = {"file": SimpleUploadedFile(name, content), "name": "Berita acara"}
    sent_by(desk.operator, "proposal-attach", proposal.pk, **told)
    attached = ProposalFile.objects.get()
    assert attached.file.name.endswith(ending)
    answer = seen_by(desk.head, "proposal-file", attached.pk)
    assert f'filename="berita-acara{ending}"' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert seen_by(UserFactory(), "proposal-file", attached.pk).status_code == MISSING


@pytest.mark.parametrize("content", [b"PK\x03\x04 Word", b"%PDF-1.7 putus", b"<html></html>"])
def test_what_is_no_paper_is_refused_at_the_file(desk, sent_by, content):
    told = {"file": SimpleUploadedFile("surat.pdf", content), "name": "Surat"}
    response = sent_by(desk.operator, "proposal-attach", desk.sent().pk, **told)
    assert "“surat.pdf”" in response.context["form"].errors["file"][0]
    assert not ProposalFile.objects.exists()


def test_a_paper_leaves_a_draft_and_stays_with_a_letter(desk, sent_by):
    draft = desk.draft()
    for proposal, wanted in ((desk.sent(), FORBIDDEN), (draft, 302)):
        attached = actions.attach_file(
            proposal=proposal, file=SimpleUploadedFile("a.pdf", PDF), name="A", by=None
        )
        assert sent_by(desk.operator, "proposal-detach", attached.pk).status_code == wanted


@pytest.mark.parametrize(("kind", "magic"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_letter_and_answer_come_as_paper_and_as_word(desk, seen_by, kind, magic):
    proposal = desk.sent()
    answer = desk.answer(proposal, (Decision.APPROVED, ""))
    for name, pk in (("proposal-letter", proposal.pk), ("proposal-answer-letter", answer.pk)):
        assert seen_by(desk.operator, name, pk, kind).content.startswith(magic)
        assert seen_by(UserFactory(), name, pk, kind).status_code == MISSING
    assert seen_by(desk.operator, "proposal-letter", proposal.pk, "exe").status_code == MISSING


def test_one_ceremony_is_recorded_on_one_page(desk, seen_by, sent_by):
    one, other, away = (
        GuidedVillageFactory(office=desk.office, stage=Stage.APPROVED) for _ in range(3)
    )
    officer = OfficerFactory(office=desk.office)
    form = seen_by(desk.operator, "inaugurate", desa=one.pk).context["form"]
    assert set(form.waiting) == {one, other, away}
    told = {"on": "2025-11-20", "place": "Aula", "posts": "on", f"village_{other.pk}": "on"}
    empty = sent_by(desk.operator, "inaugurate", on="2025-11-20", place="Aula")
    assert "Centang paling sedikit satu desa." in text(empty)
    sent_by(desk.operator, "inaugurate", **told, **{f"officers_{one.pk}": [officer.pk]})
    assert [stage_of(each) for each in (one, other, away)] == [
        Stage.INAUGURATED,
        Stage.INAUGURATED,
        Stage.APPROVED,
    ]
    assert one.assignments.get().officer == officer


def test_the_sk_form_offers_the_villages_that_wait_all_ticked(desk, seen_by, sent_by):
    one, other = (GuidedVillageFactory(office=desk.office, stage=Stage.AGREED) for _ in range(2))
    proposed = GuidedVillageFactory(office=desk.office, stage=Stage.PROPOSED)
    form = seen_by(desk.supervisor, "decree-create").context["form"]
    assert set(form.initial["designates"]) == {one.pk, other.pk}
    assert proposed not in form.fields["designates"].queryset
    asked = seen_by(desk.supervisor, "decree-create", desa=one.pk).context["form"]
    assert asked.initial["designates"] == [one.pk]
    told = {
        "office": desk.kanwil.pk, "kind": "sk", "number": "SK-1", "title": "Penetapan",
        "signed_on": "2025-11-03", "designates": [one.pk, other.pk],
    }  # fmt: skip
    sent_by(desk.supervisor, "decree-create", **told)
    assert set(Decree.objects.get().villages.all()) == {one, other}
    assert GuidedVillage.objects.filter(stage=Stage.APPROVED).count() == 2


def test_a_village_shows_its_line_with_papers_and_what_was_struck_out(desk, seen_by, sent_by):
    village = desk.candidate()
    proposal = desk.sent(village)
    answer = desk.answer(proposal, (Decision.APPROVED, ""))
    first = village.steps.first()
    told = {"on": "2024-02-01", "reason": "Salah baca tanggal"}
    sent_by(desk.operator, "step-correct", first.pk, **told)
    undone = village.steps.last()
    sent_by(desk.head, "step-undo", undone.pk, reason="Keliru desa")
    page = text(seen_by(desk.operator, "detail", village.pk))
    assert proposal.get_absolute_url() in page
    assert "<s>1 Januari 2024</s> Diperbaiki" in page
    assert "Salah baca tanggal" in page
    assert f"Dibatalkan {desk.head}" in page
    assert "Keliru desa" in page
    assert reverse("villages:proposal-answer-letter", args=[answer.pk, "pdf"]) in page
    assert "Menunggu jawaban Kanwil sejak 6 Oktober 2025" in page


def test_a_wrong_date_is_said_at_the_date(desk, sent_by):
    village = desk.candidate()
    step = actions.advance_village(
        village=village, to=Stage.TALKS, on=date(2025, 9, 1), by=desk.operator, at=NOW
    )
    told = {"on": "2023-12-31", "reason": "Salah", "place": "", "note": ""}
    response = sent_by(desk.operator, "step-correct", step.pk, **told)
    assert "sebelum tahap Calon" in response.context["form"].errors["on"][0]
    assert VillageStep.objects.get(pk=step.pk).happened_on == date(2025, 9, 1)


def test_only_the_last_step_offers_to_be_taken_back(desk, seen_by):
    village = desk.candidate()
    step = actions.advance_village(
        village=village, to=Stage.TALKS, on=date(2025, 9, 1), by=desk.operator, at=NOW
    )
    assert seen_by(desk.operator, "step-undo", step.pk).status_code == 200
    assert seen_by(desk.operator, "step-undo", village.steps.first().pk).status_code == FORBIDDEN
    stranger = UserFactory(office=OfficeFactory(), role=Role.OPERATOR)
    assert seen_by(stranger, "step-undo", step.pk).status_code == MISSING


def test_a_line_of_the_dashboard_brings_village_and_figure_along(desk, seen_by):
    reason = SelectionReasonFactory(code="permintaan-paspor")
    region = desk.candidate().region
    told = {"wilayah": region.pk, "permintaan": "860 paspor PMI Januari–Desember 2025"}
    form = seen_by(desk.operator, "create", **told).context["form"]
    assert form.initial["region"] == region.pk
    assert form.initial[f"reason_{reason.pk}_note"] == "860 paspor PMI Januari–Desember 2025"
    assert "region" in seen_by(desk.operator, "create", wilayah="zz").context["form"].fields
