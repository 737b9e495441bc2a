"""Data entry of figures said in public: what is asked on saving, and who confirms them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from expo.models import Edition, StatedFigure
from tests.support.answers import everything
from tests.support.factories import make_stated_figure
from tests.support.staff import filled, make_editor, page, signed_in
from tests.support.world import ADDRESSES, make_world

pytestmark = pytest.mark.django_db
YI = 10**10
MONEY = {"figure": "amount", "unit": "money", "currency": "CNY", "value": "8169亿元", "as_printed": "8169亿元"}


@pytest.fixture(scope="module")
def made(make_once):
    return make_once(make_world_without_figures)


@pytest.fixture
def edition(made):
    return Edition.objects.get(pk=made.pk)


def make_world_without_figures() -> Edition:
    edition = make_world()
    StatedFigure.objects.all().delete()
    return edition


def add(client, edition, **fields):
    form = client.get(page("expo.statedfigure", "add"))
    sent = filled(form, edition=edition.pk, **{"figure": "projects", "headline": "on"} | fields)
    return client.post(page("expo.statedfigure", "add"), sent, follow=True)


def change(client, row, **fields):
    url = page("expo.statedfigure", "change", row.pk)
    return client.post(url, filled(client.get(url), **fields), follow=True)


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors) if "adminform" in response.context else {}


def test_a_value_is_typed_as_people_write_it_and_reads_back(edition):
    response = add(signed_in(make_editor()), edition, **MONEY)

    row = StatedFigure.objects.get()
    assert (row.value, row.currency, row.confirmed_at) == (8169 * YI, "CNY", None)
    said = "¥816,900,000,000.00 · 8169亿元 · 816.9 billion yuan · 捌仟壹佰陆拾玖亿元整"
    assert f"It reads: {said}." in response.text
    form = signed_in(make_editor()).get(page("expo.statedfigure", "change", row.pk)).text
    assert 'value="¥816,900,000,000.00"' in form
    assert "捌仟壹佰陆拾玖亿元整" in form


def test_a_value_unlike_the_print_is_not_saved_but_with_a_reason_that_is_kept(edition):
    client = signed_in(make_editor())

    response = add(client, edition, **(MONEY | {"value": "816900000000000"}))

    assert set(errors(response)) == {"as_printed", "difference_reason"}
    assert errors(response)["as_printed"] == [
        "The value reads ¥816,900,000,000,000.00, what was printed reads ¥816,900,000,000.00."
    ]
    assert not StatedFigure.objects.exists()
    add(client, edition, **(MONEY | {"value": "8170亿元", "difference_reason": "Rounded in the print."}))
    assert [row.difference_reason for row in StatedFigure.objects.all()] == ["Rounded in the print."]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"value": "nearly 60", "as_printed": "nearly 60"}, set()),
        ({"value": "nearly 60", "as_printed": "nearly 60", "qualifier": "about"}, {"qualifier"}),
        ({"value": "12亿美元", "as_printed": "12亿美元", "figure": "amount", "unit": "money", "currency": ""}, set()),
        (MONEY | {"value": "12亿美元", "as_printed": "12亿美元"}, {"currency"}),
        ({"value": "8169亿元", "as_printed": "8169亿元", "figure": "amount"}, {"unit", "value"}),
        ({"value": "lots", "as_printed": "lots"}, {"value"}),
        ({"value": "", "as_printed": ""}, set()),
    ],
)
def test_what_the_value_names_goes_into_its_own_box_or_is_asked_about(edition, fields, wrong):
    response = add(signed_in(make_editor()), edition, **fields)

    assert set(errors(response)) == wrong


def test_only_a_second_person_confirms_and_only_what_was_not_changed(edition):
    typist, other = signed_in(make_editor()), make_editor()
    add(typist, edition, value="530", as_printed="530")
    row = StatedFigure.objects.get()

    change(typist, row, confirm="on")
    assert not StatedFigure.objects.public().exists()
    response = change(signed_in(other), row, value="531", as_printed="531", confirm="on")
    assert set(errors(response)) == {"confirm"}
    change(signed_in(other), row, confirm="on")

    row.refresh_from_db()
    assert (row.value, row.confirmed_by) == (530, other)
    assert StatedFigure.objects.public().get() == row


@pytest.mark.parametrize(
    ("fields", "public"),
    [({"value": "531", "as_printed": "531"}, False), ({"headline": None}, False), ({"note_en": "Said twice."}, True)],
)
def test_a_figure_that_says_something_else_waits_to_be_confirmed_again(edition, fields, public):
    row, editor = make_stated_figure(value=530, as_printed="530"), make_editor()

    change(signed_in(editor), row, **fields)

    row.refresh_from_db()
    assert (row.confirmed_at is not None, row.typed_by == editor) == (public, not public)


def test_parts_and_other_statements_are_asked_about_and_kept_by_a_tick(edition):
    client = signed_in(make_editor())
    make_stated_figure(figure="projects", value=530, as_printed="530")
    make_stated_figure(figure="projects_at_expo", value=89, as_printed="89")
    part = {"figure": "projects_outside", "value": "440", "as_printed": "440"}

    response = add(client, edition, **part)

    assert errors(response)["meant"] == [
        "530 in all, but its parts 89 and 440 add up to 529.",
        "Put right what is wrong, or tick that it was stated so.",
    ]
    add(client, edition, **part, meant="on")
    assert StatedFigure.objects.count() == 3
    response = add(client, edition, figure="projects", value="529", as_printed="529", headline=None)
    assert errors(response)["meant"][0] == "529 here, but 530 in another statement (530)." or (
        errors(response)["meant"][0].startswith("530 here, but 529")
    )


def test_the_start_page_lists_what_does_not_fit_what_is_misprinted_and_what_waits(edition):
    make_stated_figure(figure="projects", value=530, as_printed="530")
    make_stated_figure(figure="projects_at_expo", value=89, as_printed="89")
    make_stated_figure(figure="projects_outside", value=440, as_printed="440", confirmed_at=None)
    wrong = {"figure": "amount", "unit": "money", "currency": "CNY", "as_printed": "8169亿元"}
    make_stated_figure(value=81690 * YI, **wrong)
    client = signed_in(make_editor())

    found = client.get("/admin/").context["problems"]

    rows = {str(each.kind.label): each for each in found if each.rows == "Stated figures"}
    assert {label: each.count for label, each in rows.items()} == {
        "unlike what was printed": 1,
        "unlike their parts or another statement": 1,
        "to be confirmed by a second person": 1,
    }
    for each in rows.values():
        assert len(client.get(each.url).context["cl"].result_list) == each.count


def test_figures_that_stood_in_public_before_there_were_confirmations_stay_there(edition):
    make_stated_figure(figure="projects", confirmed_at=None)

    import_module("expo.migrations.0014_confirm_stated_figures").confirm(apps, None)

    assert [(row.confirmed_at is not None, row.confirmed_by) for row in StatedFigure.objects.all()] == [(True, None)]


@pytest.mark.thorough
def test_an_unconfirmed_figure_changes_no_byte_of_what_is_public(client, edition, monkeypatch):
    moment = timezone.now()
    monkeypatch.setattr(Edition, "now", lambda edition: moment.astimezone(edition.tz))
    addresses = [*ADDRESSES, "/2019/data/totals.csv", "/api/v1/editions/2019/totals", "/en/2019/wall/"]
    before = bytes_of(everything(client, addresses))

    for figure, more in (("projects", {}), ("exhibitors", {}), ("amount", {"unit": "money", "currency": "CNY"})):
        make_stated_figure(figure=figure, value=999, confirmed_at=None, **more)

        assert bytes_of(everything(client, addresses)) == before, figure


def bytes_of(answers: dict) -> dict:
    """Without the number of queries, of which the first time takes more."""
    return {path: answer[:3] for path, answer in answers.items()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("10亿", 10**11), ("1bn", 10**11), ("1 billion yuan", 10**11), ("0", 0), ("", None), ("100000000000", 10**13)],
)
def test_the_threshold_of_an_edition_is_an_amount_too(edition, typed, kept):
    client, url = signed_in(make_editor()), page("expo.edition", "change", edition.pk)

    response = client.get(url)
    client.post(url, filled(response, retype_above=typed))

    assert 'value="¥1,000,000,000.00"' in response.text
    assert "壹拾亿元整" in response.text
    edition.refresh_from_db()
    assert edition.retype_above == kept


@pytest.mark.parametrize("typed", ["10亿美元", "about 1bn", "1.2b", "USD 5m"])
def test_a_threshold_in_another_currency_or_unclear_is_refused(edition, typed):
    client, url = signed_in(make_editor()), page("expo.edition", "change", edition.pk)

    response = client.post(url, filled(client.get(url), retype_above=typed))

    assert "retype_above" in errors(response)


@pytest.mark.parametrize(
    ("query", "reads"),
    [
        ("text=8169亿元&unit=money&currency=CNY", "捌仟壹佰陆拾玖亿元整"),
        ("text=nearly+60&unit=count", "nearly 60"),
        ("text=1.2b&unit=money&currency=CNY", "is not clear"),
    ],
)
def test_a_box_is_read_back_while_it_is_typed_in(edition, query, reads):
    response = signed_in(make_editor()).get(f"{page('expo.statedfigure', 'read_back')}?{query}")

    assert reads in response.text
