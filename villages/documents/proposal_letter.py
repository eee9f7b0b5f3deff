"""Surat usul: a Kanim proposes villages to its Kanwil, with reasons and figures for each."""

from __future__ import annotations

from datetime import UTC, datetime, time

from dbi_portal.lib.days import long_date
from dbi_portal.lib.letters import (
    BY_HAND,
    Block,
    Bullets,
    Heading,
    Letter,
    Paragraph,
    Table,
)
from dbi_portal.lib.numbers import angka
from officers.documents.letterhead import headed, place_line, signature
from officers.models import User
from villages import evidence
from villages.models import Proposal, ProposalVillage

OPENING = (
    "Dalam rangka mencegah tindak pidana perdagangan orang dan penyelundupan manusia, serta "
    "mendampingi warga yang akan bekerja ke luar negeri melalui jalur resmi, bersama ini kami "
    "usulkan {villages} di wilayah kerja {office} menjadi Desa Binaan Imigrasi."
)
ENCLOSED = "Angka untuk tiap desa kami sampaikan dalam lampiran."
CLOSING = (
    "Demikian usul ini kami sampaikan. Mohon persetujuan Bapak/Ibu. Atas perhatiannya kami ucapkan "
    "terima kasih."
)
SUBJECT = "Usul penetapan Desa Binaan Imigrasi"


def proposal_letter(proposal: Proposal, *, user: User | None = None) -> Letter:
    """The letter with its table of villages, and an attachment with reasons and figures.

    A draft is marked so and shows the figures of its day as `user` may see them.
    """
    draft = proposal.status == Proposal.Status.DRAFT
    lines = list(proposal.proposal_villages.select_related("village__region"))
    office, day = proposal.office, proposal.proposed_on
    enclosed = _attachment(proposal, lines, user)
    return Letter(
        name=f"Surat usul {office.short_name} {day:%Y-%m-%d}{' (konsep)' if draft else ''}",
        **headed(office),
        made_at=moment(day),
        number=proposal.number,
        attachments="1 berkas" if enclosed else "–",
        subject=SUBJECT,
        date_line=place_line(office, day),
        recipients=recipients(proposal),
        body=_opening(proposal, lines, is_enclosed=bool(enclosed)),
        enclosed=enclosed,
        signatures=[signature(office, day)],
        sample=proposal.made_up,
        draft=draft,
    )


def recipients(proposal: Proposal) -> list[str]:
    place = proposal.addressed_to.city
    head = f"Yth. Kepala {proposal.addressed_to.name}"
    return [head, f"di {place}" if place else "di tempat"]


def moment(day) -> datetime:
    """The file carries the letter's own day, so that the same letter is the same file."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _opening(proposal: Proposal, lines: list[ProposalVillage], *, is_enclosed: bool) -> list[Block]:
    villages = f"{angka(len(lines))} desa/kelurahan"
    usual = OPENING.format(villages=villages, office=proposal.office.name)
    rows = [
        (at, line.village.region.name, *_place(line), line.argument or None)
        for at, line in enumerate(lines, start=1)
    ]
    headers = ["No.", "Desa/kelurahan", "Kecamatan", "Kabupaten/kota", "Pertimbangan"]
    return [
        Paragraph("Dengan hormat,"),
        Paragraph(proposal.background or usual),
        Table(headers, rows, weights=(0.5, 1.5, 1.4, 1.4, 3.4)),
        Paragraph(f"{ENCLOSED} {CLOSING}" if is_enclosed else CLOSING),
    ]


def _place(line: ProposalVillage) -> tuple[str, str]:
    district, _, rest = line.village.region.path.partition(", ")
    return district, rest.partition(", ")[0]


def _attachment(proposal: Proposal, lines: list[ProposalVillage], user: User | None) -> list[Block]:
    """For each village why and with which figures; left out where there are no figures at all."""
    told = [(line, figures_of(proposal, line, user)) for line in lines]
    if not any(figures for _, figures in told):
        return []
    number = proposal.number or BY_HAND
    named = f"Lampiran surat Kepala {proposal.office.name} nomor {number}, "
    blocks: list[Block] = [Paragraph(named + f"tanggal {long_date(proposal.proposed_on)}")]
    for line, figures in told:
        region = line.village.region
        blocks += [Heading(f"{region.name}, {region.path}")]
        blocks += [Paragraph(line.argument)] if line.argument else []
        blocks += [Bullets([_sentence(figure) for figure in figures])] if figures else []
    blocks.append(Paragraph(f"Angka menurut Portal DBI per {long_date(proposal.proposed_on)}."))
    return blocks


def figures_of(
    proposal: Proposal, line: ProposalVillage, user: User | None
) -> list[evidence.Figure]:
    """Frozen once the letter was sent; today's while it is a draft."""
    if proposal.status == Proposal.Status.DRAFT:
        region, on = line.village.region, proposal.proposed_on
        return evidence.figures_for(region, proposal.office, user, on)
    return line.evidence


def _sentence(figure: evidence.Figure) -> str:
    note = f" ({figure['note']})" if figure.get("note") else ""
    return f"{figure['label']}: {figure['value']}{note}"
