"""Text of the other language is asked about wherever it is typed, and shown to whoever reviews and announces it."""

import pytest
from django.utils.translation import override

from deals.forms import BatchForm
from deals.forms.bulletins import BulletinTextForm
from deals.forms.follow_up import SnapshotForm
from deals.models import Bulletin, Deal
from expo.i18n import languages
from expo.models import Organisation, Person
from tests.deals.desk.record_form import RECORD, filled
from tests.deals.imports.lists import HEAD, ROW, accepted, rejected
from tests.support.api import PARTIES, Office, pointers, signing
from tests.support.deal_factories import make_clerk, make_deal, make_draft, make_reviewer
from tests.support.factories import make_edition, make_organisation
from tests.support.reading import elements
from tests.support.staff import an_editor, page, signed_in
from tests.support.staff import filled as form_of
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
CHINESE = "两江新区智能工厂项目"
ENGLISH = "A smart factory in Liangjiang"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019", city_zh="重庆", city_en="Chongqing")


@pytest.mark.parametrize(
    ("text", "language", "misplaced"),
    [
        *[
            (text, "en", True)
            for text in (CHINESE, "华为", "5G智慧工厂", "比亚迪 BYD", "重慶銀行", "华为 HarmonyOS 应用开发")
        ],
        *[
            (text, "en", False)
            for text in ("", "5G", "Huawei (华为)", "Liangjiang 两江新区", ENGLISH, "2019", "{total}")
        ],
        *[
            (text, "zh", True)
            for text in (ENGLISH, "Smart factory", "Memory chip works", "Un projet de ville intelligente")
        ],
        *[
            (text, "zh", False)
            for text in ("", "5G", "AI", "IBM", "AI IoT 5G", "Siemens AG", "Angela Merkel", "2019", "12,5")
        ],
        *[
            (text, "zh", False)
            for text in (CHINESE, "华为 cloud for everybody", "SAP SE", "https://example.org/a-long-way")
        ],
    ],
)
def test_a_text_is_misplaced_where_it_is_plainly_of_the_other_language(text, language, misplaced):
    assert languages.is_misplaced(text, language) == misplaced


def boxes(response):
    """The name and value of each box that lets a text stay."""
    found = [
        each.attributes for each in elements(response, "input") if "-as_typed" in (each.attributes.get("name") or "")
    ]
    return {each["name"]: each["value"] for each in found}


@pytest.fixture
def clerk():
    make_organisation(name_en="Liangjiang", name_zh="两江新区管委会")
    make_organisation(name_zh="示例科技", name_en="Example Tech")
    return signed_in(make_clerk())


@pytest.mark.parametrize(("name", "text"), [("name_en", CHINESE), ("name_zh", ENGLISH)])
@pytest.mark.parametrize("other", ["", "kept"])
def test_a_clerk_is_asked_once_beside_the_field_and_may_keep_the_text(clerk, name, text, other):
    sent = filled(**{name: text}) | ({} if other else {"name_zh" if name == "name_en" else "name_en": ""})

    asked = clerk.post(RECORD, sent)
    assert (asked.status_code, Deal.objects.count()) == (422, 0)
    assert dict(asked.context["forms"].terms.errors) == {name: [languages.language_question(name[-2:])]}
    assert asked.context["forms"].terms[name].value() == text

    again = clerk.post(RECORD, sent | boxes(asked))
    assert (again.status_code, getattr(Deal.objects.get().versions.get(), name)) == (302, text)


def test_the_answer_is_about_the_text_that_was_asked_about_only(clerk):
    sent = filled(name_en=CHINESE)
    answered = sent | boxes(clerk.post(RECORD, sent))

    assert clerk.post(RECORD, answered | {"name_en": "另一个项目"}).status_code == 422
    assert Deal.objects.count() == 0


def test_what_stood_there_before_is_not_asked_about_when_something_else_is_changed(clerk):
    deal = make_deal(make_draft(name_en=CHINESE, name_zh=CHINESE))
    response = clerk.post(
        f"/desk/deals/{deal.number}/amend/", filled(name_en=CHINESE, name_zh=ENGLISH, version="1", reason="x")
    )

    assert list(response.context["forms"].terms.errors) == ["name_zh"]


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
def test_the_question_is_put_in_the_language_of_the_interface(tongue):
    with override(tongue):
        form = BatchForm({"name_en": CHINESE, "name_zh": CHINESE}, edition=make_edition(slug=f"x{tongue}"))
        said = form.errors["name_en"]
        box = str(form["name_en"])

    assert (
        said
        == {
            "en": ["This is Chinese, in a field for English. Correct it, or tick that it is to stay so."],
            "zh-hans": ["此处应填英文，填的却是中文。请更正，或勾选“保持原样”。"],
        }[tongue]
    )
    assert ("It is to stay so" if tongue == "en" else "保持原样") in box


