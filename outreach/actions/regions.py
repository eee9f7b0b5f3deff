from datetime import date

from villages.models import Region

EXPANDABLE = (Region.Level.REGENCY, Region.Level.DISTRICT)


def villages_of(region: Region, *, on: date) -> list[Region]:
    """Every desa and kelurahan that a district, regency or city had on that day, by code."""
    return list(Region.objects.villages().on(on).within(region.code).order_by("code"))
