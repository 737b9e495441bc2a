"""What the interface's document says of deals."""

from deals.api.contents import SIGNING
from deals.api.keys import KEY
from deals.api.reading import DEALS, TOTALS
from expo.api.openapi import (
    COUNT,
    DAY,
    MOMENT,
    MONEY,
    REGION,
    Described,
    bilingual_schema,
    describe_json,
    describe_problem,
    describe_problems,
    header_parameter,
    list_schema,
    nullable_schema,
    object_schema,
    page_schema,
    read_operation,
    request_body,
    text_schema,
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
        header_parameter(
            "Idempotency-Key",
            {"type": "string", "pattern": KEY, "minLength": 1, "maxLength": 255},
            "Your own name for this signing, such as a UUID: the same each time you send it.",
        )
    ],
    "requestBody": request_body(SIGNING),
    "responses": {
        "201": describe_json(RECEIPT, "Recorded."),
        "200": describe_json(
            RECEIPT,
            "Recorded before, with the same contents; the same answer as then.",
            Idempotency_Replayed={"required": True, "schema": {"type": "string", "const": "true"}},
        ),
        "401": describe_problem(
            "No token, or none that is known.", WWW_Authenticate={"required": True, "schema": {"type": "string"}}
        ),
    }
    | describe_problems(
        BAD_REQUEST="Without an Idempotency-Key, or not JSON.",
        FORBIDDEN="The token is revoked, or for another edition.",
        REQUEST_ENTITY_TOO_LARGE="More than 64 kilobytes.",
        UNSUPPORTED_MEDIA_TYPE="Not sent as application/json.",
        UNPROCESSABLE_ENTITY="Fields that cannot be recorded, or a key that came with other contents before.",
        TOO_MANY_REQUESTS="Too much of this office comes at once: send it again, with the same key.",
        SERVICE_UNAVAILABLE="The ledger cannot be reached: send it again, with the same key.",
    ),
}
PARTY = object_schema(side=text_schema(), role=text_schema(), **bilingual_schema(), region=nullable_schema(REGION))
DEAL = object_schema(
    reference=text_schema("What its page's address ends in."),
    **bilingual_schema(),
    instrument=text_schema(),
    signed_on=DAY,
    place=text_schema(),
    ceremony=nullable_schema({"type": "integer", "description": "The id of a session."}),
    area=nullable_schema(text_schema()),
    areas=list_schema(text_schema()),
    destination=nullable_schema(REGION),
    parties=list_schema(PARTY),
    amount=nullable_schema(MONEY),
    basis=nullable_schema(text_schema()),
    reporting_amount=nullable_schema(MONEY),
    band=nullable_schema(text_schema("The size where the amount itself is not shown.")),
    corrected_at=nullable_schema(MOMENT),
)
SUMS = {
    "projects": nullable_schema(COUNT),
    "amount": nullable_schema(MONEY),
    "undisclosed": COUNT,
    "rate_missing": COUNT,
}
PART = object_schema(**SUMS)
HEADLINE = object_schema(
    as_of=nullable_schema(text_schema("A moment, or of a stated figure the day.")),
    **SUMS,
    second_amount=nullable_schema(MONEY),
    rate=nullable_schema(text_schema()),
    rate_on=nullable_schema(DAY),
    rate_source=nullable_schema(text_schema()),
    at_expo=PART,
    outside=PART,
    not_itemised=nullable_schema(PART),
)
BREAKDOWN = object_schema(
    by=text_schema(),
    overlaps={
        "type": "boolean",
        "description": "Whether a project may count in several rows.",
    },
    rows=list_schema(
        object_schema(
            of=nullable_schema(text_schema("A day, code, short address or word; an organisation has none.")),
            **bilingual_schema(),
            **SUMS,
        )
    ),
    unstated=nullable_schema(PART),
    not_itemised=nullable_schema(PART),
)
# How much is counted, where that is only a part of what was stated.
COVERED = object_schema(
    projects=nullable_schema(object_schema(listed=COUNT, stated=COUNT)),
    amounts=nullable_schema(object_schema(listed=MONEY, stated=MONEY)),
    **bilingual_schema("sentence"),
)
TOTAL = object_schema(
    edition=text_schema(),
    definition=object_schema(slug=nullable_schema(text_schema()), **bilingual_schema(), **bilingual_schema("sentence")),
    counted=HEADLINE,
    named_in_public=nullable_schema(COVERED),
    stated=nullable_schema(HEADLINE),
    breakdown=nullable_schema(BREAKDOWN),
)
DOCUMENTED: Described = {
    "/deals": {"post": SEND},
    "/editions/{edition}/deals": read_operation("listDeals", "Announced deals, newest first", page_schema(DEAL), DEALS),
    "/editions/{edition}/totals": read_operation("readTotals", "Totals by definition", TOTAL, TOTALS),
}