def test_every_other_form_of_the_desk_asks(edition):
    bulletin = Bulletin(edition=edition, title_en="T", title_zh="题", body_en="B", body_zh="文")
    texts = {"title_en": CHINESE, "body_en": "B", "title_zh": "题", "body_zh": ENGLISH, "version": 1}

    assert {"title_en", "body_zh"} <= set(BulletinTextForm(texts, bulletin=bulletin).errors)
    assert "note_en" in SnapshotForm({"note_en": CHINESE, "as_of": "2020-01-01", "after": 0}).errors


@pytest.mark.parametrize(
    ("label", "fields", "model"),
    [
        ("expo.organisation", {"name_en": CHINESE, "name_zh": CHINESE, "kind": "company"}, Organisation),
        ("expo.person", {"name_en": "欧阳雪", "name_zh": "欧阳雪", "biography_zh": ENGLISH}, Person),
    ],
)
def test_data_entry_asks_and_keeps_what_is_to_stay(label, fields, model):
    editor, path = an_editor(), page(label, "add")
    sent = form_of(editor.get(path), **fields)

    asked = editor.post(path, sent)
    wrong = [name for name in ("name_en", "biography_zh") if languages.is_misplaced(fields.get(name, ""), name[-2:])]
    assert sorted(asked.context["adminform"].form.errors) == sorted(wrong)
    assert model.objects.count() == 0
    assert editor.post(path, sent | boxes(asked)).status_code == 302
    assert model.objects.get().name_en == fields["name_en"]


@pytest.mark.parametrize(
    ("column", "title", "code"),
    [("英文名称", CHINESE, "title_en_misplaced"), ("中文名称", ENGLISH, "title_zh_misplaced")],
)
def test_a_list_whose_column_names_its_language_and_holds_the_other_is_asked_about(column, title, code):
    assert rejected(workbook([[*HEAD, column], [*ROW, title]])) == {2: code}


def test_a_list_with_names_in_their_places_is_read():
    data = workbook([["中文名称", "英文名称", *HEAD[1:]], ["5G", "5G base stations", *ROW[1:]]])

    assert [row["title"] for row in accepted(data)] == ["5G"]


def test_the_interface_names_the_field_and_takes_what_is_said_to_stay_so():
    office = Office()
    new = {"name": "示例企业有限公司", "side": "B", "role": "investor"}
    sent = signing(title_en=CHINESE, title_zh=ENGLISH)

    assert pointers(office.send(sent)) == ["#/title_en", "#/title_zh"]
    assert pointers(office.send(signing(parties=[PARTIES[0], new]))) == ["#/parties/1/name"]
    assert (Deal.objects.count(), Organisation.objects.count()) == (0, 0)
    assert office.send(sent | {"as_typed": True}).status_code == 201


@pytest.mark.parametrize(
    ("names", "tongue", "said"),
    [
        ({"name_en": CHINESE, "name_zh": CHINESE}, "en", "the English is Chinese"),
        ({"name_en": ENGLISH, "name_zh": ENGLISH}, "zh-hans", "中文处填的是英文"),
        ({"name_en": "", "name_zh": CHINESE}, "zh-hans", "缺英文"),
        ({"name_en": ENGLISH, "name_zh": ""}, "en", "nothing in Chinese"),
    ],
)
def test_reviewers_are_shown_what_a_language_lacks_in_the_queue_and_on_the_deal_s_page(names, tongue, said):
    deal = make_deal(make_draft(**names))
    client = signed_in(make_reviewer())
    client.cookies["staff_language"] = tongue

    pages = [client.get(path) for path in ("/desk/2019/", deal.get_absolute_url())]
    marks = [
        [each.text for each in elements(answer) if each.attributes.get("class") in ("mark", "notice")]
        for answer in pages
    ]
    assert [any(said in mark for mark in found) for found in marks] == [True, True]


def test_a_deal_named_in_both_languages_is_marked_by_nothing():
    deal = make_deal(make_draft(name_en=ENGLISH, name_zh=CHINESE))

    assert languages.language_gaps(deal.versions.get(), "name") == []
