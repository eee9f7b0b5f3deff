"""Writing what a row says of an officer: himself, his position, his postings, his leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from officers.actions.officers import add_officer, change_officer
from officers.actions.posts import change_position, correct_post
from officers.models import Office, Officer, User
from villages.actions.assignments import assign_officer, change_assignment
from villages.actions.moves import officer_leaves
from villages.imports import papers
from villages.imports.people import Entered
from villages.imports.service import (
    FACTS,
    Service,
    differing,
    posting_differs,
    posting_of,
)
from villages.imports.snapshots import person_of, posts_of
from villages.imports.snapshots import posting_of as kept_posting
from villages.imports.writing import said_at
from villages.models import Assignment, Decree, GuidedVillage

AT_OFFICER = {"employee_number": "number", "on": "joined_on", "position": "position"}
AT_POSTING = {
    "officer": "name",
    "village": "village",
    "villages": "village",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "number": "decree_number",
    "signed_on": "decree_on",
    "decree": "decree_number",
}


class ServiceWriting:
    """One row on its way into the register, within the caller's transaction."""

    def __init__(
        self,
        service: Service,
        *,
        by: User,
        at: datetime,
        source: str,
        entered: Entered | None = None,
    ):
        self.service, self.by, self.at = service, by, at
        self.source, self.entered = source[:300], entered or Entered()
        self.log: list[list] = []

    def write(self) -> Officer:
        officer = self._officer()
        person, posts = person_of(officer), posts_of(officer)
        self._facts(officer)
        self._position(officer)
        self._keep(officer, person, posts)
        for village in self.service.villages:
            self._post(officer, village["pk"])
        self._leave(officer)
        return officer

    def _officer(self) -> Officer:
        service = self.service
        if service.pk:
            return Officer.objects.select_related("office").get(pk=service.pk)
        known = self.entered.find(service.office, service.name, service.number)
        if known:  # an earlier row of the same sheet
            return Officer.objects.select_related("office").get(pk=known.pk)
        officer = Officer(
            office=Office.objects.get(pk=service.office),
            name=service.name,
            employee_number=service.number,
            position=service.position,
            phone=service.phone,
            email=service.email,
            joined_on=service.joined_on,
            source=self.source,
        )
        with said_at("name", **AT_OFFICER):
            add_officer(officer=officer, by=self.by)
        self.entered.keep(officer)
        self.log.append(["officer", officer.pk, person_of(officer)])
        return officer

    def _facts(self, officer: Officer) -> None:
        changes = {}
        for name, old in differing(self.service, officer).items():
            column = {**FACTS, "name": "name"}.get(name)
            if column:
                setattr(officer, column, getattr(self.service, name))
                changes[column] = [old, getattr(self.service, name)]
        if changes:
            with said_at("name", **AT_OFFICER):
                change_officer(officer=officer, changes=changes, by=self.by)

    def _position(self, officer: Officer) -> None:
        service, last = self.service, officer.posts.last()
        if "position" not in differing(service, officer):
            return
        with said_at("position", on="position"):
            if not officer.position and last:  # nobody wrote it down so far
                correct_post(post=last, position=service.position, basis=last.basis, by=self.by)
            else:
                change_position(
                    officer=officer,
                    position=service.position,
                    on=service.position_on,
                    basis=self.source[:200],
                    by=self.by,
                    at=self.at,
                )
        officer.refresh_from_db()

    def _keep(self, officer: Officer, person: dict, posts: list[dict]) -> None:
        if person_of(officer) != person:
            self.log.append(["person", officer.pk, person, person_of(officer)])
        if posts_of(officer) != posts:
            self.log.append(["posts", officer.pk, posts, posts_of(officer)])

    # The villages he serves

    def _post(self, officer: Officer, pk: int) -> None:
        service, village = self.service, GuidedVillage.objects.get(pk=pk)
        posting = posting_of(service, officer, pk)
        if posting is None:
            decree = self._paper(officer)
            with said_at("village", **AT_POSTING):
                made = assign_officer(
                    officer=officer,
                    village=village,
                    starts_on=service.begins,
                    ends_on=service.last,
                    decree=decree,
                    note=service.note,
                    source=self.source,
                    by=self.by,
                )
            self.log.append(["assignment", made.pk, kept_posting(made)])
            return
        if posting_differs(service, posting):
            self._change(posting, officer)

    def _change(self, posting: Assignment, officer: Officer) -> None:
        was = kept_posting(posting)
        changes: dict[str, Any] = {}
        for name, old in posting_differs(self.service, posting).items():
            new = self._paper(officer) if name == "decree_number" else getattr(self.service, name)
            column = "decree" if name == "decree_number" else name
            setattr(posting, column, new)
            changes[column] = [old, new]
        with said_at("village", **AT_POSTING):
            change_assignment(assignment=posting, changes=changes, by=self.by)
        self.log.append(["posting", posting.pk, was, kept_posting(posting)])

    def _paper(self, officer: Officer) -> Decree | None:
        service = self.service
        if not service.decree_number:
            return None
        with said_at("decree_number", **AT_POSTING):
            return papers.posting(
                number=service.decree_number,
                signed_on=service.decree_on,
                officer=officer,
                by=self.by,
                source=self.source,
                log=self.log,
            )

    def _leave(self, officer: Officer) -> None:
        """His last day; open postings end with it, and are open again when it is taken back."""
        if not self.service.left_on or self.service.left_on == officer.left_on:
            return
        person, posts = person_of(officer), posts_of(officer)
        postings = {each.pk: kept_posting(each) for each in officer.assignments.all()}
        with said_at("left_on", on="left_on"):
            officer_leaves(officer=officer, on=self.service.left_on, by=self.by, at=self.at)
        officer.refresh_from_db()
        for each in officer.assignments.all():
            if kept_posting(each) != postings[each.pk]:
                self.log.append(["posting", each.pk, postings[each.pk], kept_posting(each)])
        self._keep(officer, person, posts)
