"""Surat jawaban: what the Kanwil says to each village of a proposal it answered."""

from __future__ import annotations

from dbi_portal.lib.days import long_date
from dbi_portal.lib.letters import Letter, Paragraph, Table
from officers.documents.letterhead import headed, place_line, signature
from villages.documents.proposal_letter import moment
from villages.models import ProposalAnswer, ProposalVillage

Decision = ProposalVillage.Decision
OPENING = (
    "Memperhatikan surat Kepala {office} {number}tanggal {day} tentang usul penetapan Desa Binaan "
    "Imigrasi, dengan ini kami sampaikan jawaban untuk desa/kelurahan berikut."
)
AGREED = (
    "Untuk desa/kelurahan yang disetujui, agar keputusan penetapannya disiapkan dan petugas "
    "pembinanya ditunjuk."
)
RETURNED = "Desa/kelurahan yang dikembalikan dapat diusulkan lagi setelah catatannya dipenuhi."
CLOSING = "Demikian disampaikan untuk menjadi perhatian. Atas kerja samanya diucapkan terima kasih."


def answer_letter(answer: ProposalAnswer) -> Letter:
    """The answer with one line for each village, signed by who led the Kanwil that day."""
    proposal, day = answer.proposal, answer.answered_on
    lines = list(answer.proposal_villages.select_related("village__region"))
    return Letter(
        name=f"Surat jawaban {answer.office.short_name} {day:%Y-%m-%d}",
        **headed(answer.office),
        made_at=moment(day),
        number=answer.number,
        subject="Jawaban atas usul Desa Binaan Imigrasi",
        date_line=place_line(answer.office, day),
        recipients=[f"Yth. Kepala {proposal.office.name}", _at(proposal.office.city)],
        body=[*_body(answer, lines)],
        signatures=[signature(answer.office, day)],
        sample=answer.made_up or proposal.made_up,
    )


def _at(city: str) -> str:
    return f"di {city}" if city else "di tempat"


def _body(answer: ProposalAnswer, lines: list[ProposalVillage]):
    proposal = answer.proposal
    number = f"nomor {proposal.number} " if proposal.number else ""
    day = long_date(proposal.proposed_on)
    yield Paragraph("Dengan hormat,")
    yield Paragraph(OPENING.format(office=proposal.office.name, number=number, day=day))
    headers = ["No.", "Desa/kelurahan", "Wilayah", "Jawaban", "Catatan"]
    rows = [
        (
            at,
            line.village.region.name,
            line.village.region.path.rpartition(", ")[0],
            line.get_decision_display(),
            line.decision_note or None,
        )
        for at, line in enumerate(lines, start=1)
    ]
    yield Table(headers, rows, weights=(0.5, 1.6, 2.2, 1.4, 2.6))
    decisions = {line.decision for line in lines}
    if answer.note:
        yield Paragraph(answer.note)
    if Decision.APPROVED in decisions:
        yield Paragraph(AGREED)
    if Decision.RETURNED in decisions:
        yield Paragraph(RETURNED)
    yield Paragraph(CLOSING)
