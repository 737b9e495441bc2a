"""A page that needs the search index before it is made tells visitors when to ask again; nothing has failed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from expo.availability.failures import SEARCH, failure_content
from expo.search_index.readiness import IndexNotReady


class TellUnreadySearch:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, IndexNotReady):
            return None
        content, headers = failure_content(SEARCH, request.META)
        return HttpResponse(content, status=SEARCH.status, headers=headers)
