from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from dbi_portal.lib.pages import Action, Column, DetailPage, Fact
from villages import workflow
from villages.forms.villages import kanim_of
from villages.models import Proposal
from villages.models.village import OVER, Stage
from villages.places import places_of
from villages.views.following import following, withdrawal
from villages.views.life import life_line
from villages.views.missing import missing
from villages.views.parts import MADE_UP, OtherPanel, Table, answer_chip, stage_chip
from villages.views.places import PLACE
from villages.views.villages import VillagePage


class VillageDetail(VillagePage, DetailPage):
    permission = "villages.view_guidedvillage"
    template_name = "villages/detail.html"

    def get_title(self) -> str:
        return self.object.region.name

    def get_chips(self):
        chips = [stage_chip(self.object)]
        return [*chips, MADE_UP] if self.object.made_up else chips

    def get_primary(self) -> Action | None:
        """What brings the village further; one that runs well needs people instead."""
        then = following(self.object, self.request.user, today=timezone.localdate())
        if then and then.url:
            return Action(then.label, then.url, icon=then.icon)
        return self.posting() if self.object.stage == Stage.ACTIVE else None

    def get_others(self):
        acts = [self.action("Ubah", self.to("change"), permission=workflow.CHANGE, icon="edit")]
        if self.object.stage not in OVER:
            acts += [self.other_step(), self.take_back(), self.move()]
        return [act for act in [*acts, self.handover()] if act]

    def handover(self) -> Action | None:
        url = reverse("reports:village-handover", args=[self.object.pk])
        right = "villages.view_assignment"
        return self.action("Serah terima (PDF)", url, permission=right, icon="doc")

    def take_back(self) -> Action | None:
        """Withdrawing is for the office that proposed."""
        url = withdrawal(self.object, self.request.user)
        return Action("Tarik usul", url, icon="returned") if url else None

    def other_step(self) -> Action | None:
        """Steps that are no letter of their own: talks, an end, a decision on an old proposal."""
        user, village = self.request.user, self.object
        primary = self.get_primary()
        here = primary is not None and primary.url == self.to("advance")
        if here or not workflow.choices_for(user, village):
            return None
        if village.stage == Stage.PROPOSED and withdrawal(village, user):
            return None
        label = "Akhiri pembinaan" if village.stage == Stage.ACTIVE else "Catat tahap"
        return Action(label, self.to("advance"))

    def posting(self) -> Action | None:
        url = f"{reverse('villages:assignment-create')}?desa={self.object.pk}"
        right = "villages.add_assignment"
        return self.action("Tugaskan petugas", url, permission=right, icon="users")

    def move(self) -> Action | None:
        if kanim_of(self.request.user).count() < 2:
            return None
        return self.action("Pindah kantor", self.to("move"), permission=workflow.CHANGE)

    def to(self, name: str) -> str:
        return reverse(f"villages:{name}", args=[self.object.pk])

    def get_facts(self):
        village = self.object
        region, reads = village.region, self.request.user.has_perm
        rows = village.village_reasons.select_related("reason").order_by("reason__position", "pk")
        reasons = [f"{row.reason}: {row.note}" if row.note else str(row.reason) for row in rows]
        return [
            Fact(region.get_kind_display(), region.name, self.region_url(), note=region.path),
            Fact("Kode wilayah", region.code),
            Fact(
                "Kantor pembina",
                village.office.name,
                village.office.get_absolute_url() if reads("officers.view_office") else "",
            ),
            Fact("Alasan dipilih", "\n".join(reasons)),
            Fact("Catatan", village.note),
            Fact("Sumber", village.source),
        ]

    def region_url(self) -> str:
        may = self.request.user.has_perm("villages.view_region")
        return self.object.region.get_absolute_url() if may else ""

    def get_context_data(self, **context) -> dict:
        village, user = self.object, self.request.user
        return super().get_context_data(
            steps=life_line(village, user),
            todos=missing(village, user, today=timezone.localdate()),
            proposals=self.proposals(),
            tenures=self.tenures(),
            placing=self.placing(),
            others=self.other_panels(),
            **context,
        )

    def placing(self) -> dict:
        """What the panel "Letak" shows; marking is for who may."""
        code, may = self.object.region_id, self.request.user.has_perm
        place = places_of([code]).get(code)
        act = "Tandai letaknya" if not place or place.approximate else "Perbaiki letaknya"
        return {
            "place": place,
            "code": code,
            "act": act,
            "url": self.to("place") if may(PLACE) else "",
            "sees_map": may("reports.view_dashboard"),
        }

    def proposals(self) -> Table | None:
        """The letters that named this village, drafts included."""
        if not self.request.user.has_perm("villages.view_proposal"):
            return None
        seen = Proposal.objects.visible_to(self.request.user)
        lines = self.object.proposal_villages.filter(proposal__in=seen)
        lines = list(lines.select_related("proposal__addressed_to").order_by("-proposal_id"))
        columns = [
            Column("Surat", lambda line: str(line.proposal), note="decision_note"),
            Column("Tanggal", "proposal.proposed_on", kind="date"),
            Column("Jawaban", answer_chip, kind="chip"),
        ]
        return (
            Table.of(
                "Usul", columns, lines, id="usul", url=lambda line: line.proposal.get_absolute_url()
            )
            if lines
            else None
        )

    def tenures(self) -> Table | None:
        """Only worth a table once another office has held the village."""
        held = list(self.object.tenures.select_related("office"))
        if len(held) < 2:
            return None
        columns = [
            Column("Kantor", "office.short_name"),
            Column("Mulai", "starts_on", kind="date"),
            Column("Sampai", "ends_on", kind="date"),
        ]
        return Table.of("Kantor pembina", columns, held, id="kantor", url=lambda row: "")

    def other_panels(self) -> list[OtherPanel]:
        pk, may = self.object.pk, self.request.user.has_perm
        panels = [
            OtherPanel.at("outreach:village-panel", pk, title="Sesi", link="Lihat sesi desa ini")
            if may("outreach.view_session")
            else None,
            OtherPanel.at(
                "outreach:coverage-panel",
                self.object.region_id,
                title="Cakupan",
                link="Lihat cakupan desa ini",
            )
            if may("outreach.view_consultation")
            else None,
            OtherPanel.at("reports:village-panel", pk, title="Angka", link="Lihat angka desa ini")
            if may("reports.view_passportstatistic")
            else None,
        ]
        return [panel for panel in panels if panel]
