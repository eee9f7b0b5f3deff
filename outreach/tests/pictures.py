"""Photos as phones take them, by the name this app's tests call them."""

from dbi_portal.lib.tests.pictures import jpeg_with_position, png

__all__ = ["jpeg_with_position", "png"]
