"""In front of all other middleware: what is kept is sent, what is not is made once, and kept."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from expo.monitoring.exchange import current_exchange
from expo.versions.marks import READER
from expo.versions.reading import note_reading
from expo.warm import files
from expo.warm.addresses import Address, known_query, read_address, strip_request
from expo.warm.answers import Sent
from expo.warm.routes import ROUTES, Kept
from expo.warm.store import STORE, answer_of, is_whole_and_public
from expo.web.file_answers import FileInPieces, answer_condition
from expo.web.middleware import PublicGZip

Handler = Callable[[HttpRequest], HttpResponse]


class WarmPages:
    """The same for the test client as `expo.warm.application` is for a server."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.compress = PublicGZip(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.WARM_MEMORY:
            return self.get_response(request)
        if sent := STORE.send(request.META):
            current_exchange(request.META).route = sent.route
            return response_of(sent)
        address, route = read_address(request.META), kept_route(request)
        if address is None or route is None or request.method != "GET":
            return self.get_response(request)
        query = known_query(address.query, route)
        if query is None:
            return self.get_response(request)
        with files.only_one(address.key(query)):
            return self.make_and_keep(request, address, query, route)

    def make_and_keep(self, request: HttpRequest, address: Address, query: str, route: Kept) -> HttpResponse:
        """Unless somebody else did while we waited."""
        key, snapshot = address.key(query), READER.current()
        if answer := STORE.find(key, snapshot):
            return response_of(answer.send(request.META))
        taken = strip_request(request.META, query)
        with note_reading() as reading:
            response = self.get_response(request)
        request.META.update(taken)
        if not is_whole_and_public(response):
            return self.send_unkept(request, response)
        answer = answer_of(response, current_exchange(request.META).route, reading, snapshot)
        STORE.keep(key, address.place, route, answer)
        if isinstance(response, FileInPieces):
            return closed_together(response_of(answer.send(request.META)), response)
        return sent_as(response, answer.send(request.META))

    def send_unkept(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
        """As it is, compressed for those who take that; a large file only to those who do not have it."""
        answer = response
        if isinstance(response, FileInPieces):
            answer = closed_together(answer_condition(request, response), response)
        return cast(HttpResponse, self.compress.process_response(request, answer))


def kept_route(request: HttpRequest) -> Kept | None:
    """Below a language only addresses of the active one are found."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            name = resolve(request.path_info).view_name
    except Resolver404:
        return None
    route = ROUTES.get(name)
    return route if isinstance(route, Kept) else None


def closed_together(answer: Any, made: HttpResponseBase) -> Any:
    """The answer that is sent in place of what was made: what that holds, file and place, is free once it is sent."""
    if answer is made:
        return answer
    close = answer.close

    def close_both() -> None:
        close()
        made.close()

    answer.close = close_both
    return answer


def response_of(sent: Sent) -> HttpResponse:
    return sent_as(HttpResponse(), sent)


def sent_as(response: HttpResponse, sent: Sent) -> HttpResponse:
    """The response, with what goes out in place of what it held."""
    response.status_code = sent.status
    response.content = sent.body
    for name in list(response.headers):
        del response.headers[name]
    for name, value in sent.headers:
        response.headers[name] = value
    return response
