"""Why a village is chosen. No official list was found, so each row says it is the portal's own."""

from __future__ import annotations

from django.db import transaction

from villages.models import SelectionReason

DEMAND = "permintaan-paspor"  # the reason a figure of the dashboard speaks for
REASONS = {
    DEMAND: "Permintaan paspor PMI tertinggi",
    "kasus-tppo": "Ada kasus TPPO yang menonjol",
    "jalur-perbatasan": "Di perbatasan atau jalur perlintasan",
    "jarak-kantor": "Jauh dari kantor imigrasi",
    "orang-asing": "Banyak tenaga kerja asing, industri, atau wisatawan",
    "saran-instansi": "Saran BP3MI atau Dinas Tenaga Kerja",
}


@transaction.atomic
def load_defaults() -> int:
    """Add the reasons that are missing and return how many. What the centre changed stays so."""
    known = set(SelectionReason.objects.values_list("code", flat=True))
    missing = [
        SelectionReason(code=code, name=name, position=10 * position, is_default=True)
        for position, (code, name) in enumerate(REASONS.items(), start=1)
        if code not in known
    ]
    SelectionReason.objects.bulk_create(missing)
    return len(missing)
