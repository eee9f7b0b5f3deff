"""A few real regions for tests in which names and codes matter."""

from datetime import date
from functools import cache

from villages.editions import KEMENDAGRI_2025
from villages.models import Region, RegionEdition

COLUMNS = ("code", "name", "level", "kind", "parent_id", "path", "key", "search")


@cache
def _rows(tops):
    return tuple(KEMENDAGRI_2025.only(*tops).rows())


def load_real_regions(*tops):
    """These regions with all beneath and above them: `load_real_regions("32.75")`."""
    edition, _ = RegionEdition.objects.get_or_create(
        code="nyata", defaults={"name": "Edisi nyata", "effective_on": date(2025, 4, 25)}
    )
    rows = [Region(**dict(zip(COLUMNS, row, strict=True)), edition=edition) for row in _rows(tops)]
    Region.objects.bulk_create(rows, ignore_conflicts=True)
