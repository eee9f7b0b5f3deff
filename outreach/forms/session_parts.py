"""The part of a session's form that holds many rows, and what they come to as `SessionParts`."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from dbi_portal.lib.days import long_date
from outreach.actions import attachments
from outreach.actions.parts import Agreed, Reached, SessionParts
from outreach.actions.regions import villages_of
from outreach.forms import choices, session_initial
from outreach.forms.audience import AudienceForm
from outreach.forms.rows import FollowUpRows, PhotoRows, ReachedRows, SpeakerRows
from outreach.models import AudienceGroup, FollowUp, Institution, Session, Venue
from villages.models import Region

MOST_NAMES = 300  # in a list that travels with the page
MOST_REGIONS = 900  # more boxes than this and the next change of the form would be refused


class SessionPartsMixin:
    """Builds the rows around `self.instance`, checks them with the form, and sums them up."""

    def build_parts(self, like: Session | None = None) -> None:
        """`like` fills in what repeats of a session that was, of a new one."""
        saved = self.instance if self.instance.pk else None
        sent = {"data": self.data, "files": self.files} if self.is_bound else {}
        self.audience = self._audience(saved, like, sent)
        # Entries are measured against nothing: a new row like one that somebody else stored
        # meanwhile would count as untouched, and be dropped.
        shown = None if self.is_bound else saved
        start = session_initial
        speakers = start.speakers(None if self.is_bound else saved or like)
        self.regions = ReachedRows(**sent, prefix="rtrw", initial=start.units(shown))
        self.speakers = SpeakerRows(**sent, prefix="narasumber", initial=speakers)
        self.follow_ups = FollowUpRows(**sent, prefix="lanjut", initial=start.follow_ups(shown))
        self.photos = PhotoRows(**sent, prefix="foto")
        # Compared as one field each when somebody else changes the session meanwhile.
        self.beside = {
            "Unsur peserta": self.audience,
            "Jumlah RT/RW": self.regions,
            "Narasumber": self.speakers,
            "Tindak lanjut": self.follow_ups,
        }
        if saved:
            self.initial |= session_initial.of_session(saved)

    def _audience(self, saved: Session | None, like: Session | None, sent: dict) -> AudienceForm:
        known = dict(saved.audiences.values_list("group", "count")) if saved else {}
        if like and not saved:
            known = dict.fromkeys(like.audiences.values_list("group", flat=True))
        used = saved and AudienceGroup.objects.filter(pk__in=known)
        groups = choices.terms_in_use(AudienceGroup, used, user=self.user)
        return AudienceForm(*sent.values(), groups=groups, known=known)

    @property
    def institutions(self) -> list[str]:
        """Offered without script; with it the server is asked as one types."""
        in_use = Institution.objects.filter(retired_on=None)
        return list(in_use.values_list("name", flat=True)[:MOST_NAMES])

    @property
    def places(self) -> list[str]:
        venues = Venue.objects.visible_to(self.user).filter(retired_on=None, same_as=None)
        return list(venues.order_by("name").values_list("name", flat=True).distinct()[:MOST_NAMES])

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

    def check_attachments(self, data: dict) -> None:
        """As many as a session can hold, those that stay counted."""
        new = len(data.get("new_attachments") or ())
        dropped = data.get("dropped_attachments")
        kept = self.instance.attachments.count() if self.instance.pk else 0
        kept -= len(dropped) if dropped is not None else 0
        if new and kept + new > attachments.LIMIT:
            self.add_error("new_attachments", attachments.too_many(kept, new))

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
            new_attachments=self.fields["new_attachments"].prepared,
            dropped_attachments=[row.pk for row in data["dropped_attachments"]],
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
