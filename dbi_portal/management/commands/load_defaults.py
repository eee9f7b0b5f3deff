import json as json_

from django.core.management.base import BaseCommand
from django.db import transaction

from dbi_portal.lib.tables import ensure_tables
from officers.models import Office
from officers.roles import OfficeKind
from outreach import defaults as outreach
from villages import defaults as villages

CENTRE = {
    "kind": OfficeKind.CENTRE,
    "name": "Direktorat Jenderal Imigrasi",
    "short_name": "Pusat",
    "city": "Jakarta",
    "letterhead": "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA\n"
    "DIREKTORAT JENDERAL IMIGRASI",
}


class Command(BaseCommand):
    help = "Isi kantor pusat dan daftar bawaan portal yang belum ada. Aman diulang."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Satu dokumen JSON di keluaran.")

    def handle(self, *, json: bool, **options):
        ensure_tables()
        added = load_defaults()
        self.stderr.write(
            f"Bawaan portal: {added['offices']} kantor dan {added['terms']} kata ditambahkan."
        )
        if json:
            self.stdout.write(json_.dumps(added))


@transaction.atomic
def load_defaults() -> dict[str, int]:
    """The centre and the default lists, as far as they are missing; how many were added."""
    _, is_new = Office.objects.get_or_create(code="pusat", defaults=CENTRE)
    terms = villages.load_defaults() + outreach.load_defaults()
    return {"offices": int(is_new), "terms": terms}
