"""What a step on many rows reads along with them is named, as Django asks from 6.1 on."""

import pytest

from agenda.models import Session
from deals.models import Terms
from expo.db.columns import required_relations, select_required
from expo.models import Edition, Participation
from tests.support.factories import make_participation

NAMELESS = "select_related" + "()"


@pytest.mark.parametrize(
    ("model", "paths"),
    [
        (Edition, []),
        (Participation, ["edition", "organisation"]),
        (Session, ["edition"]),
        (
            Terms,
            ["deal", "deal__edition", "deal__project", "deal__project__edition", "deal__recorded_by", "entered_by"],
        ),
    ],
)
def test_the_rows_that_a_row_always_leads_to_are_named_and_those_that_they_lead_to(model, paths):
    assert sorted(required_relations(model)) == paths


@pytest.mark.django_db
def test_a_row_is_read_with_what_its_name_is_made_of_in_one_query(django_assert_num_queries):
    make_participation()

    with django_assert_num_queries(1):
        names = [str(row) for row in select_required(Participation.objects.all())]

    assert len(names) == 1
    assert select_required(Edition.objects.all()).query.select_related is False


def test_no_module_asks_for_related_rows_without_saying_which(settings):
    modules = [path for app in ("agenda", "deals", "expo") for path in (settings.BASE_DIR / app).rglob("*.py")]

    assert [str(path) for path in modules if NAMELESS in path.read_text()] == []
