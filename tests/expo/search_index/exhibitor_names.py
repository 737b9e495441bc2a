"""An exhibitor whose name changes, what a search finds of it, and the thread of a server."""

import pytest
from django.db import transaction
from django.test import Client

from expo.models import Organisation
from expo.models.search import SearchEntry
from expo.search_index import after_writes, keeper
from expo.search_index.keeper import IndexKeeper
from tests.support.factories import make_organisation, make_participation

# What tries what follows a commit.
committed = pytest.mark.django_db(transaction=True)


@transaction.atomic
def make_exhibitor(name="Quartz Works"):
    slug = name.lower().replace(" ", "-")
    return make_participation(organisation=make_organisation(name_en=name), slug=slug)


@transaction.atomic
def rename(name):
    Organisation.objects.update(name_en=name)


def found(words, path="search/", **more):
    return Client().get(f"/en/2019/{path}", {"q": words, **more})


def names_found():
    return sorted(SearchEntry.objects.filter(kind="exhibitors").values_list("title_en", flat=True))


def serving_keeper(monkeypatch):
    serving = IndexKeeper()
    serving.serving = True
    for module in (keeper, after_writes):
        monkeypatch.setattr(module, "KEEPER", serving)
    return serving
