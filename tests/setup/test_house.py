"""The house stays readable: few modules a room, names that say what they name. bench/house.py prints more."""

import importlib.util

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / "bench" / "house.py"


@pytest.fixture(scope="module")
def house():
    spec = importlib.util.spec_from_file_location("house", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "counted",
    [
        "crowded_folders",
        "crowded_urls",
        "badly_named",
        "doubled_classes",
        "unknown_template_classes",
        "open_includes",
        "long_templates",
        "long_template_lines",
    ],
)
def test_every_rule_of_the_house_holds(house, counted):
    assert getattr(house, counted)() == []


def test_code_reads_at_a_walk(house):
    comprehensions, conditionals = house.per_thousand_lines()

    assert (comprehensions <= 20, conditionals <= 10) == (True, True), (comprehensions, conditionals)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        *((name, True) for name in ("told", "converted", "of_session", "in_text", "within", "_kept", "showing")),
        *((name, False) for name in ("append_event", "session_changes", "is_in_use", "heading", "publish", "load")),
    ],
)
def test_functions_are_named_by_a_verb_or_a_noun(house, name, bad):
    assert house.is_bad_name(name) is bad


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("comment", "unknown"),
    [
        ("deals: list of masking.PublicDeal; total: totals.Headline or None; form: DealFilter; request.GET", []),
        ("deals: PublicDeals; rows: Batches; page: Page of Deals. Shown; login: AuthenticationForm; all: Django's", []),
        ("against: comparing.Shown; rows: parts.Headlines", ["comparing.Shown", "parts.Headlines"]),
        ("form: TextForm; plan: Plan or None; rows: a DealsFormSet", ["TextForm", "Plan", "DealsFormSet"]),
    ],
)
def test_comments_of_templates_name_classes_that_there_are(house, comment, unknown):
    assert house.unknown_classes(comment, house.class_places(), house.FOREIGN | house.names_of_modules()) == unknown
