"""Every named address of the portal, for tests that walk them all."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver


def named_routes(patterns=None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """("villages:list", its pattern) for each; the admin's own are left out."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        elif pattern.namespace != "admin":
            inside = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_routes(pattern.url_patterns, inside)
