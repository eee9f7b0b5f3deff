"""Uploads of which only the fingerprint is wanted: read once, kept nowhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

PDF_BEGINS = b"%PDF-"
BEGINS_WITHIN = 1024  # what readers forgive before it


@dataclass(frozen=True)
class Fingerprint:
    """What is left of an upload: `digest` is its SHA-256, `size` in bytes."""

    name: str
    size: int
    digest: str
    is_pdf: bool


class Fingerprinting(FileUploadHandler):
    """Put it in `request.upload_handlers` before the form is read; one file, at most `most` bytes.

    `request.FILES` then holds a Fingerprint. No byte is written to a disk or held longer than it
    takes to count it. `too_large` tells that a file went beyond and was passed over.
    """

    def __init__(self, request=None, *, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.too_large = False

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.hash, self.size, self.beginning = hashlib.sha256(), 0, b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > self.most:
            self.too_large = True
            raise SkipFile
        self.beginning = (self.beginning + raw_data[:BEGINS_WITHIN])[:BEGINS_WITHIN]
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> Fingerprint:
        name, is_pdf = self.file_name, PDF_BEGINS in self.beginning
        return Fingerprint(name, file_size, self.hash.hexdigest(), is_pdf)
