"""A page of rows: always by their key, so that the thousandth page costs what the first does."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from ninja import Field, Query, Schema
from pydantic import AwareDatetime, ConfigDict

from officers.models import AuditEvent, User

Row = TypeVar("Row")
DEFAULT_SIZE, LARGEST = 100, 500


class Page(Schema, Generic[Row]):
    """One page of a list."""

    # A generic's docstring does not reach the schema.
    model_config = ConfigDict(json_schema_extra={"description": "Satu halaman hasil."})

    hasil: list[Row] = Field(description="Baris halaman ini, urut menurut kuncinya.")
    berikutnya: str | None = Field(
        description="Alamat halaman berikutnya dengan saringan yang sama; null di halaman terakhir."
    )


class Paging(Schema):
    """What every list understands."""

    ukuran: int = Field(
        DEFAULT_SIZE, ge=1, le=LARGEST, description=f"Baris sehalaman, paling besar {LARGEST}."
    )  # fmt: skip
    setelah: str = Field(
        "",
        max_length=20,
        pattern=r"^[0-9.]*$",
        description="Kunci baris terakhir halaman sebelumnya; sudah ada di alamat `berikutnya`.",
    )


class ChangingPaging(Paging):
    diubah_sejak: AwareDatetime | None = Field(
        None,
        description="Hanya yang dicatat atau diubah sejak saat ini, misalnya "
        "2025-08-31T00:00:00+07:00 (tanda + ditulis %2B di alamat).",
    )


Asked = Annotated[Paging, Query(...)]


def page_of(request: HttpRequest, rows: QuerySet, asked: Paging, shown) -> dict:
    """The rows after `asked.setelah`, each as `shown(row)`, and the address of those after them."""
    key = rows.model._meta.pk
    if asked.setelah:
        text = key.get_internal_type() == "CharField"
        after = asked.setelah if text else int(asked.setelah.split(".")[0] or 0)
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: asked.ukuran + 1])
    more, found = len(found) > asked.ukuran, found[: asked.ukuran]
    return {
        "hasil": [shown(row) for row in found],
        "berikutnya": _next(request, found[-1].pk) if more else None,
    }


def _next(request: HttpRequest, last: object) -> str:
    query = request.GET.copy()
    query["setelah"] = str(last)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def changed_since(model: type[Model], moment, reader: User) -> Q:
    """Rows the audit trail names since then, as what was acted on or what it was about."""
    events = AuditEvent.objects.visible_to(reader).filter(happened_at__gte=moment)
    label = model._meta.label
    sql, values = events.order_by().values("target", "about").query.sql_with_params()
    return Q(
        # Django's own question inside, its values beside it: nobody's words in the text.
        pk__in=RawSQL(  # noqa: S611
            "SELECT split_part(each.key, ':', 2)::bigint FROM "  # noqa: S608
            f"({sql}) AS event, unnest(event.about || event.target) AS each (key) "
            "WHERE each.key LIKE %s",
            [*values, f"{label}:%"],
        )
    )
