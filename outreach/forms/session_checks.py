"""Where a session's entries contradict each other or the register: said at the field."""

from __future__ import annotations

from datetime import date

from dbi_portal.lib.days import long_date
from dbi_portal.lib.numbers import angka
from villages.models import Tenure

EMPTY_REPORT = {
    "result": "Tulis hasilnya; laporan kosong tidak dapat ditinjau.",
    "participants": "Isi jumlahnya, atau centang unsur yang hadir.",
    "topics": "Pilih topik yang dibahas.",
}


class SessionChecksMixin:
    """Of a SessionForm: `self.audience` and `self.follow_ups` are built, `add_error` is the form's.

    Called from `clean`; whoever only plans is asked for nothing that is not known yet.
    """

    def check_entries(self, data: dict, *, sends: bool) -> None:
        self._check_held(data)
        self._check_sum(data)
        self._check_due(data.get("held_on"))
        if sends:
            self._check_says_something(data)

    def _check_held(self, data: dict) -> None:
        """What is no Desa Binaan on that day was reached, not served."""
        day, villages = data.get("held_on"), data.get("villages")
        if not day or not villages:
            return
        held = set(
            Tenure.objects.on(day).filter(village__in=villages).values_list("village", flat=True)
        )
        names = ", ".join(str(village) for village in villages if village.pk not in held)
        if names:
            self.add_error(
                "villages",
                f"Pada {long_date(day)} {names} tidak dibina kantor mana pun. Periksa tanggalnya, "
                "atau pindahkan ke “Desa/kelurahan yang dicapai”.",
            )

    def _check_sum(self, data: dict) -> None:
        """One person may belong to two groups; more often a number is mistyped."""
        total, counted = data.get("participants"), self._counted()
        self.asks_about_sum = total is not None and counted > total
        if self.asks_about_sum and not data.get("overlaps"):
            self.add_error(
                "participants",
                f"Unsurnya berjumlah {angka(counted)} orang, pesertanya {angka(total)}. Betulkan "
                "salah satunya, atau centang bahwa ada yang masuk dua unsur.",
            )

    def _counted(self) -> int:
        self.audience.is_valid()
        known = getattr(self.audience, "cleaned_data", {})
        return sum(value or 0 for name, value in known.items() if name.startswith("count_"))

    def _check_due(self, day: date | None) -> None:
        self.follow_ups.is_valid()
        for row in self.follow_ups.kept() if day else ():
            due = row.cleaned_data.get("due_on")
            if due and due < day:
                row.add_error(
                    "due_on",
                    f"{long_date(due)} sebelum kegiatannya ({long_date(day)}). "
                    "Periksa batas waktunya.",
                )

    def _check_says_something(self, data: dict) -> None:
        """A report of which nothing is known but that it took place helps nobody."""
        self.audience.is_valid()
        came = any(value not in (None, False) for value in self.audience.cleaned_data.values())
        known = (data.get("result"), data.get("topics"), came)
        if any(known) or data.get("participants") is not None:
            return
        for name, sentence in EMPTY_REPORT.items():
            if name not in self.errors:
                self.add_error(name, sentence)
