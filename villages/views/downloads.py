"""Papers people uploaded leave the portal as files to save, never as pages of ours."""

from __future__ import annotations

import mimetypes

from django.db.models.fields.files import FieldFile
from django.http import FileResponse


def download(file: FieldFile, name: str) -> FileResponse:
    """The stored file under `name`, kept by nobody on the way."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
