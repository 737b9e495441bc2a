"""A visitor's own choice of exhibitors: carried by its address, in the order of a walk, and only of what is public."""

import pytest

from agenda.schedule.visit import sessions as my_sessions
from agenda.schedule.visit import stops
from tests.support.agenda_factories import make_session
from tests.support.factories import make_booth, make_edition, make_hall, make_organisation, make_participation
from tests.support.reading import elements, links, texts

pytestmark = pytest.mark.django_db
MINE = "/en/2019/agenda/mine/"


@pytest.fixture(autouse=True)
def edition():
    return make_edition(slug="2019")


def exhibitor(slug: str, *stands, **facts):
    row = make_participation(organisation=make_organisation(name_en=slug.title()), slug=slug, **facts)
    for stand in stands:
        row.booths.add(stand)
    return row


def firms(response) -> list[str]:
    return texts(response, "h4")


def notices(response) -> list[str]:
    return [e.text for e in elements(response, "p") if e.attributes.get("class") == "notice"]


def test_exhibitors_stand_hall_by_hall_along_the_numbers_of_stands_and_halls(client):
    second, tenth = make_hall(code="N2"), make_hall(code="N10")
    exhibitor("far", make_booth(hall=tenth, number="A01"))
    exhibitor("late", make_booth(hall=second, number="A10"))
    exhibitor("early", make_booth(hall=second, number="A9"), make_booth(hall=tenth, number="A02"))
    exhibitor("somewhere", hall=second)
    exhibitor("nowhere")
    exhibitor("other", make_booth(hall=second, number="A1"))

    response = client.get(MINE, {"e": "nowhere.far.somewhere.late.EARLY"})

    assert firms(response) == ["Early", "Late", "Somewhere", "Far", "Nowhere"]
    assert texts(response, "h3") == [f"N2 {second.name_en}", f"N10 {tenth.name_en}", "Hall not known"]
    assert f"http://testserver{MINE}?e=early.late.somewhere.far.nowhere" in links(response)


@pytest.mark.parametrize("facts", [{"status": "draft"}, {"status": "withdrawn"}, {"edition": "other"}])
def test_what_is_not_public_is_left_out_as_what_is_not_there(client, facts):
    if "edition" in facts:
        facts = {"edition": make_edition(slug="2020")}
    exhibitor("shown")
    exhibitor("secretive", **facts)

    told, never = (client.get(MINE, {"e": f"shown.{asked}"}).content.decode() for asked in ("secretive", "anybodyes"))

    assert told.replace("secretive", "anybodyes") == never
    assert "1 entry of this address is not known here, so it is left out." in told


@pytest.mark.parametrize("written", ["..", "<script>", "é.華為", "a" * 90, "x\x00"])
def test_nonsense_is_left_out(client, written):
    response = client.get(MINE, {"e": written})

    assert (response.status_code, firms(response)) == (200, [])


def test_sessions_and_exhibitors_share_an_address_and_say_so_in_chinese(client):
    session = make_session(name_zh="开幕式")
    exhibitor("huawei").organisation.__class__.objects.update(name_zh="华为")

    response = client.get("/zh-hans/2019/agenda/mine/", {"s": my_sessions.address_key(session), "e": "huawei.lost"})

    assert (firms(response), texts(response, "h1")) == (["华为"], ["我的行程"])
    assert "要去的展位" in texts(response, "h2")
    assert notices(response) == ["这一网址中有1项在此不存在，已略去。"]


def test_more_than_a_code_holds_has_an_address_alone(client, monkeypatch, django_assert_num_queries):
    slugs = [f"{number:02}-{'long' * 18}" for number in range(stops.MOST + 1)]
    for slug in slugs:
        exhibitor(slug)

    with django_assert_num_queries(4):
        response = client.get(MINE, {"e": ".".join(slugs)})

    assert len(firms(response)) == stops.MOST
    assert 'role="img"' not in response.content.decode()
    assert notices(response) == ["1 entry of this address is not known here, so it is left out."]
