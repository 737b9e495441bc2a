"""Names in data entry: found by pinyin as it is typed, and told of when they are entered twice."""

import pytest
from django.contrib.messages import get_messages

from expo.models import Organisation, Person
from tests.support.factories import make_organisation, make_person
from tests.support.staff import an_editor, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["ouyang", "ou yang", "ouyangxue", "ouyang xue"])
@pytest.mark.parametrize(("make", "label"), [(make_person, "expo.person"), (make_organisation, "expo.organisation")])
def test_a_name_is_found_by_its_pinyin_with_spaces_and_without(make, label, words):
    make(name_zh="欧阳雪", pinyin="ou yang xue")
    make(name_zh="韩松", pinyin="han song")

    response = an_editor().get(page(label, "changelist"), {"q": words, "edition": "all"})

    assert [row.name_zh for row in response.context["cl"].result_list] == ["欧阳雪"]


def added(model, **fields):
    """What is said when a row of this name is added."""
    rows = {"attendances-TOTAL_FORMS": 0, "attendances-INITIAL_FORMS": 0} if model is Person else {"kind": "company"}
    response = an_editor().post(page(model._meta.label_lower, "add"), fields | rows)
    assert response.status_code == 302
    return [message.level_tag for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(("make", "model"), [(make_person, Person), (make_organisation, Organisation)])
def test_a_name_that_is_there_already_is_told_of_and_another_is_not(make, model):
    make(name_en="Ada Li", name_zh="李艾达")

    assert added(model, name_en="ada li") == ["warning", "success"]
    assert added(model, name_zh="李艾达") == ["warning", "success"]
    assert added(model, name_en="Ada Wu") == ["success"]
