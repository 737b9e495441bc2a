"""The form of a new deal, as a browser sends it."""

import uuid

RECORD = "/desk/2019/record/"


def filled(**changes) -> dict[str, str]:
    """The record form as a browser sends it, complete."""
    fields = {
        "key": str(uuid.uuid4()),
        "name_zh": "智能网联汽车示范区",
        "name_en": "Connected car park",
        "amount": "12.5亿",
        "basis": "investment",
        "amount_shown": "public",
        "name_shown": "public",
        "place": "at_expo",
        "signed_on": "2019-08-26",
        "instrument": "investment",
        "kind": "investment",
        "parties-TOTAL_FORMS": "3",
        "parties-INITIAL_FORMS": "0",
        "parties-0-name": "Liangjiang",
        "parties-0-side": "A",
        "parties-0-role": "host",
        "parties-0-shown": "public",
        "parties-1-name": "示例科技",
        "parties-1-side": "B",
        "parties-1-role": "investor",
        "parties-1-shown": "public",
        "parties-2-name": "",
        "parties-2-side": "A",
    }
    return fields | changes
