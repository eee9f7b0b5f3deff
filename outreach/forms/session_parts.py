"""The part of a session's form that holds many rows, and what they come to as `SessionParts`."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from dbi_portal.lib.days import long_date
from outreach.actions.parts import Agreed, Reached, SessionParts
from outreach.actions.regions import is_within, villages_of, whole_regions
from outreach.forms import choices
from outreach.forms.audience import AudienceForm
from outreach.forms.rows import FollowUpRows, PhotoRows, ReachedRows, SpeakerRows
from outreach.models import AudienceGroup, FollowUp, Institution
from villages.models import Region

MOST_REGIONS = 900  # more boxes than this and the next change of the form would be refused


class SessionPartsMixin:
    """Builds the rows around `self.instance`, checks them with the form, and sums them up."""

    def build_parts(self) -> None:
        saved = self.instance if self.instance.pk else None
        sent = {"data": self.data, "files": self.files} if self.is_bound else {}
        known = dict(saved.audiences.values_list("group", "count")) if saved else {}
        used = saved and AudienceGroup.objects.filter(pk__in=known)
        groups = choices.terms_in_use(AudienceGroup, used)
        self.audience = AudienceForm(*sent.values(), groups=groups, known=known)
        # Entries are measured against nothing: a new row like one that somebody else stored
        # meanwhile would count as untouched, and be dropped.
        shown = None if self.is_bound else saved
        self.regions = ReachedRows(**sent, prefix="rtrw", initial=_units(shown))
        self.speakers = SpeakerRows(**sent, prefix="narasumber", initial=_speakers(shown))
        self.follow_ups = FollowUpRows(**sent, prefix="lanjut", initial=_follow_ups(shown))
        self.photos = PhotoRows(**sent, prefix="foto")
        # Compared as one field each when somebody else changes the session meanwhile.
        self.beside = {
            "Unsur peserta": self.audience,
            "Jumlah RT/RW": self.regions,
            "Narasumber": self.speakers,
            "Tindak lanjut": self.follow_ups,
        }
        self.institutions = Institution.objects.values_list("name", flat=True)[:500]
        if saved:
            self.initial |= _choices_made(saved)

    @property
    def rows(self) -> dict[str, forms.BaseFormSet]:
        """The formsets by the words that name one of their rows."""
        return {
            "RT/RW": self.regions,
            "Narasumber": self.speakers,
            "Tindak lanjut": self.follow_ups,
            "Foto": self.photos,
        }

    def is_valid(self) -> bool:
        """Every part is checked, so that all errors are told at once."""
        parts = [self.audience, *self.rows.values()]
        return all([super().is_valid(), *(part.is_valid() for part in parts)])

    def part_errors(self) -> list[tuple[str, str, str]]:
        """(where, id of the field, sentence) for each error outside the form's own fields."""
        return list(self._part_errors()) if self.is_bound else []

    def _part_errors(self) -> Iterator[tuple[str, str, str]]:
        for field in self.audience:
            for sentence in field.errors:
                yield str(field.label), field.auto_id, sentence
        for word, rows in self.rows.items():
            for sentence in rows.non_form_errors():
                yield word, f"{rows.prefix}-rows", sentence
            for number, form in rows.errors_by_row():
                for field in form:
                    for sentence in field.errors:
                        yield f"{word} {number}, {field.label}", field.auto_id, sentence

    def check_all_of(self, data: dict) -> None:
        """Expand whole districts and cities into the villages they had on the session's day."""
        day, self.expanded = data.get("held_on"), []
        for region in data.get("all_of") or () if day else ():
            found = villages_of(region, on=day)
            if not found:
                sentence = f"{region} tidak punya desa/kelurahan pada {long_date(day)}."
                self.add_error("all_of", sentence)
            self.expanded += found
        if len(set(self.expanded)) > MOST_REGIONS:
            self.add_error("all_of", "Terlalu banyak desa sekaligus. Pilih per kecamatan.")

    def parts(self) -> SessionParts:
        """Everything beneath the session. Of a valid form."""
        data = self.cleaned_data
        regions = self._regions()
        return SessionParts(
            villages=list(data["villages"]),
            regions=regions,
            officers=list(data["officers"]),
            speakers=self.speakers.values(),
            audience=self.audience.audience(),
            topics=list(data["topics"]),
            duties=list(data["duties"]),
            tags=list(data["tags"]),
            follow_ups=self._agreed([reached.region for reached in regions]),
            new_photos=self.photos.values(),
            dropped_photos=[photo.pk for photo in data["dropped_photos"]],
        )

    def _regions(self) -> list[Reached]:
        """A row with numbers says more than a mere name, so it wins."""
        named = [*self.expanded, *self.cleaned_data["reached"]]
        rows = {region: Reached(region) for region in named}
        return list((rows | {row.region: row for row in self.regions.values()}).values())

    def _agreed(self, reached: list[Region]) -> list[Agreed]:
        known = {row.pk: row for row in self.instance.follow_ups.all()} if self.instance.pk else {}
        return [agreed for form in self.follow_ups.kept() for agreed in _each(form, known, reached)]


