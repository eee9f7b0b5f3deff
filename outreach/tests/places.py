"""Villages for tests of this app."""

from datetime import date

from villages.models import GuidedVillage, Region, RegionEdition, Tenure


def guided_village(office, name="Contoh", code="99.71.01.1001"):
    """An active Desa Binaan that `office` holds, with the regions above it."""
    edition, _ = RegionEdition.objects.get_or_create(
        code="uji", defaults={"name": "Uji", "effective_on": date(2020, 1, 1)}
    )
    parent, parts = None, code.split(".")
    for depth, level in enumerate(Region.Level.values):
        own = ".".join(parts[: depth + 1])
        parent, _ = Region.objects.get_or_create(
            code=own,
            defaults={
                "name": name if level == "desa" else f"Wilayah {own}",
                "level": level,
                "kind": {"desa": "kelurahan", "kabupaten": "kota"}.get(level, level),
                "parent": parent,
                "edition": edition,
                "path": parent.name if parent else "",
            },
        )
    village = GuidedVillage.objects.create(
        region=parent, office=office, stage=GuidedVillage.Stage.ACTIVE
    )
    Tenure.objects.create(village=village, office=office, starts_on=date(2020, 1, 1))
    return village
