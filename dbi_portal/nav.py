"""The frame of every page: menu, office, badges. Stands at the top, so it may ask any app."""

from __future__ import annotations


def frame(request) -> dict:
    return {"frame": {}}
