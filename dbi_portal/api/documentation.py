"""The API's description as a page, drawn from its OpenAPI document; nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

KINDS = {
    "string": "teks", "integer": "bilangan bulat", "boolean": "true atau false",
    "array": "daftar", "null": "null", "date": "tanggal", "date-time": "waktu", "time": "jam",
    "uuid": "UUID",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    says: str


@dataclass(frozen=True)
class Address:
    """One thing that can be asked for."""

    path: str
    title: str
    says: str
    parameters: list[Field]
    fields: list[Field]
    of: str  # what a row is

    @property
    def asks(self) -> str:
        """What its words are: of one row, the key in its path; else filters."""
        return "Kunci pada alamat" if "{" in self.path else "Saringan"


def documentation(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    @require_safe
    @cache_control(public=True, max_age=3600)
    def page(request: HttpRequest) -> HttpResponse:
        schema = api.get_openapi_schema()
        said = {
            "title": "Dokumentasi API",
            "schema": schema,
            "addresses": list(addresses(schema)),
            "base": request.build_absolute_uri("/api/v1/"),
        }
        return HttpResponse(render_to_string("public/api.html", said))

    return page


def addresses(schema: dict) -> Iterator[Address]:
    for path, verbs in schema["paths"].items():
        asked = verbs["get"]
        name = _ref(asked["responses"][200]["content"]["application/json"]["schema"])
        row = _row(schema, name)
        yield Address(
            path,
            asked["summary"],
            asked.get("description", "").replace("`", ""),
            [_field(each["name"], each["schema"], schema) for each in asked.get("parameters", [])],
            list(fields(schema, row)),
            schema["components"]["schemas"][row].get("description", ""),
        )


def fields(schema: dict, name: str) -> Iterator[Field]:
    for field, told in schema["components"]["schemas"][name]["properties"].items():
        yield _field(field, told, schema)


def _row(schema: dict, name: str) -> str:
    """The rows of a page, or the row itself."""
    listed = schema["components"]["schemas"][name]["properties"].get("hasil", {})
    items = listed.get("items")
    return _ref(items) if items else name


def _ref(told: dict) -> str:
    return told["$ref"].rpartition("/")[2]


def _field(name: str, told: dict, schema: dict) -> Field:
    return Field(
        name,
        _kind(told, schema),
        told.get("description", "").replace("`", "“", 1).replace("`", "”", 1),
    )


def _kind(told: dict, schema: dict) -> str:
    if "anyOf" in told or "allOf" in told:
        kinds = (_kind(each, schema) for each in told.get("anyOf", told.get("allOf")))
        return " atau ".join(kinds)
    if "$ref" in told:
        return _kind(schema["components"]["schemas"][_ref(told)], schema)
    if "enum" in told:
        return ", ".join(map(str, told["enum"]))
    kind = KINDS.get(told.get("format", ""), KINDS.get(told.get("type", ""), "nilai"))
    return f"{kind} {_kind(told['items'], schema)}" if "items" in told else kind
