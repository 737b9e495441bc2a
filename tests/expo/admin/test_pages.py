"""Every page of data entry opens for those who enter data, and for nobody else."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.urls import reverse
from django.utils import translation

from tests.support.agenda_factories import make_session
from tests.support.entries import MAKERS
from tests.support.factories import make_edition
from tests.support.showcase_factories import make_launch
from tests.support.staff import a_clerk, an_editor, make_staff, page, signed_in

pytestmark = pytest.mark.django_db

WITH_A_PAGE = [f"expo.{name}" for name in ("attendance", "edition", "launch", "participation", "scenario")]
WITH_A_PAGE.append("agenda.session")


def pages(label, pk):
    return [
        page(label, "changelist"),
        page(label, "add"),
        page(label, "change", pk),
        page(label, "delete", pk),
        page(label, "history", pk),
    ]


def test_every_model_of_expo_and_agenda_that_staff_enter_is_tried_here():
    registered = {model._meta.label_lower for model in admin.site._registry}

    looked_at = {"expo.trace", "expo.operation", "expo.staffevent"}
    assert {label for label in registered if label.startswith(("expo.", "agenda."))} == set(MAKERS) | looked_at


@pytest.mark.parametrize("label", MAKERS)
def test_editor_opens_every_page_of(label):
    row = MAKERS[label]()
    client = an_editor()

    answers = {path: client.get(path) for path in pages(label, row.pk)}

    deleting = 404 if label == "expo.edition" else 200
    assert [answer.status_code for answer in answers.values()] == [200, 200, 200, deleting, 200]
    assert str(row).encode() in answers[page(label, "change", row.pk)].content


@pytest.mark.parametrize("label", MAKERS)
def test_clerk_is_refused_every_page_of(label):
    row = MAKERS[label]()
    client = a_clerk()

    assert [client.get(path).status_code for path in pages(label, row.pk)] == [404] * 5


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_list_and_form_open_in_the_language_of_the_cookie(language):
    client = an_editor()
    client.cookies["staff_language"] = language
    form = page("agenda.session", "change", make_session().pk)

    answers = [client.get(path) for path in (page("agenda.session", "changelist"), form)]

    assert [f'<html lang="{language}"' in answer.content.decode() for answer in answers] == [True, True]


def test_visitor_is_sent_to_the_one_log_in(client):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


def test_somebody_who_is_not_staff_is_refused_and_not_asked_to_log_in_again():
    user = make_staff()
    user.is_staff = False
    user.save()

    response = signed_in(user).get(reverse("admin:index"), follow=True)

    assert response.status_code == 404


@pytest.mark.parametrize("published", [True, False])
def test_only_what_is_public_links_to_its_page(published):
    launch = make_launch(published=published)

    response = an_editor().get(page("expo.launch", "change", launch.pk))

    assert (f'href="{launch.get_absolute_url()}"' in response.content.decode()) == published


@pytest.mark.parametrize("label", WITH_A_PAGE)
def test_link_to_the_public_page_leads_to_one(client, label):
    row = MAKERS[label]()

    html = an_editor().get(page(label, "change", row.pk)).content.decode()

    (link,) = re.findall(r'href="([^"]+)" class="viewsitelink"', html)
    assert client.get(link.partition("#")[0]).status_code == 200


def test_link_to_the_public_page_is_in_the_language_of_the_staff():
    client = an_editor()
    client.cookies["staff_language"] = "zh-hans"
    session = make_session(slug="opening")

    response = client.get(page("agenda.session", "change", session.pk))

    assert 'href="/zh-hans/2019/agenda/sessions/opening/"' in response.content.decode()


def test_edition_that_the_public_sees_cannot_be_deleted_but_one_in_planning_can():
    seen, planned = make_edition(), make_edition(slug="2020", published=False)
    client = an_editor()

    answers = [client.post(page("expo.edition", "delete", row.pk), {"post": "yes"}) for row in (seen, planned)]

    assert [answer.status_code for answer in answers] == [404, 302]


# The labels of a form and the heads of the tables in it.
SAID = re.compile(r'<(th)[^>]*class="column-[^>]*>(.*?)</th>|<(label)[^>]*for="id_[^>]*>(.*?)</label>', re.DOTALL)


def said(content):
    texts = [re.sub(r"<[^>]+>", "", head or label).strip() for _, head, _, label in SAID.findall(content)]
    return [text for text in texts if text]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_every_column_and_label_is_said_in_chinese(admin_client, model):
    admin_client.cookies["staff_language"] = "zh-hans"
    make_edition()
    entry = admin.site._registry[model]

    with translation.override("zh-hans"):
        texts = [str(label_for_field(each, model, entry)) for each in entry.list_display]
    form = admin_client.get(page(model._meta.label_lower, "add"))
    if form.status_code == 200:
        texts += said(form.content.decode())

    assert [text for text in texts if not re.search("[\u4e00-\u9fff]", text)] == []
