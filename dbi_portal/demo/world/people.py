"""The world's accounts: one per role and office, and three that access rules trip over."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from django.contrib.auth.hashers import get_hasher, identify_hasher

from officers.models import Office, User
from officers.roles import OFFICE_KINDS, Role

FEW_ROUNDS = 1_000  # a test world's passwords are printed anyway; the first sign-in strengthens it
OURS = "uji."  # so that the demo's accounts stay its own


@dataclass(frozen=True)
class Person:
    username: str
    role: str
    office: str | None
    active: bool = True
    note: str = ""
    former: str | None = None  # the office a moved person comes from


def username(role: Role, office: Office) -> str:
    return f"{OURS}{role.value}.{office.code}"


def people(offices: list[Office]) -> list[Person]:
    """One per role that fits each office's kind, then the disabled, the homeless and the moved."""
    found = [
        Person(username(role, office), role, office.code)
        for office in offices
        for role in Role
        if office.kind in OFFICE_KINDS[role]
    ]
    kanim = [office.code for office in offices if office.kind == Office.Kind.KANIM]
    found.append(Person(f"{OURS}nonaktif", Role.OPERATOR, kanim[0], active=False, note="disabled"))
    found.append(Person(f"{OURS}tanpa-kantor", "", None, note="no office and no role"))
    if len(kanim) > 1:
        found.append(
            Person(
                f"{OURS}pindahan",
                Role.VERIFIER,
                kanim[0],
                note=f"moved from {kanim[1]}",
                former=kanim[1],
            )
        )
    return found


def write_person(person: Person, offices: dict[str, Office], *, seed: int) -> str:
    """Create or reset the account; returns its password."""
    password = password_of(person.username, seed)
    user = User.objects.filter(username=person.username).first() or User(username=person.username)
    wanted = {
        "role": person.role,
        "office": offices.get(person.office),
        "is_active": person.active,
        "full_name": f"{person.username} (data contoh)",
    }
    changed = any(getattr(user, name) != value for name, value in wanted.items())
    if user.pk is None or changed or not _fits(password, user.password):
        for name, value in wanted.items():
            setattr(user, name, value)
        user.password = _cheap_hash(password)
        user.save()
    return password


def password_of(username: str, seed: int) -> str:
    """Different for every account, the same for every run with this seed."""
    digest = hashlib.sha256(f"dunia uji {seed} {username}".encode()).digest()
    return "uji-" + base64.b32encode(digest)[:16].decode().lower()


def _fits(password: str, encoded: str) -> bool:
    """Ask the hash itself: `check_password` would first strengthen it, slowly."""
    return identify_hasher(encoded).verify(password, encoded)


def _cheap_hash(password: str) -> str:
    hasher = get_hasher()
    rounds = {"iterations": FEW_ROUNDS} if hasattr(hasher, "iterations") else {}
    return hasher.encode(password, hasher.salt(), **rounds)
