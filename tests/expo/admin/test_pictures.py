"""Pictures in the forms of data entry: brought, described, cropped, replaced, taken away; nothing typed is lost."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.models import Organisation, Person, Picture
from tests.expo.pictures import files
from tests.support.factories import make_organisation, make_person, make_picture
from tests.support.showcase_factories import make_news
from tests.support.staff import filled as entered

pytestmark = [pytest.mark.django_db, pytest.mark.reads_apart]
SAID = {
    "alt_en": "A red star",
    "alt_zh": "红星",
    "credit_en": "Press office",
    "credit_zh": "新闻中心",
    "licence": "CC BY 4.0",
    "focus_x": "20",
    "focus_y": "80",
}


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


def picture_part(name: str, **sent) -> dict:
    return {f"{name}-{part}": value for part, value in (SAID | sent).items()}


def upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("C:\\secret name.png", data or files.picture_bytes(size=(60, 30)))


def save(editor, row, name: str, **sent):
    """Open the row's form, change what it holds of the picture, and send it."""
    path = f"/admin/expo/{row._meta.model_name}/{row.pk}/change/"
    return editor.post(path, entered(editor.get(path)) | picture_part(name, **sent))


@pytest.mark.parametrize(
    ("make", "name"),
    [(make_organisation, "logo"), (make_person, "portrait"), (make_news, "picture")],
    ids=["organisation", "person", "news"],
)
def test_a_picture_is_brought_in_the_form_of_what_it_shows(editor, make, name):
    row = make()

    assert save(editor, row, name, file=upload()).status_code == 302

    row.refresh_from_db()
    picture = getattr(row, name)
    assert (picture.width, picture.height) == (60, 30)
    assert {part: str(getattr(picture, part)) for part in SAID} == SAID
    assert "secret" not in picture.file.name


def test_what_is_mended_is_another_row_of_the_same_file_and_the_old_one_stays(editor):
    old = make_picture(alt_en="Star", alt_zh="星")
    firm = make_organisation(logo=old)

    save(editor, firm, "logo", credit_en="Somebody else")

    firm.refresh_from_db()
    old.refresh_from_db()
    assert (firm.logo.file.name, firm.logo.credit_en, old.credit_en) == (old.file.name, "Somebody else", "")


def test_a_form_that_changes_nothing_of_the_picture_leaves_it(editor):
    firm = make_organisation(logo=make_picture(alt_en="Star", alt_zh="星"))
    path = f"/admin/expo/organisation/{firm.pk}/change/"

    editor.post(path, entered(editor.get(path)))

    assert list(Picture.objects.values_list("pk", flat=True)) == [firm.logo_id]
    assert Organisation.objects.get().logo == firm.logo


def test_a_picture_is_cropped_as_it_is_brought_and_once_more_later(editor):
    firm = make_organisation()

    save(editor, firm, "logo", file=upload(), left="0", top="0", width="40", height="30")
    first = Organisation.objects.get().logo
    save(editor, firm, "logo", left="10", top="5", width="20", height="20")
    second = Organisation.objects.get().logo

    assert [(each.width, each.height) for each in (first, second)] == [(40, 30), (20, 20)]


def test_a_picture_is_replaced_and_taken_away(editor):
    person = make_person(portrait=make_picture())

    save(editor, person, "portrait", file=upload())
    replaced = Person.objects.get().portrait
    save(editor, person, "portrait", remove="on")

    assert (replaced.width, Person.objects.get().portrait) == (60, None)


MISTAKES = {
    "no words": ({"alt_zh": ""}, "Say in English and in Chinese what is seen, for whoever cannot see the picture."),
    "focus": ({"focus_x": "101"}, "The focus lies between 0 and 100 percent of the picture."),
    "number": ({"focus_y": "half"}, "“half” is no whole number."),
    "half a crop": ({"left": "3"}, "To crop, fill in all four numbers."),
    "crop": (
        {"left": "50", "top": "0", "width": "20", "height": "20"},
        "The crop lies outside the picture, which is 60 × 30 pixels.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_a_sentence_beside_the_picture(editor, mistake):
    sent, sentence = MISTAKES[mistake]

    response = save(editor, make_organisation(), "logo", file=upload(), **sent)

    assert response.context["adminform"].form.errors == {"logo": [sentence]}
    assert Organisation.objects.get().logo is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This is a TIFF: save it as JPEG or PNG and send that."),
        ("zh-hans", "这是 TIFF 文件：请另存为 JPEG 或 PNG 再上传。"),
    ],
)
def test_what_is_no_picture_is_refused_in_both_languages(editor, language, sentence):
    editor.cookies["staff_language"] = language

    response = save(editor, make_organisation(), "logo", file=upload(files.picture_bytes("TIFF")))

    assert response.context["adminform"].form.errors == {"logo": [sentence]}


def test_a_file_is_not_asked_for_again_when_something_else_is_wrong(editor):
    firm = make_organisation()

    refused = save(editor, firm, "logo", file=upload(), alt_zh="")
    again = entered(refused) | {"logo-alt_zh": "红星"}
    editor.post(f"/admin/expo/organisation/{firm.pk}/change/", again)

    assert (Organisation.objects.get().logo.width, Organisation.objects.get().logo.alt_zh) == (60, "红星")


def test_the_form_shows_the_picture_before_anybody_else_may_see_it(editor, client):
    firm = make_organisation(logo=make_picture())

    page = editor.get(f"/admin/expo/organisation/{firm.pk}/change/").text

    address = f"/admin/pictures/{firm.logo.name}-32.webp"
    assert f'src="{address}"' in page
    assert 'enctype="multipart/form-data"' in page
    assert editor.get(address).status_code == 200
    assert editor.get(f"/media/{firm.logo.name}-32.webp").status_code == 404


def test_no_picture_is_taken_that_the_form_of_this_row_was_not_shown(editor):
    private, own = make_picture(), make_picture(alt_en="Star", alt_zh="星")
    elsewhere, firm = make_organisation(logo=private), make_organisation(logo=own)
    namesake = make_person(pk=elsewhere.pk)
    page = editor.get(f"/admin/expo/organisation/{elsewhere.pk}/change/")
    for row, name in ((firm, "logo"), (namesake, "portrait")):
        for key in (str(private.pk), entered(page)["logo"]):
            refused = send_key(editor, row, name, key)
            row.refresh_from_db()

            assert refused.context["adminform"].form.errors == {
                name: ["This form was not shown that picture: choose its file here."]
            }
            assert getattr(row, name) == {"logo": own, "portrait": None}[name]


def send_key(editor, row, name: str, key: str):
    path = f"/admin/expo/{row._meta.model_name}/{row.pk}/change/"
    return editor.post(path, entered(editor.get(path)) | picture_part(name) | {name: key})


def test_a_credit_of_before_belongs_to_the_language_that_it_is_in():
    for shade, credit in enumerate(("Press office", "新闻中心", "")):
        make_picture(shade, credit_en=credit)

    import_module("expo.migrations.0036_credits_in_both_languages").part_languages(apps, None)

    assert list(Picture.objects.order_by("pk").values_list("credit_en", "credit_zh")) == [
        ("Press office", ""),
        ("", "新闻中心"),
        ("", ""),
    ]
