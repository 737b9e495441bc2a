"""Where something is only ever sent, whoever asks is led to the page above."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("step", "above"),
    [
        ("/desk/deals/2019-0001/embargo/", "/desk/deals/2019-0001/"),
        ("/desk/agenda/2019/undo/", "/desk/agenda/"),
        ("/desk/2019/batches/1/announce/", "/desk/2019/batches/"),
        ("/accounts/language/", "/accounts/"),
    ],
)
def test_an_address_where_things_are_only_sent_leads_to_the_page_above(admin_client, step, above):
    by_hand = admin_client.get(step, headers={"accept": "text/html"})
    by_script = admin_client.get(step)

    assert (by_hand.status_code, by_hand["Location"]) == (302, above)
    assert by_script.status_code == 405
