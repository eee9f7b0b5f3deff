"""Two records of one officer side by side, and the button that makes them one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity

from dbi_portal.lib.pages import ChangePage
from dbi_portal.lib.templatetags.indonesian import tanggal
from officers import merging
from officers.actions.merging import merge_officers, refusals
from officers.forms.merging import MergeForm
from officers.models import Officer
from officers.views.officers import OfficerPage, OwnOfficer

ALIKE = 0.4  # of a name's letters, by trigrams
MOST_ALIKE = 5


@dataclass(frozen=True)
class Line:
    """What both records say of one thing."""

    label: str
    kept: object
    gone: object
    counts: bool = False

    @property
    def differs(self) -> bool:
        return self.kept != self.gone and not self.counts


class OfficerMerge(OwnOfficer, OfficerPage, ChangePage):
    """First choose the other record (`?dengan=`), then see both, then merge."""

    permission = "officers.merge_officer"
    template_name = "officers/merge.html"
    form_class = MergeForm
    submit_label = "Gabungkan"
    success_message = "Dua data petugas digabungkan menjadi {row}."

    def get_title(self) -> str:
        return f"Gabungkan {self.name}"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"kept": self.object}

    def get_initial(self) -> dict:
        return {"gone": self.request.GET.get("dengan")}

    def perform(self, form):
        return merge_officers(
            kept=self.object, gone=form.cleaned_data["gone"], by=self.request.user
        )

    def other(self) -> Officer | None:
        asked = self.request.POST.get("gone") or self.request.GET.get("dengan") or ""
        found = self.own().filter(pk=asked) if asked.isdigit() else self.own().none()
        return found.select_related("office", "user").first()

    def own(self):
        return Officer.objects.own_to(self.request.user).exclude(pk=self.object.pk)

    def alike(self) -> list[Officer]:
        """Whose name is nearly the same: most likely the record that was meant."""
        likeness = TrigramSimilarity("name", self.object.name)
        near = self.own().annotate(likeness=likeness).filter(likeness__gt=ALIKE)
        return list(near.select_related("office").order_by("-likeness", "name")[:MOST_ALIKE])

    def get_context_data(self, **context) -> dict:
        other = self.other()
        more = {"kept": self.object, "other": other, "alike": [] if other else self.alike()}
        if other:
            more |= {
                "lines": _lines(self.object, other),
                "refusals": list(refusals(self.object, other)),
                "warnings": merging.warnings(self.object, other),
            }
        return super().get_context_data(**more, **context)


def _lines(kept: Officer, gone: Officer) -> list[Line]:
    known = [
        Line(label, _of(kept, name), _of(gone, name))
        for label, name in (
            ("Nama", "name"),
            ("NIP", "employee_number"),
            ("Kantor", "office"),
            ("Jabatan", "position"),
            ("Telepon", "phone"),
            ("Surel", "email"),
            ("PIMPASA sejak", "joined_on"),
            ("Berhenti sejak", "left_on"),
            ("Akun portal", "user"),
        )
    ]
    hanging = [
        Line(_titled(each.label), each.rows(kept).count(), each.rows(gone).count(), counts=True)
        for each in merging.HANGING
    ]
    return known + hanging


def _titled(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of(officer: Officer, name: str) -> str:
    value = getattr(officer, name)
    return tanggal(value) if name.endswith("_on") and value else str(value or "")
