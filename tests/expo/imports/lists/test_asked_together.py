"""What is asked once for many rows, while somebody else answers some of them by themselves."""

import pytest

from expo.imports.lists.asking.questions import TOGETHER
from expo.imports.lists.list_import import KEPT
from expo.models import ImportedFile
from tests.expo.imports.lists.test_many_questions import NEXT, bring
from tests.support.factories import make_edition, make_region
from tests.support.staff import make_editor, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    make_edition(slug="2019")
    for code, name_en, name_zh in (("CN", "China", "中国"), ("DE", "Germany", "德国")):
        make_region(code=code, name_en=name_en, name_zh=name_zh)
    return signed_in(make_editor())


def bring_alike(client, number):
    return bring(client, *[[f"{letter}云计算", "火星", None] for letter in "甲乙丙丁戊"[:number]])


def sent_untouched(answer):
    """What a browser sends of the questions as they stand there."""
    form, sent = answer.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            sent[name] = form.fields[name].widget.attrs.get("value", "on")
        elif value or not name.startswith("alike-"):
            sent[name] = value or ""
    return sent


def said():
    """Of each row that somebody has said something of, what."""
    return sorted(ImportedFile.objects.get().options[KEPT]["cells"].values())


@pytest.mark.parametrize("number", [4, 5])
@pytest.mark.parametrize("before", [[], ["中国"]], ids=["open", "answered"])
def test_a_page_left_as_it_was_takes_back_no_answer_of_somebody_else(client, number, before):
    page, colleague = bring_alike(client, number), signed_in(make_editor())
    for answer in before:
        client.post(page, sent_untouched(client.get(page)) | {"cell-0": answer} | NEXT)
    opened = sent_untouched(client.get(page))
    one_by_one = f"{page}?each=1"
    colleague.post(one_by_one, sent_untouched(colleague.get(one_by_one)) | {"cell-1": "德国"} | NEXT)
    client.post(page, opened | NEXT)

    assert opened["alike-0"] == TOGETHER
    assert said() == sorted(["德国", *before * (number - 1)])


def test_a_box_that_is_ticked_from_the_start_says_so_when_it_is_sent(client):
    form = client.get(bring_alike(client, 4)).context["form"]

    assert f'value="{TOGETHER}"' in str(form["alike-0"])
    assert " checked" in str(form["alike-0"])


def test_an_answer_for_many_is_not_that_of_a_row_that_somebody_else_has_answered_meanwhile(client):
    page, colleague = bring_alike(client, 4), signed_in(make_editor())
    opened = sent_untouched(client.get(page))
    one_by_one = f"{page}?each=1"
    colleague.post(one_by_one, sent_untouched(colleague.get(one_by_one)) | {"cell-1": "德国"} | NEXT)
    client.post(page, opened | {"cell-0": "中国"} | NEXT)

    assert said() == ["中国", "中国", "中国", "德国"]