def _each(form: forms.Form, known: dict[int, FollowUp], reached: list[Region]) -> Iterator[Agreed]:
    """One agreement a village, each the row it was before."""
    data = form.cleaned_data
    regions = [*data["regions"], *(reached if data["everywhere"] else ())]
    before = {known[pk].region_id: pk for pk in form.known_ids() if pk in known}
    for region in dict.fromkeys(regions) or [None]:
        yield Agreed(
            data["task"],
            data["owner"],
            region=region,
            due_on=data["due_on"],
            note=data["note"],
            pk=before.get(region.pk if region else None),
        )


def _choices_made(session) -> dict:
    reached = list(session.regions_reached.values_list("region", flat=True))
    whole = whole_regions(reached, on=session.held_on)
    plain = session.regions_reached.filter(rt_count=None, rw_count=None, units="")
    named = plain.values_list("region", flat=True)
    return {
        "all_of": whole,
        "reached": [code for code in named if not is_within(code, whole)],
        "villages": list(session.villages.all()),
        "officers": list(session.officers.all()),
        "topics": list(session.topics.all()),
        "duties": list(session.duties.all()),
        "tags": list(session.tags.all()),
    }


def _units(session) -> list[dict]:
    if session is None:
        return []
    told = session.regions_reached.exclude(rt_count=None, rw_count=None, units="")
    return list(told.order_by("pk").values("region", "rt_count", "rw_count", "units"))


def _speakers(session) -> list[dict]:
    if session is None:
        return []
    rows = session.speakers.select_related("institution").order_by("pk")
    return [
        {"institution": row.institution.name, "name": row.name, "subject": row.subject}
        for row in rows
    ]


def _follow_ups(session) -> list[dict]:
    """The same agreement in many villages is one row of the form."""
    if session is None:
        return []
    reached = set(session.regions_reached.values_list("region", flat=True))
    groups: dict[tuple, list[FollowUp]] = {}
    for row in session.follow_ups.order_by("pk"):
        groups.setdefault((row.task, row.owner, row.due_on, row.note), []).append(row)
    return [_row(rows, reached) for rows in groups.values()]


def _row(rows: list[FollowUp], reached: set[str]) -> dict:
    """Asked of every village reached, it says so instead of naming each."""
    first, regions = rows[0], [row.region_id for row in rows if row.region_id]
    everywhere = len(reached) > 1 and set(regions) == reached
    return {
        "ids": ",".join(str(row.pk) for row in rows),
        "task": first.task,
        "owner": first.owner,
        "due_on": first.due_on,
        "note": first.note,
        "regions": [] if everywhere else regions,
        "everywhere": everywhere,
    }
