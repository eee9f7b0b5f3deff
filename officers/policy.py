"""Values an office may choose: what each means, its default, and whose choice holds.

No official rule was found for any of them, so each has a default that says it is one. The centre
sets a value for all, a Kanwil for its offices, an office for itself; the nearest one holds.
Past days keep no older value: a setting is about how the portal behaves now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

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
    chosen: dict[str, dict] = {key: {} for key in keys}
    for setting in Setting.objects.filter(key__in=chosen):
        chosen[setting.key][setting.office_id] = setting.value
    above = dict(OfficeSupervision.objects.on(on).values_list("office_id", "supervisor_id"))
    ids = list(office_ids)
    return {
        key: {pk: _nearest(pk, values, above, SPECS[key].default) for pk in ids}
        for key, values in chosen.items()
    }


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
