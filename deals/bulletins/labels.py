"""What the figures of a bulletin are called where they stand in a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: dict[str, Promise] = {
    "projects": _("projects signed"),
    "stated": _("projects stated in public"),
    "stated_amount": _("amount stated in public"),
    "amount": _("amount signed"),
    "second": _("amount in the second currency"),
    "at_expo": _("signed at the expo"),
    "outside": _("signed outside the venue"),
    "amount_at_expo": _("amount signed at the expo"),
    "amount_outside": _("amount signed outside the venue"),
    "undisclosed": _("projects whose amount is not disclosed"),
    "rate_missing": _("projects whose exchange rate is missing"),
    "not_itemised": _("projects whose list is still to come"),
    "amount_not_itemised": _("amount whose list is still to come"),
    "areas": _("leading technology areas"),
    "countries": _("countries and regions of partners"),
    "partners": _("leading countries and regions of partners"),
}
# Those on top of a bulletin's page, where the figures themselves say what they are.
HERO: dict[str, Promise] = {
    "projects": pgettext_lazy("what the projects are", "signed"),
    "amount": LABELS["amount"],
    "second": pgettext_lazy("an amount", "converted"),
    "at_expo": LABELS["at_expo"],
    "outside": LABELS["outside"],
}
# Where the figures are only a part of what was stated.
NAMED: dict[str, Promise] = HERO | {
    "projects": pgettext_lazy("what the projects are", "named in public"),
    "amount": pgettext_lazy("an amount", "named in public"),
    "stated": LABELS["stated"],
    "stated_amount": LABELS["stated_amount"],
}
