from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind our proxy the address that the proxy saw."""
    beside = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_HTTPS:
        return beside
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or beside
