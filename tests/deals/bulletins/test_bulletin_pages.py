"""Bulletins on pages: the figures on top, the picture to share, what a correction says differs; frozen ones only."""

import datetime as dt

import pytest

from deals import bulletins, ledger
from expo.share_cards.names import CardWords, read_card_name
from tests.support.deal_factories import make_announced, make_press, make_rate, make_verified, yuan
from tests.support.factories import make_edition
from tests.support.reading import elements, links, texts

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/bulletins/1/"
BN = 10**9


@pytest.fixture
def edition():
    return make_edition(slug="2019")


@pytest.fixture
def press():
    return make_press()


def issue(edition, press, **fields):
    return bulletins.freeze(bulletins.write_draft(edition, by=press, **fields), version=1, by=press)


def signed(edition) -> None:
    make_rate(on=edition.ends_on)
    make_announced(edition=edition, amounts=(yuan(500 * BN),))
    make_announced(edition=edition, amounts=(yuan(316_900_000_000),), place="outside", amount_shown="public")


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("en", ["2 projects", "816.9 billion yuan", "US$115.7 billion", "1", "1"]),
        ("zh-hans", ["项目2个", "8169亿元", "1157亿美元", "1", "1"]),
    ],
)
def test_the_largest_figures_stand_on_top_and_each_opens_its_deals(client, edition, press, language, figures):
    signed(edition)
    issue(edition, press)

    page = client.get(f"/{language}/2019/bulletins/1/")

    assert texts(page, "b")[: len(figures)] == figures
    for key in ("projects", "amount", "second", "at_expo", "outside"):
        address = f"/{language}/2019/bulletins/1/figures/{key}/"
        assert address in links(page)
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_picture_to_share_says_figures_definition_and_moment_within_its_frame(client, edition, press, language):
    signed(edition)
    row = issue(edition, press)
    tongue = "en" if language == "en" else "zh"
    said = {each["key"]: each["printed"][tongue] for each in row.figures["figures"]}

    picture = client.get(f"/{language}/2019/bulletins/1/card.svg")

    drawn = [row for row in elements(picture, "text") if row.text]
    lines = [(row.text, int(row.attributes["font-size"]), int(row.attributes["y"])) for row in drawn]
    words = " ".join(line for line, _size, _y in lines)
    assert all(said[key] in words for key in ("projects", "amount", "second", "as_of"))
    assert row.figures["definition"][tongue].split()[0] in words
    assert max(y for _line, _size, y in lines) < 630
    wide = 100 if tongue == "zh" else 58
    assert (
        max(size * wide * len(line) for line, size, _y in lines if line in (said["projects"], said["amount"]))
        <= 107_200
    )


def test_networks_are_given_the_picture_by_its_address_in_full(client, edition, press):
    issue(edition, press)

    heads = {
        row.attributes.get("property"): row.attributes.get("content") for row in elements(client.get(PAGE), "meta")
    }

    words = read_card_name(heads["og:image"].rpartition("/")[2].removesuffix(".png"))
    assert words == CardWords("en", PAGE, "Bulletin No. 1")
    assert heads["og:description"] == "2019 Smart China Expo: no projects signed"


def test_a_correction_names_each_figure_that_differs_and_links_what_came_in(client, edition, press):
    gone = make_announced(edition=edition, amounts=(yuan(BN),), name_en="Went out")
    first = issue(edition, press)
    ledger.withdraw(gone, version=1, by=press, reason="No")
    for number in (1, 2):
        make_announced(edition=edition, amounts=(yuan(3 * BN),), name_en=f"Came in {number}")
    issue(edition, press, corrects=first)

    page = client.get("/en/2019/bulletins/2/")

    rows = texts(page, "tr")
    assert "Projects signed1 project2 projects" in [row.replace(" 1", "1").replace("t 2", "t2") for row in rows]
    assert "Amount signed" in " ".join(rows)
    assert [name in page.text for name in ("Came in 1", "Came in 2", "Went out")] == [True, True, False]
    assert "Corrected by bulletin No. 2." in client.get(PAGE).text


def test_what_came_in_and_is_gone_since_is_counted_and_not_shown(client, edition, press):
    first = issue(edition, press)
    deal = make_announced(edition=edition, name_en="Short-lived")
    issue(edition, press, corrects=first)

    ledger.withdraw(deal, version=1, by=press, reason="No")

    page = client.get("/en/2019/bulletins/2/").text
    assert ("1 deal came in." in page, "Short-lived" in page) == (True, False)


def test_a_draft_is_on_no_public_page(client, edition, press):
    make_verified(edition=edition)
    before = client.get("/en/2019/bulletins/").content

    bulletins.write_draft(edition, by=press)

    assert client.get("/en/2019/bulletins/").content == before
    assert client.get(PAGE).status_code == 404


def test_the_moment_reads_the_same_in_text_facts_and_picture_when_the_rehearsal_s_clock_is_set(client, edition, press):
    edition.rehearsal = True
    edition.save()
    row = issue(edition, press)
    said = bulletins.fill_text(row, "body").partition("By ")[2].partition(",")[0]

    edition.clock_shift = dt.timedelta(hours=5)
    edition.save()

    page, picture = client.get(PAGE).text, client.get(f"{PAGE}card.svg").text
    assert page.count(said) >= 3
    assert f"As of {said}" in client.get("/en/2019/bulletins/").text
    assert f"As of {said}" in picture


@pytest.mark.parametrize(("language", "said"), [("en", "816.9 billion yuan"), ("zh-hans", "8169亿元")])
def test_the_desk_says_the_figures_of_a_draft_and_of_its_proof_in_its_language(client, edition, press, language, said):
    signed(edition)
    draft = bulletins.write_draft(edition, by=press)
    client.force_login(press)
    client.cookies["staff_language"] = language

    page = client.get(f"/desk/2019/bulletins/{draft.pk}/")
    proof = client.get(f"/desk/2019/bulletins/{issue(edition, press).pk}/proof/")

    names = [one.attributes["id"] for one in elements(page) if "id" in one.attributes]
    assert len(names) == len(set(names))
    assert f"<code>{{amount}}</code> {said}" in " ".join(page.text.split())
    assert said in texts(proof, "th")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_plain_text_of_a_bulletin_is_linked_in_the_language_of_the_page(client, edition, press, language):
    issue(edition, press)

    page = client.get(f"/{language}/2019/bulletins/1/")

    assert [link for link in links(page) if link.endswith(f"?lang={language}")]
