"""What is put right before any page sees it."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dbi_portal.lib.documents import DocumentError


class NoNulBytes:
    """PostgreSQL stores no NUL and no person types one: dropped from filters, refused in a path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            raise BadRequest("NUL in the address")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)


class PaperRefused:
    """A document that cannot be drawn is a sentence for whoever asked for it, not a crash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, DocumentError):
            return None
        said = {"sentence": str(exception)}
        return render(request, "frame/not_drawn.html", said, status=HTTPStatus.UNPROCESSABLE_ENTITY)


class SignInFirst(LoginRequiredMiddleware):
    """Sends strangers to sign in, and back to where they were: to the form, not to its button.

    A part of a page that asks for itself makes the whole page ask instead.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A page for everybody never asks who reads it: the same for all, and kept on the way."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        field = self.get_redirect_field_name(view_func)
        return redirect_to_login(where_he_was(request), self.get_login_url(view_func), field)


def where_he_was(request: HttpRequest) -> str:
    """The page a person can open again: what was asked for, or whence something was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path:
        return request.get_full_path()
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")
