"""Figures that speak for a village. The apps above know them and register who tells them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from officers.models import Office, User
from villages.models import Region

# {"label", "value", "note", "url"}: all texts; `value` as it is written ("860 paspor"), `url` the
# rows it was counted from, or empty.
Figure = dict[str, str]
Provider = Callable[[Region, Office, User | None, date], list[Figure]]

_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Ask `provider(region, office, user, on)` from now on; registering it twice asks it once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def figures_for(region: Region, office: Office, user: User | None, on: date) -> list[Figure]:
    """What is known about the region on that day, as `user` (None: the portal) may see it."""
    return [figure for tell in _providers for figure in tell(region, office, user, on)]
