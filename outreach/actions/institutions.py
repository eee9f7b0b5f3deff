from dbi_portal.lib.text import squash
from outreach.models import Institution


def institution_named(name: str, *, made_up: bool = False) -> Institution:
    """The institution of that name in whatever spelling ("B.P.3.M.I Banten"), created if new."""
    name = " ".join(name.split())
    found, _ = Institution.objects.get_or_create(
        key=squash(name), defaults={"name": name, "made_up": made_up}
    )
    return found
