"""What the desk asks of lookalikes while somebody types."""

import pytest

from tests.support.deal_factories import make_clerk, make_deal, make_draft, yuan
from tests.support.factories import make_edition, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(client):
    """A deal of two known firms on the desk where a clerk types."""
    client.force_login(make_clerk())
    edition = make_edition()
    firms = (
        make_organisation(name_en="Liangjiang", name_zh="两江"),
        make_organisation(name_en="", name_zh="示例科技有限公司"),
    )
    draft = make_draft(
        edition, amounts=(yuan(1_250_000_000),), name_zh="智能网联汽车示范区", name_en="Connected car park"
    )
    sides = [party.__class__(party.side, party.role, firm) for party, firm in zip(draft.parties, firms, strict=True)]
    return make_deal(draft.__class__(**{**draft.__dict__, "parties": tuple(sides)}))


def asked(client, **said):
    typed = {"parties-0-name": "Liangjiang", "parties-1-name": "示例科技", "name_zh": "智能網聯汽車示範區項目"} | said
    return client.get("/desk/2019/lookalikes/", typed).content.decode()


def test_half_a_form_shows_what_it_resembles_with_its_reasons(client, recorded):
    page = asked(client, amount="12.5亿", signed_on="2019-08-26")

    assert f'name="another" value="{recorded.number}"' in page
    assert "the same parties · the same amount · the same project name · signed on the same day" in page
    assert 'name="seen" value="1"' in page


@pytest.mark.parametrize(
    "said", [{"amount": "1e9"}, {"amount": "12.5亿\0"}, {"signed_on": "soon"}, {"destination": "x"}]
)
def test_what_cannot_be_read_yet_is_not_known_yet(client, recorded, said):
    assert recorded.number in asked(client, **said)


def test_another_signing_of_the_same_firms_is_none_of_it(client, recorded):
    assert 'name="another"' not in asked(client, name_zh="跨境物流数据平台", amount="3000万", signed_on="2019-08-28")


def test_an_empty_form_resembles_nothing(client, recorded):
    assert 'name="another"' not in client.get("/desk/2019/lookalikes/").content.decode()


def test_an_answer_stays_given_while_somebody_types_on(client, recorded):
    assert f'value="{recorded.number}" checked' in " ".join(asked(client, another=recorded.number).split())


@pytest.mark.parametrize("name", ["——", "()", "\0", "。", "Co., Ltd.", "有限公司", "重庆", "𠮷"])
def test_a_name_that_says_nothing_resembles_nothing(client, recorded, name):
    page = asked(client, **{"parties-0-name": name, "parties-1-name": name})

    assert 'name="another"' not in page
