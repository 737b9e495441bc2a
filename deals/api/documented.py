"""What the interface's document says of deals."""

from deals.api.contents import SIGNING
from deals.api.keys import KEY
from deals.api.reading import DEALS, TOTALS
from expo.api.described import (
    COUNT,
    DAY,
    MOMENT,
    MONEY,
    REGION,
    Described,
    both,
    content,
    header,
    json_of,
    listing,
    maybe,
    page_of,
    problem,
    problems,
    reading,
    shape,
    text,
)

RECEIPT: Described = {
    "type": "object",
    "properties": {
        "number": {"type": "string", "description": "The number that people quote, like 2019-0007."},
        "edition": {"type": "string"},
        "recorded_at": {"type": "string", "format": "date-time"},
    },
    "required": ["number", "edition", "recorded_at"],
    "additionalProperties": False,
}
SEND: Described = {
    "operationId": "sendDeal",
    "summary": "Record a signing",
    "description": (
        "It waits to be verified by the deal desk. Send it again with the same key as often as you like, for example "
        "when no answer came: it is recorded once."
    ),
    "security": [{"office": []}],
    "parameters": [
        header(
            "Idempotency-Key",
            {"type": "string", "pattern": KEY, "minLength": 1, "maxLength": 255},
            "Your own name for this signing, such as a UUID: the same each time you send it.",
        )
    ],
    "requestBody": content(SIGNING),
    "responses": {
        "201": json_of(RECEIPT, "Recorded."),
        "200": json_of(
            RECEIPT,
            "Recorded before, with the same contents; the same answer as then.",
            Idempotency_Replayed={"required": True, "schema": {"type": "string", "const": "true"}},
        ),
        "401": problem(
            "No token, or none that is known.", WWW_Authenticate={"required": True, "schema": {"type": "string"}}
        ),
    }
    | problems(
        BAD_REQUEST="Without an Idempotency-Key, or not JSON.",
        FORBIDDEN="The token is revoked, or for another edition.",
        REQUEST_ENTITY_TOO_LARGE="More than 64 kilobytes.",
        UNSUPPORTED_MEDIA_TYPE="Not sent as application/json.",
        UNPROCESSABLE_ENTITY="Fields that cannot be recorded, or a key that came with other contents before.",
        SERVICE_UNAVAILABLE="The ledger cannot be reached: send it again, with the same key.",
    ),
}
PARTY = shape(side=text(), role=text(), **both(), region=maybe(REGION))
DEAL = shape(
    reference=text("What its page's address ends in."),
    **both(),
    instrument=text(),
    signed_on=DAY,
    place=text(),
    ceremony=maybe({"type": "integer", "description": "The id of a session."}),
    area=maybe(text()),
    areas=listing(text()),
    destination=maybe(REGION),
    parties=listing(PARTY),
    amount=maybe(MONEY),
    basis=maybe(text()),
    reporting_amount=maybe(MONEY),
    band=maybe(text("The size where the amount itself is not shown.")),
    corrected_at=maybe(MOMENT),
)
SUMS = {"projects": maybe(COUNT), "amount": maybe(MONEY), "undisclosed": COUNT, "rate_missing": COUNT}
PART = shape(**SUMS)
HEADLINE = shape(
    as_of=maybe(text("A moment, or of a stated figure the day.")),
    **SUMS,
    second_amount=maybe(MONEY),
    rate=maybe(text()),
    rate_on=maybe(DAY),
    rate_source=maybe(text()),
    at_expo=PART,
    outside=PART,
    not_itemised=maybe(PART),
)
BREAKDOWN = shape(
    by=text(),
    overlaps={
        "type": "boolean",
        "description": "Whether a project may count in several rows.",
    },
    rows=listing(
        shape(of=maybe(text("A day, code, short address or word; an organisation has none.")), **both(), **SUMS)
    ),
    unstated=maybe(PART),
    not_itemised=maybe(PART),
)
# How much is counted, where that is only a part of what was stated.
COVERED = shape(
    projects=maybe(shape(listed=COUNT, stated=COUNT)),
    amounts=maybe(shape(listed=MONEY, stated=MONEY)),
    **both("sentence"),
)
TOTAL = shape(
    edition=text(),
    definition=shape(slug=maybe(text()), **both(), **both("sentence")),
    counted=HEADLINE,
    named_in_public=maybe(COVERED),
    stated=maybe(HEADLINE),
    breakdown=maybe(BREAKDOWN),
)
DOCUMENTED: Described = {
    "/deals": {"post": SEND},
    "/editions/{edition}/deals": reading("listDeals", "Announced deals, newest first", page_of(DEAL), DEALS),
    "/editions/{edition}/totals": reading("readTotals", "Totals by definition", TOTAL, TOTALS),
}
