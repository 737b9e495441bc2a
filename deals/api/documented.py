"""What the interface's document says of deals."""

from deals.api.contents import SIGNING
from deals.api.keys import KEY
from expo.api.described import Described, content, header, json_of, problem, problems

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
    ),
}
DOCUMENTED: Described = {"/deals": {"post": SEND}}
