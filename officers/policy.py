"""Values an office may choose: what each means, its default, and whose choice holds.

No official rule was found for any of them, so each has a default that says it is one. The centre
sets a value for all, a Kanwil for its offices, an office for itself; the nearest one holds.
Past days keep no older value: a setting is about how the portal behaves now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from dbi_portal.lib.noting import note
from dbi_portal.lib.reading import reading
from officers import audit
from officers.models import Office, OfficeSupervision, Setting, User
from officers.roles import OfficeKind


@dataclass(frozen=True)
class Spec:
    """One setting. `kinds` are the offices that may choose it; `low`..`high` bound a number.

    A `unit` that ends in a space or a hyphen goes before the number: "hari kerja ke-5".
    """

    key: str
    label: str
    help: str
    default: int | bool | str
    unit: str = ""
    low: int = 0
    high: int = 366
    group: str = "Umum"
    kinds: tuple[OfficeKind, ...] = tuple(OfficeKind)

    @property
    def leads(self) -> bool:
        return self.unit.endswith((" ", "-"))


SPECS: dict[str, Spec] = {}


def declare(*specs: Spec) -> None:
    """Make settings known; an app above declares its own in its `policies` module."""
    for spec in specs:
        SPECS[spec.key] = spec


@dataclass(frozen=True)
class Choice:
    """What holds for an office: the value and whose choice it is (None: the portal's default)."""

    spec: Spec
    value: int | bool | str
    setting: Setting | None = None

    @property
    def is_default(self) -> bool:
        return self.setting is None

    @property
    def whose(self) -> Office | None:
        """The office that chose; None: nobody did."""
        return self.setting.office if self.setting else None


def choice(key: str, *, office: Office, on: date) -> Choice:
    """What holds for `office`: its own choice, else its Kanwil's, else the centre's, else ours."""
    return choices(office=office, on=on)[key]


def choices(*, office: Office, on: date) -> dict[str, Choice]:
    """What holds for `office`, setting by setting, in the order in which they were declared."""
    line = _line(office, on)
    found = Setting.objects.filter(office__in=line).select_related("office", "changed_by")
    chosen = {(setting.key, setting.office_id): setting for setting in found}
    return {key: _choice(spec, line, chosen) for key, spec in SPECS.items()}


def _choice(spec: Spec, line: list[Office], chosen: dict[tuple[str, int], Setting]) -> Choice:
    asked = (chosen.get((spec.key, each.pk)) for each in line)
    nearest = next((setting for setting in asked if setting), None)
    return Choice(spec, nearest.value if nearest else spec.default, nearest)


def value(key: str, *, office: Office, on: date) -> int | bool | str:
    return choice(key, office=office, on=on).value


def values(key: str, *, offices: Iterable[Office], on: date) -> dict[int, int | bool | str]:
    """The value that holds for each of many offices, by office id; two queries however many."""
    return values_of([office.pk for office in offices], key=key, on=on)


def values_of(office_ids: Iterable[int], *, key: str, on: date) -> dict[int, int | bool | str]:
    """As `values`, where only the ids are at hand."""
    return values_by_key([key], office_ids=office_ids, on=on)[key]


def values_by_key(
    keys: Iterable[str], *, office_ids: Iterable[int], on: date
) -> dict[str, dict[int, int | bool | str]]:
    """As `values_of` for several settings, by key and office id; two queries however many."""
    keys, ids, remembered = list(keys), list(office_ids), _remembered.get()
    if remembered:
        note(EVERYTHING)  # whoever keeps what follows has read it, too
    settings = remembered.settings if remembered else _settings(keys)
    links = remembered.links if remembered else _links(OfficeSupervision.objects.on(on))
    above = {
        office: supervisor
        for office, supervisor, start, end in links
        if start <= on and (end is None or end >= on)
    }
    chosen: dict[str, dict] = {key: {} for key in keys}
    for key, office, value in settings:
        if key in chosen:
            chosen[key][office] = value
    return {
        key: {pk: _nearest(pk, values, above, SPECS[key].default) for pk in ids}
        for key, values in chosen.items()
    }


EVERYTHING = """
    SELECT key, office_id, value::text, NULL::bigint, NULL::date, NULL::date FROM officers_setting
    UNION ALL
    SELECT NULL, office_id, NULL, supervisor_id, starts_on, ends_on FROM officers_officesupervision
"""


class _Remembered:
    """Every choice and every line of offices, asked in one question when first needed."""

    @cached_property
    def _rows(self) -> list[tuple]:
        with reading().cursor() as cursor:
            cursor.execute(EVERYTHING)
            return cursor.fetchall()

    @property
    def settings(self) -> list[tuple]:
        return [(key, office, json.loads(value)) for key, office, value, *_ in self._rows if key]

    @property
    def links(self) -> list[tuple]:
        return [(office, *link) for key, office, _, *link in self._rows if key is None]


_remembered: ContextVar[_Remembered | None] = ContextVar("settings remembered", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within it, settings of many offices and days are asked of the database once.

    For a page that only looks: what is chosen meanwhile is not seen.
    """
    token = _remembered.set(_Remembered())
    try:
        yield
    finally:
        _remembered.reset(token)


def _settings(keys: Iterable[str]) -> list[tuple]:
    return list(
        Setting.objects.filter(key__in=[*keys]).order_by().values_list("key", "office_id", "value")
    )


def _links(supervisions) -> list[tuple]:
    columns = ("office_id", "supervisor_id", "starts_on", "ends_on")
    return list(supervisions.order_by().values_list(*columns))


def _nearest(office_id: int | None, chosen: dict, above: dict, default):
    """Up the line of offices to the first that chose (`supervisor_is_one_level_up`: no circles)."""
    while office_id is not None:
        if office_id in chosen:
            return chosen[office_id]
        office_id = above.get(office_id)
    return default


@transaction.atomic
def choose(
    *, key: str, office: Office, value: int | bool | str, by: User | None, at: datetime
) -> Setting:
    """Set the value for `office` and those beneath it. ValidationError when it is out of bounds."""
    spec = SPECS[key]
    if office.kind not in spec.kinds:
        raise ValidationError({key: f"{spec.label}: tidak dipilih oleh {office}."})
    _refuse_unfit(spec, value)
    before = choice(key, office=office, on=at.date()).value
    setting, _ = Setting.objects.update_or_create(
        key=key, office=office, defaults={"value": value, "changed_by": by}
    )
    changes = {"value": [before, value], "key": key}
    audit.record("officers.setting.chosen", by=by, target=setting, about=[office], **changes)
    return setting


@transaction.atomic
def forget(*, key: str, office: Office, by: User | None) -> None:
    """Back to what holds above; nothing happens where nothing was chosen."""
    setting = Setting.objects.filter(key=key, office=office).first()
    if setting:
        changes = {"value": [setting.value, None], "key": key}
        audit.record("officers.setting.forgotten", by=by, target=setting, about=[office], **changes)
        setting.delete()


def _line(office: Office, on: date) -> list[Office]:
    """The office and those above it on that day, nearest first."""
    line = [office]
    while (above := line[-1].supervisor_on(on)) and above not in line:
        line.append(above)
    return line


def _refuse_unfit(spec: Spec, value) -> None:
    if type(value) is not type(spec.default):
        raise ValidationError({spec.key: f"{spec.label}: isi dengan jenis nilai yang benar."})
    if type(value) is int and not spec.low <= value <= spec.high:
        raise ValidationError({spec.key: f"{spec.label}: isi antara {spec.low} dan {spec.high}."})


declare(
    Spec(
        "expiry_warning_days",
        "Peringatan sebelum SK atau penugasan berakhir",
        "Berapa hari sebelumnya SK, surat tugas, dan penugasan tampil sebagai akan berakhir.",
        30,
        unit="hari",
        low=1,
        group="Desa dan petugas",
    ),
    Spec(
        "mail_quiet_from",
        "Surel pemberitahuan berhenti mulai jam",
        "Setelah jam ini surel menunggu sampai pagi; lonceng di portal tetap berbunyi.",
        19,
        unit="waktu setempat",
        high=23,
        group="Pemberitahuan",
    ),
    Spec(
        "mail_quiet_until",
        "Surel pemberitahuan dikirim lagi mulai jam",
        "Jam pertama pada pagi hari kantor menerima surel lagi.",
        7,
        unit="waktu setempat",
        high=23,
        group="Pemberitahuan",
    ),
)
