"""Which static files the portal serves, and under what names."""

from fnmatch import fnmatchcase
from pathlib import Path

import brotli
from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from django.contrib.staticfiles.utils import get_files
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of all that npm brings, what a page asks for; source maps, because the files name them.
CHOSEN_FILES = {
    "npm": (
        "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin*-wght-normal.woff2",
        "bootstrap/dist/css/bootstrap.min.css*",
        "htmx.org/dist/htmx.min.js*",
        "leaflet/dist/leaflet.js*",
        "leaflet/dist/leaflet.css",
        "leaflet/dist/images/*",
        "leaflet.markercluster/dist/leaflet.markercluster.js*",
        "leaflet.markercluster/dist/MarkerCluster.css",
        "tom-select/dist/js/tom-select.complete.min.js*",
    ),
}
LEFT_OUT = ["*.test.js"]
# Of what the apps bring; django_htmx for one brings a second htmx.
CHOSEN_APPS = ("django.contrib.admin", "import_export")


class QuickCompressor(Compressor):
    """Brotli's last three percent cost ten seconds of somebody's first start."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=8)


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hash file names inside `import … from "./x.js"` too, so no bundler is needed."""

    support_js_module_import_aggregation = True
    keep_only_hashed_files = True  # every page asks for the hashed name

    def create_compressor(self, **kwargs):
        skip = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
        return QuickCompressor(**kwargs | {"extensions": skip})


class ChosenAppsFinder(AppDirectoriesFinder):
    """Like Django's, for the apps whose pages need their own files."""

    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(app_names or CHOSEN_APPS, *args, **kwargs)


class ChosenFilesFinder(FileSystemFinder):
    """Like Django's, but of a prefix in CHOSEN_FILES it knows only the files named there."""

    def find_location(self, root, path, prefix=None):
        chosen = CHOSEN_FILES.get(prefix)
        if chosen and not any(fnmatchcase(path, f"{prefix}/{glob}") for glob in chosen):
            return None
        return super().find_location(root, path, prefix)

    def list(self, ignore_patterns):
        """Yield path and storage of every file; a folder not yet installed has none."""
        for prefix, root in self.locations:
            storage = self.storages[root]
            if prefix in CHOSEN_FILES:
                found = (path for glob in CHOSEN_FILES[prefix] for path in Path(root).glob(glob))
                paths = sorted(path.relative_to(root).as_posix() for path in found)
            else:
                paths = get_files(storage, [*(ignore_patterns or []), *LEFT_OUT])
            for path in paths:
                yield path, storage
