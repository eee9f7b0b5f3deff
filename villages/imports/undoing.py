"""Taking back what an import of villages or officers wrote, from its own log, newest first.

Rows the import made are removed as if they had never been (the audit trail keeps that they were);
steps added to a village that was there before are voided with a reason, as by hand. Whatever
somebody did later on top of it stands in the way and is named.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model

from dbi_portal.lib.merging import hanging
from officers import audit
from officers.actions.officers import change_officer
from officers.imports.resource import Touched
from officers.models import ImportRun, Officer, OfficerPost, User
from villages.actions.corrections import correct_step, take_back
from villages.actions.villages import change_village
from villages.imports.answers import forget_names
from villages.imports.snapshots import (
    day_of,
    facts_of,
    fields_of,
    kept_of,
    paper_of,
    person_of,
    posting_of,
    posts_of,
)
from villages.models import (
    Assignment,
    Decree,
    DecreeOfficer,
    DecreeVillage,
    GuidedVillage,
    SelectionReason,
    VillageStep,
)


class Undoing:
    """One run, taken back within the caller's transaction."""

    def __init__(self, run: ImportRun, *, by: User, at: datetime):
        self.run, self.by, self.at = run, by, at
        self.reason = f"Impor {run.filename} dibatalkan"[:300]
        self.touched: list[str] = []

    def undo(self) -> int:
        """How many lines were taken back. Raises Touched, and then nothing was."""
        lines = list(self.run.lines.to_write().order_by("-position"))
        logs = [line.values.get("log", []) for line in lines]
        entries = [each for log in logs for each in log]
        self.new = {each[1] for each in entries if each[0] == "village"}
        self.steps = {each[1] for each in entries if each[0] == "step"}
        for log in logs:
            for what, *facts in reversed(log):
                self._take_back(what, facts)
        forget_names(self.run, by=self.by)
        if self.touched:
            raise Touched(list(dict.fromkeys(self.touched)))
        return len(lines)

    def _take_back(self, what: str, facts: list) -> None:
        act: Callable[..., None] = getattr(self, f"_{what}")
        try:
            act(*facts)
        except ValidationError as refused:
            self.touched += refused.messages
        except PermissionDenied:
            self.touched.append(
                "Sebuah tahap hanya dapat dikembalikan oleh yang berwenang atasnya."
            )

    # Villages

    def _village(self, pk: int, note: str, reasons: list[int]) -> None:
        village = _get(GuidedVillage, pk)
        if village is None:
            return
        kept = fields_of(village)
        later = VillageStep.trace.filter(village=village).exclude(pk__in=self.steps)
        first = village.steps.first()
        if later.exclude(pk=first.pk if first else None).exists():
            raise Touched(f"{village}: tahapnya dicatat atau diperbaiki setelah impor ini.")
        if kept["note"] != note or sorted(map(int, kept["reasons"])) != reasons:
            raise Touched(f"{village}: alasan atau catatannya diubah setelah impor ini.")
        if village.tenures.count() > 1:
            raise Touched(f"{village}: desa ini dipindahkan ke kantor lain setelah impor ini.")
        self._refuse_hanging(village, beside=("steps", "tenures", "village_reasons"))
        self._remove(village)

    def _step(self, pk: int) -> None:
        step = VillageStep.trace.select_related("village__region").filter(pk=pk).first()
        if step is None:
            return
        if step.voided_at:
            raise Touched(f"{step.village}: tahap {step} sudah dibatalkan orang lain.")
        if step.replaces_id:
            raise Touched(f"{step.village}: tahap {step} diperbaiki setelah impor ini.")
        if step.village.steps.last() != step:
            last = step.village.steps.last()
            raise Touched(f"{step.village}: tahap {last} dicatat setelah impor ini.")
        if step.village_id in self.new:
            step.delete()  # the village goes with all it has
        else:
            take_back(step=step, reason=self.reason, by=self.by, at=self.at)

    def _corrected(self, pk: int, was: dict, now: dict) -> None:
        step = VillageStep.objects.select_related("decree", "village__region").filter(pk=pk).first()
        if step is None or kept_of(step) != now:
            name = step.village if step else "Sebuah desa"
            raise Touched(f"{name}: tahap yang diperbaiki impor ini diubah lagi setelahnya.")
        decree = Decree.objects.filter(pk=was["decree"]).first() if was["decree"] else None
        if decree is None:  # recorded before its paper was at hand, and so again
            step.decree = None
            step.save(update_fields=["decree"])
        facts = was | {"on": date.fromisoformat(was["on"]), "decree": decree}
        if facts_of(step) != facts:
            correct_step(step=step, reason=self.reason, by=self.by, at=self.at, **facts)

    def _fields(self, pk: int, was: dict, now: dict) -> None:
        village = GuidedVillage.objects.get(pk=pk)
        if fields_of(village) != now:
            raise Touched(f"{village}: alasan atau catatannya diubah setelah impor ini.")
        notes = {int(key): note for key, note in was["reasons"].items()}
        reasons = {each: notes[each.pk] for each in SelectionReason.objects.filter(pk__in=notes)}
        change_village(
            village=village, reasons=reasons, note=was["note"], source=village.source, by=self.by
        )

    # Papers

    def _decree(self, pk: int, was: dict) -> None:
        decree = _get(Decree, pk)
        if decree is None:
            return
        if paper_of(decree) != was or decree.scan:
            raise Touched(f"{decree}: SK atau surat ini diubah setelah impor ini.")
        own = VillageStep.trace.filter(pk__in=self.steps, voided_at__isnull=False, decree=decree)
        own.update(decree=None, note=f"Menurut {decree.number}"[:300])  # void, and still telling
        self._refuse_hanging(decree, beside=("decree_villages", "decree_officers"))
        self._remove(decree)

    def _decree_village(self, pk: int) -> None:
        DecreeVillage.objects.filter(pk=pk).delete()

    def _decree_officer(self, pk: int) -> None:
        DecreeOfficer.objects.filter(pk=pk).delete()

    # Officers

    def _officer(self, pk: int, was: dict | None = None) -> None:
        officer = _get(Officer, pk)
        if officer is None:
            return
        if was and person_of(officer) != was:
            raise Touched(f"{officer}: datanya diubah setelah impor ini.")
        if officer.posts.count() > 1 or officer.user_id:
            raise Touched(f"{officer}: jabatan atau akunnya dicatat setelah impor ini.")
        self._refuse_hanging(officer, beside=("posts",))
        self._remove(officer)

    def _person(self, pk: int, was: dict, now: dict) -> None:
        officer = Officer.objects.get(pk=pk)
        if person_of(officer) != now:
            raise Touched(f"{officer}: datanya diubah setelah impor ini.")
        changes = {name: [now[name], was[name]] for name in was if was[name] != now[name]}
        for name, value in was.items():
            setattr(officer, name, day_of(value) if name.endswith("_on") else value)
        change_officer(officer=officer, changes=changes, by=self.by)

    def _posts(self, pk: int, was: list[dict], now: list[dict]) -> None:
        """The officer's line of posts as it stood, with his present position."""
        officer = Officer.objects.get(pk=pk)
        if posts_of(officer) != now:
            raise Touched(f"{officer}: jabatannya diubah setelah impor ini.")
        kept = {each["pk"]: each for each in was}
        officer.posts.exclude(pk__in=kept).delete()
        for post in OfficerPost.objects.filter(pk__in=kept).order_by("-starts_on"):
            post.position = kept[post.pk]["position"]
            post.ends_on = day_of(kept[post.pk]["ends_on"])
            post.save(update_fields=["position", "ends_on"])

    def _assignment(self, pk: int, was: dict | None = None) -> None:
        posting = _get(Assignment, pk)
        if posting is None:
            return
        if was and posting_of(posting) != was:
            raise Touched(f"{posting}: penugasannya diubah setelah impor ini.")
        self._refuse_hanging(posting)
        about = [posting.officer, posting.village]
        audit.record("villages.assignment.withdrawn", by=self.by, target=posting, about=about)
        posting.delete()

    def _posting(self, pk: int, was: dict, now: dict) -> None:
        """A posting that was there before gets its days, paper and note again."""
        posting = _get(Assignment, pk)
        if posting is None or posting_of(posting) != now:
            raise Touched(f"{posting or 'Sebuah penugasan'}: diubah setelah impor ini.")
        for name, value in was.items():
            setattr(posting, name, day_of(value) if name.endswith("_on") else value)
        posting.save(update_fields=list(was))
        about = [posting.officer, posting.village]
        changes = {name: [now[name], was[name]] for name in was if was[name] != now[name]}
        audit.record(
            "villages.assignment.changed", by=self.by, target=posting, about=about, **changes
        )

    # What stands in the way

    def _refuse_hanging(self, row: Model, *, beside: tuple[str, ...] = ()) -> None:
        found = hanging(row, beside=beside)
        if found:
            relations = {each.get_accessor_name(): each for each in row._meta.related_objects}
            said = ", ".join(
                f"{many} {relations[name].related_model._meta.verbose_name}"
                for name, many in found.items()
            )
            raise Touched(f"{row}: dipakai {said} yang dicatat setelah impor ini.")

    def _remove(self, row: Model) -> None:
        name = f"{row._meta.app_label}.{row._meta.model_name}.withdrawn"
        audit.record(name, by=self.by, target=row, named=str(row), reason=self.reason)
        row.delete()


def _get(model: type[Model], pk: int) -> Model | None:
    return model._default_manager.filter(pk=pk).first()
