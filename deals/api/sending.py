"""`POST /api/v1/deals`: an office's own system records a signing, once however often it is sent."""

import re
from collections.abc import Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from deals import chain, ledger, offices
from deals.api import contents
from deals.api.drafting import Faulty, draft
from deals.api.keys import KEY
from deals.log import taken_from
from deals.models import ApiToken, Deal, Sent
from deals.models.deal import Channel
from expo.api.bodies import body_of
from expo.api.problems import Fault, Problem, View, answer, told_as_problems
from expo.attempts import address_of
from expo.former_addresses import edition_today
from expo.models import Edition

# What the ledger and the database call the fields of a signing.
FIELDS = {"name_en": "title_en", "name_zh": "title_zh", "contract_number": "contract_no", "minor": "amount"}


def told_when_busy(view: View) -> View:
    """Where the database cannot take it now, the office's system is told to send it again."""

    @wraps(view)
    def patient(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except OperationalError as error:
            sentence = _("The ledger cannot be reached at this moment. Send it again with the same key.")
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", sentence, Retry_After="1") from error

    return patient


@told_as_problems
@told_when_busy
def send(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        sentence = _("Deals are sent here by POST.")
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "method", sentence, Allow="POST")
    token = token_of(request)
    key = key_of(request)
    said = contents.plain(body_of(request, contents.SIGNING))
    if not is_of(token.edition, said["edition"]):
        raise Problem(HTTPStatus.FORBIDDEN, "edition", _("This token is not for this edition."))
    said["edition"] = token.edition.identifier
    with taken_from(address_of(request)):
        deal, created = record(said, key, token)
    return receipt(deal, created=created)


def is_of(edition: Edition, address: str) -> bool:
    """Whether the edition is meant by an address that it has, or had before: offices go on sending what they know."""
    if address.lower() in (edition.slug.lower(), edition.identifier.lower()):
        return True
    return edition_today(address, staff=True) == edition


def token_of(request: HttpRequest) -> ApiToken:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    token = offices.bearer(text.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        sentence = _("Send your office's token: Authorization: Bearer …")
        raise Problem(HTTPStatus.UNAUTHORIZED, "token", sentence, WWW_Authenticate='Bearer realm="deals"')
    if token.revoked_at or not token.user.is_active:
        raise Problem(HTTPStatus.FORBIDDEN, "revoked", _("This token is revoked."))
    return token


def key_of(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY, key):
        sentence = _(
            "Send an Idempotency-Key of 1 to 255 visible ASCII characters, the same each time you send a deal."
        )
        raise Problem(HTTPStatus.BAD_REQUEST, "key", sentence)
    return key


@transaction.atomic
def record(said: dict[str, Any], key: str, token: ApiToken) -> tuple[Deal, bool]:
    """The deal that the key recorded, now or before."""
    chain.lock()
    offices.used(token)
    submission, digest = offices.submission_key(token, key), contents.digest(said)
    before = Sent.objects.filter(deal__submission_key=submission).select_related("deal__edition").first()
    if before is None:
        deal = enter(said, submission, token)
        Sent.objects.create(deal=deal, token=token, key=key, digest=digest)
        return deal, True
    if before.digest != digest:
        raise reused(before.deal)
    return before.deal, False


def reused(deal: Deal) -> Problem:
    sentence = _("This Idempotency-Key has recorded %(number)s with other contents.") % {"number": deal.number}
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "key_reused", sentence)


def enter(said: dict[str, Any], submission: UUID, token: ApiToken) -> Deal:
    """Through the ledger's own door; what it refuses is told beside the fields as they were sent."""
    try:
        drafted = draft(said, token.edition)
        deal, _new = ledger.record(drafted, key=submission, by=token.user, channel=Channel.API)
    except Faulty as faulty:
        raise unfit(faulty.faults) from faulty
    except ledger.KeyReused as before:
        raise reused(before.deal) from before
    except ledger.Refused as refused:
        raise Problem(HTTPStatus.FORBIDDEN, "role", refused.messages[0]) from refused
    except ValidationError as error:
        raise unfit(faults_in(error)) from error
    return deal


def unfit(faults: Any) -> Problem:
    sentence = _("What was sent cannot be recorded: each error names its field.")
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", sentence, faults)


def faults_in(error: ValidationError) -> Iterator[Fault]:
    """What the ledger found, beside the fields as they were sent."""
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, sentences in found.items():
        at = () if name == NON_FIELD_ERRORS else (FIELDS.get(name, name),)
        yield from (Fault(at, sentence) for sentence in sentences)


def receipt(deal: Deal, *, created: bool) -> HttpResponse:
    """Of the deal only what never changes, so that a repetition is told the same."""
    told = {"number": deal.number, "edition": deal.edition.identifier, "recorded_at": deal.recorded_at.isoformat()}
    response = answer(told, HTTPStatus.CREATED if created else HTTPStatus.OK)
    if not created:
        response.headers["Idempotency-Replayed"] = "true"
    return response
