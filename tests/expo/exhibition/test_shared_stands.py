"""Two exhibitors on one stand: asked about on saving and on publishing, and listed among the problems."""

import pytest

from expo.models import Booth, Participation
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.staff import an_editor, filled, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth():
    make_edition()
    firm = make_participation(organisation=make_organisation(name_en="Memory Works", name_zh=""))
    return make_booth(hall=make_hall(code="H1"), number="01", participations=[firm])


def another(**fields) -> Participation:
    return make_participation(organisation=make_organisation(name_en="Chip House", name_zh=""), **fields)


ASKED = "H1-01 is the stand of Memory Works. If they share it, tick “shared”; else choose another."


def give(client, firm, booth, **fields):
    """Put the exhibitor on the stand in its own form."""
    url, prefix = page("expo.participation", "change", firm.pk), "Booth_participations"
    rows = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-booth": booth.pk}
    rows |= {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return client.post(url, filled(client.get(url)) | rows)


def test_an_exhibitor_s_form_asks_about_a_stand_that_another_has(booth):
    firm = another()

    response = give(an_editor(), firm, booth)

    assert ASKED in response.text
    assert firm.booths.count() == 0


def test_a_tick_keeps_both_and_marks_the_stand_as_shared(booth):
    firm = another()

    give(an_editor(), firm, booth, shared="on")

    booth.refresh_from_db()
    assert (booth.shared, booth.participations.count()) == (True, 2)


@pytest.mark.parametrize("fields", [{"kind": "co_exhibitor"}, {"status": "withdrawn"}, {"kind": "sponsor"}])
def test_who_shares_by_its_kind_or_has_withdrawn_is_not_asked_about(booth, fields):
    firm = another(**fields)

    give(an_editor(), firm, booth)

    assert list(firm.booths.all()) == [booth]
    assert not Booth.objects.doubly_let().exists()


def test_a_stand_s_form_asks_too(booth):
    firms = [*booth.participations.all(), another()]
    client, url = an_editor(), page("expo.booth", "change", booth.pk)
    sent = filled(client.get(url)) | {"participations": [firm.pk for firm in firms]}

    response = client.post(url, sent)

    assert "H1-01 is the stand of Memory Works, Chip House." in response.text
    assert booth.participations.count() == 1
    client.post(url, sent | {"shared": "on"})
    assert booth.participations.count() == 2


def publish(client, firms, **more):
    chosen = {"action": "publish", "_selected_action": [firm.pk for firm in firms], "confirmed": "yes"}
    return client.post(page("expo.participation", "changelist"), chosen | more, follow=True)


def test_bulk_publishing_asks_first_and_an_answer_marks_the_stands_as_shared(booth):
    firm = another(status="confirmed", booths=[booth])
    client = an_editor()

    asked = publish(client, [firm])

    assert "H1-01: Memory Works, Chip House" in asked.text
    firm.refresh_from_db()
    assert firm.status == "confirmed"
    publish(client, [firm], answered=asked.context["answered"])
    firm.refresh_from_db()
    booth.refresh_from_db()
    assert (firm.status, booth.shared) == ("published", True)


def test_an_answer_to_another_question_answers_nothing(booth):
    firm = another(status="confirmed", booths=[booth])

    publish(an_editor(), [firm], answered="1")

    firm.refresh_from_db()
    assert firm.status == "confirmed"


def test_bulk_publishing_of_others_asks_nothing(booth):
    another(booths=[booth])
    alone = make_participation(status="confirmed", booths=[make_booth()])

    publish(an_editor(), [alone])

    alone.refresh_from_db()
    assert alone.status == "published"


def test_the_start_page_lists_such_stands_until_they_are_marked(booth):
    another(booths=[booth])
    client = an_editor()

    found = [each for each in client.get("/admin/").context["problems"] if each.rows == "Stands"]

    assert [(each.count, str(each.kind.label)) for each in found] == [(1, "with two exhibitors that do not share it")]
    assert list(client.get(found[0].url).context["cl"].result_list) == [booth]
    Booth.objects.update(shared=True)
    assert [each for each in client.get("/admin/").context["problems"] if each.rows == "Stands"] == []
