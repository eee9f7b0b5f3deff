"""What the API says when it has no data to give: always JSON, always a sentence."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dbi_portal.api.entry import TooMany

NOT_FOUND = "Tidak ada, atau tidak dilihat kantor pemilik token ini."
NO_WRITING = "API ini hanya membaca: pakai GET."
# pydantic's kind of error -> what to do; {…} are its own bounds.
SENTENCES = {
    "missing": "harus diisi",
    "int_parsing": "harus bilangan bulat",
    "bool_parsing": "tulis true atau false",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
    "string_too_long": "paling panjang {max_length} huruf",
    "string_pattern_mismatch": "bentuknya tidak dikenal",
    "date_from_datetime_parsing": "tulis tanggal seperti 2025-08-31",
    "date_parsing": "tulis tanggal seperti 2025-08-31",
    "datetime_from_date_parsing": "tulis waktu seperti 2025-08-31T00:00:00+07:00",
    "datetime_parsing": "tulis waktu seperti 2025-08-31T00:00:00+07:00",
    "timezone_aware": "tulis waktu dengan zonanya, seperti 2025-08-31T00:00:00+07:00",
    "enum": "pilih salah satu: {expected}",
}
OTHERWISE = "nilainya tidak dapat dipakai"


def said(sentence: str, status: int, **more: object) -> JsonResponse:
    return JsonResponse({"galat": sentence} | more, status=status)


def not_allowed() -> HttpResponse:
    answer = said(NO_WRITING, HTTPStatus.METHOD_NOT_ALLOWED)
    answer["Allow"] = "GET"
    return answer


def field_sentence(error: dict) -> tuple[str, str]:
    """The parameter's name and what to do about it."""
    bounds = {name: str(value).replace(" or ", ", ") for name, value in error["ctx"].items()}
    return str(error["loc"][-1]), SENTENCES.get(error["type"], OTHERWISE).format(**bounds)


def answer_in_words(api: NinjaAPI) -> None:
    """Put our sentences in place of ninja's."""

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return said(error.message, error.status_code)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = said(error.message, HTTPStatus.UNAUTHORIZED)
        answer["WWW-Authenticate"] = 'Bearer realm="Portal DBI"'
        return answer

    @api.exception_handler(TooMany)
    def slowed(request: HttpRequest, error: TooMany) -> HttpResponse:
        answer = said(error.message, HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(error.wait)
        return answer

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return said(NOT_FOUND, HTTPStatus.NOT_FOUND)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        told = dict(field_sentence({"ctx": {}} | each) for each in error.errors)
        first = "; ".join(f"{name}: {sentence}" for name, sentence in told.items())
        return said(f"Periksa {first}.", HTTPStatus.UNPROCESSABLE_ENTITY, isian=told)
