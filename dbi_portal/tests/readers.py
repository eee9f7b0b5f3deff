"""Who reads: accounts of the made-up world, and what each may see by the house rule alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from dbi_portal.tests.routes import Route
from officers.models import User
from officers.roles import Role, permissions


@dataclass(frozen=True)
class Reader:
    """An account of the world as its JSON tells it, and a browser it is signed in with."""

    told: dict
    client: Client
    sees: frozenset[str]  # codes of offices, worked out here and not by the portal
    parent: str | None

    @property
    def is_official(self) -> bool:
        return self.told["role"] == Role.VILLAGE_OFFICIAL

    def may(self, perm: str) -> bool:
        """By the role table alone; of several, "a|b", one is enough."""
        if not self.told["active"] or not self.told["role"]:
            return not perm
        kind = self.told["office"].partition("-")[0]
        held = permissions(self.told["role"], kind)
        return not perm or any(each in held for each in perm.split("|"))

    def finds(self, route: Route, office: str) -> bool:
        if route.personal or not self.may(route.restricted):
            return False
        if route.names_below and office == self.parent:
            return True
        if self.is_official:
            return route.official and office == self.told["office"]
        return office in self.sees

    def __str__(self) -> str:
        return self.told["username"]


def offices_seen(told: dict, offices: list[dict]) -> frozenset[str]:
    """The house rule in plain Python: the centre all, a Kanwil its own, everyone else himself."""
    own = told["office"]
    if not told["active"] or own is None or told["role"] == Role.VILLAGE_OFFICIAL:
        return frozenset()
    if own == "pusat":
        return frozenset(office["code"] for office in offices)
    below = {office["code"] for office in offices if office["parent"] == own}
    return frozenset({own} | (below if own.startswith("kanwil") else set()))


def stands_for_its_kind(told: dict) -> bool:
    return told["office"] in ("pusat", "kanwil-x", "kanim-x-1", None)


def signed_in(told: dict, offices: list[dict]) -> Reader:
    client = Client()
    client.force_login(User.objects.get(username=told["username"]))
    parents = {office["code"]: office["parent"] for office in offices}
    return Reader(told, client, offices_seen(told, offices), parents.get(told["office"]))
