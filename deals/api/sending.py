"""`POST /api/v1/deals`: an office's own system records a signing, once however often it is sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from deals import ledger
from deals.api import contents, offices
from deals.api.drafting import ContentsRefusal, draft_deal
from deals.api.keys import KEY
from deals.ledger import hash_chain
from deals.models import ApiToken, Deal, Sent
from deals.models.deal import Channel
from expo.accounts.login_throttle import client_address
from expo.api.bodies import read_body
from expo.api.errors import ApiProblem, FieldProblem, View, catch_problems, json_response
from expo.availability.places import take_place
from expo.event_log.address import set_event_address
from expo.models import Edition
from expo.web.former_addresses import edition_today

# What the ledger and the database call the fields of a signing.
FIELDS = {"name_en": "title_en", "name_zh": "title_zh", "contract_number": "contract_no", "minor": "amount"}


def refuse_when_busy(view: View) -> View:
    """Where the database cannot take it now, the office's system is told to send it again."""

    @wraps(view)
    def patient(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except OperationalError as error:
            sentence = _("The ledger cannot be reached at this moment. Send it again with the same key.")
            raise ApiProblem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", sentence, Retry_After="1") from error

    return patient


@catch_problems
@refuse_when_busy
def send_deal(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        sentence = _("Deals are sent here by POST.")
        raise ApiProblem(HTTPStatus.METHOD_NOT_ALLOWED, "method", sentence, Allow="POST")
    token = request_token(request)
    key = idempotency_key(request)
    with office_place(token):
        return answer_signing(request, token, key)


def answer_signing(request: HttpRequest, token: ApiToken, key: str) -> HttpResponse:
    said = contents.normalise_contents(read_body(request, contents.SIGNING))
    if not is_edition_address(token.edition, said["edition"]):
        raise ApiProblem(HTTPStatus.FORBIDDEN, "edition", _("This token is not for this edition."))
    said["edition"] = token.edition.identifier
    with set_event_address(client_address(request)):
        deal, created = record_once(said, key, token)
    return receipt_response(deal, created=created)


def is_edition_address(edition: Edition, address: str) -> bool:
    """Whether the edition is meant by an address that it has, or had before: offices go on sending what they know."""
    if address.lower() in (edition.slug.lower(), edition.identifier.lower()):
        return True
    return edition_today(address, staff=True) == edition


def request_token(request: HttpRequest) -> ApiToken:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    token = None
    if scheme.lower() == "bearer":
        token = offices.find_token(text.strip())
    if token is None:
        sentence = _("Send your office's token: Authorization: Bearer …")
        raise ApiProblem(HTTPStatus.UNAUTHORIZED, "token", sentence, WWW_Authenticate='Bearer realm="deals"')
    if token.revoked_at or not token.user.is_active:
        raise ApiProblem(HTTPStatus.FORBIDDEN, "revoked", _("This token is revoked."))
    return token


@contextmanager
def office_place(token: ApiToken) -> Iterator[None]:
    """One of the places of an office, before anything that it sends is read."""
    place = take_place(f"office-{token.pk}", settings.OFFICE_PLACES)
    if place is None:
        sentence = _("Too much of this office comes at once. Send it again with the same key.")
        raise ApiProblem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", sentence, Retry_After="1")
    try:
        yield
    finally:
        place.leave()


def idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY, key):
        sentence = _(
            "Send an Idempotency-Key of 1 to 255 visible ASCII characters, the same each time you send a deal."
        )
        raise ApiProblem(HTTPStatus.BAD_REQUEST, "key", sentence)
    return key


@transaction.atomic
def record_once(said: dict[str, Any], key: str, token: ApiToken) -> tuple[Deal, bool]:
    """The deal that the key recorded, now or before."""
    hash_chain.lock()
    offices.record_token_use(token)
    submission, digest = offices.submission_key(token, key), contents.digest_contents(said)
    before = Sent.objects.filter(deal__submission_key=submission).select_related("deal__edition").first()
    if before is None:
        deal = enter_deal(said, submission, token)
        Sent.objects.create(deal=deal, token=token, key=key, digest=digest)
        return deal, True
    if before.digest != digest:
        raise reused_key_problem(before.deal)
    return before.deal, False


def reused_key_problem(deal: Deal) -> ApiProblem:
    sentence = _("This Idempotency-Key has recorded %(number)s with other contents.") % {"number": deal.number}
    return ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "key_reused", sentence)


def enter_deal(said: dict[str, Any], submission: UUID, token: ApiToken) -> Deal:
    """Through the ledger's own door; what it refuses is told beside the fields as they were sent."""
    try:
        drafted = draft_deal(said, token.edition)
        deal, _new = ledger.record(drafted, key=submission, by=token.user, channel=Channel.API)
    except ContentsRefusal as faulty:
        raise contents_problem(faulty.faults) from faulty
    except ledger.KeyReused as before:
        raise reused_key_problem(before.deal) from before
    except ledger.StepRefusal as refused:
        raise ApiProblem(HTTPStatus.FORBIDDEN, "role", refused.messages[0]) from refused
    except ValidationError as error:
        raise contents_problem(ledger_faults(error)) from error
    return deal


def contents_problem(faults: Any) -> ApiProblem:
    sentence = _("What was sent cannot be recorded: each error names its field.")
    return ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", sentence, faults)


def ledger_faults(error: ValidationError) -> Iterator[FieldProblem]:
    """What the ledger found, beside the fields as they were sent."""
    if not hasattr(error, "error_dict"):
        for sentence in error.messages:
            yield FieldProblem((), sentence)
        return
    for name, sentences in error.message_dict.items():
        at: tuple[str, ...] = (FIELDS.get(name, name),)
        if name == NON_FIELD_ERRORS:
            at = ()
        for sentence in sentences:
            yield FieldProblem(at, sentence)


def receipt_response(deal: Deal, *, created: bool) -> HttpResponse:
    """Of the deal only what never changes, so that a repetition is told the same."""
    told = {"number": deal.number, "edition": deal.edition.identifier, "recorded_at": deal.recorded_at.isoformat()}
    if created:
        return json_response(told, HTTPStatus.CREATED)
    response = json_response(told, HTTPStatus.OK)
    response.headers["Idempotency-Replayed"] = "true"
    return response
