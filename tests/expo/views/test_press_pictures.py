"""The pictures of the press room: those that say whose they are, to be taken along."""

import pytest

from tests.support.factories import make_edition, make_hall, make_picture, make_scenario
from tests.support.reading import elements, texts
from tests.support.showcase_factories import make_launch

pytestmark = pytest.mark.django_db


def credited(shade: int, **fields):
    return make_picture(shade, credit_en="Lin Studio", credit_zh="林工作室", licence="CC BY 4.0", **fields)


def downloads(page) -> list[str]:
    return [each.attributes["href"] for each in elements(page, "a") if "download" in each.attributes]


@pytest.mark.parametrize(
    ("language", "heading", "credit"), [("en", "Pictures", "Lin Studio"), ("zh-hans", "图片", "林工作室")]
)
def test_pictures_with_a_credit_are_there_to_download_and_no_others(client, language, heading, credit):
    shown = [credited(shade) for shade in range(4)]
    make_edition(key_visual=shown[0])
    make_hall(picture=shown[1])
    make_scenario(picture=shown[2])
    make_launch(picture=shown[3])
    make_launch(picture=make_picture(8))
    make_launch(picture=credited(9), published=False)

    page = client.get(f"/{language}/2019/press/")

    assert heading in texts(page, "h2")
    assert page.text.count(credit) == 4
    assert page.text.count("CC BY 4.0") == 4
    assert downloads(page) == [f"/media/{picture.name}-32.webp" for picture in shown]
    assert [client.get(address).status_code for address in downloads(page)] == [200] * 4


def test_without_such_pictures_nothing_is_said_of_them(client):
    make_edition()
    make_launch(picture=make_picture(8))

    assert "Pictures" not in texts(client.get("/en/2019/press/"), "h2")


@pytest.mark.parametrize("number", [1, 3])
def test_pictures_cost_as_much_however_many_there_are(client, number, django_assert_num_queries):
    make_edition()
    for shade in range(number):
        make_launch(picture=credited(shade))

    with django_assert_num_queries(22):
        page = client.get("/en/2019/press/")

    assert len(downloads(page)) == number
