"""An address that a page leads to is one of the web: forms say so, and the database refuses all others."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_entry
from tests.support.factories import make_edition, make_organisation, make_source
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db
MAKERS = {
    "expo.Edition.website": make_edition,
    "expo.Organisation.website": make_organisation,
    "expo.Source.url": make_source,
    "agenda.Session.stream_url": make_session,
    "agenda.Session.recording_url": make_session,
    "agenda.Session.materials_url": make_session,
    "agenda.Entry.website": make_entry,
    "agenda.Entry.video_url": make_entry,
    "agenda.Entry.code_url": make_entry,
}
BAD = (
    "javascript:alert(1)",
    "JavaScript:alert(1)//http://example.org",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
    "/en/",
    "http:example.org",
    "javascript:x//\nhttps://example.org",
    "https://example.org/ a",
)
GOOD = ("https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/", "https://例子.中国/页")
SAID = "A web address begins with http:// or https://."


def fields_of_addresses():
    found = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    return {f"{field.model._meta.label}.{field.name}" for field in found if isinstance(field, models.URLField)}


def test_every_field_for_an_address_is_in_the_table():
    assert fields_of_addresses() == set(MAKERS)


@pytest.mark.parametrize("label", MAKERS)
def test_the_database_takes_addresses_of_the_web_alone(label):
    row, name = MAKERS[label](), label.rpartition(".")[2]
    rows = type(row)._base_manager.filter(pk=row.pk)

    for address in GOOD:
        rows.update(**{name: address})
    for address in BAD:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{name: address})
    assert rows.values_list(name, flat=True).get() == GOOD[-1]


@pytest.mark.parametrize("label", MAKERS)
def test_whoever_enters_one_is_told_beside_which_field(label):
    row, name = MAKERS[label](), label.rpartition(".")[2]
    setattr(row, name, "ftp://example.org/")

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    assert [(error.code, error.messages) for error in refusal.value.error_dict["__all__"]] == [(name, [SAID])]


@pytest.mark.parametrize(("language", "said"), [("en", SAID), ("zh-hans", "网址须以 http:// 或 https:// 开头。")])
def test_data_entry_says_it_in_the_language_of_its_reader(language, said):
    client, firm = an_editor(), make_organisation()
    client.cookies["staff_language"] = language
    change = page("expo.organisation", "change", firm.pk)

    answer = client.post(change, filled(client.get(change), website="ftp://example.org/"))

    assert said in answer.text


def test_the_migrations_disarm_what_was_entered_before(monkeypatch):
    """Told to a row that is not saved: the constraint stands already."""
    kept = []
    row = SimpleNamespace(pk=1, url="javascript:alert('秘密')", _meta=make_source()._meta)

    class Rows(list):
        def exclude(self, **_conditions):
            return self

        def filter(self, **_conditions):
            return SimpleNamespace(update=lambda **values: kept.append(values))

        using = filter_by = lambda self, _alias: self

    models_of = SimpleNamespace(get_model=lambda *_name: SimpleNamespace(objects=Rows([row])))
    migration = importlib.import_module("expo.migrations.0013_web_addresses")
    monkeypatch.setattr(migration, "FIELDS", (("Source", "url"),))

    migration.disarm(models_of, SimpleNamespace(connection=connection))

    assert kept == [{"url": "https://unreadable.invalid/?javascript%3Aalert%28%27%E7%A7%98%E5%AF%86%27%29"}]
