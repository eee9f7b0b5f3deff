"""What is put right before any page sees it."""

from django.core.exceptions import BadRequest


class NoNulBytes:
    """PostgreSQL stores no NUL and no person types one: dropped from filters, refused in a path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            raise BadRequest("NUL in the address")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)
