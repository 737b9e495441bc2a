"""Organisations that only the ledger holds, and pages to compare, for tests."""

import re

from deals.ledger import organisation_lookup
from deals.ledger.deal_data import PartyData
from expo.models import Organisation
from tests.support.factories import make_organisation
from tests.support.staff import filled, page

LABEL = "expo.organisation"
CHANGES = re.compile(r'name="(?:csrfmiddlewaretoken|_key|_opened)" value="[^"]*"|\d+:\d\d:?\d*|\d+:\d\d [ap].m.')


def recorded(name="Secret Works", **fields):
    """As a clerk names it who records a deal."""
    made = organisation_lookup.find_or_create_organisation(name)
    Organisation.objects.filter(pk=made.pk).update(**fields)
    return Organisation.objects.get(pk=made.pk)


def two(firm, **more):
    return (PartyData("A", "host", make_organisation(name_en="Host")), PartyData("B", "investor", firm, **more))


def plain(text, pk, name="-"):
    """A page without what is new each time it is asked for, its row's key and name taken out."""
    text = CHANGES.sub("", text).replace(name, "NAME").replace(name.lower(), "NAME")
    return text.replace(f"/{pk}/", "/PK/").replace(f"“{pk}”", "“PK”").replace(f'="{pk}"', '="PK"')


def add(client, **fields):
    return client.post(page(LABEL, "add"), filled(client.get(page(LABEL, "add")), **fields), follow=True)
