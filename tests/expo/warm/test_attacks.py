"""Nobody can put anything into what others are shown, nor be shown what is not theirs, nor crowd the pages out."""

import pytest

from expo.warm.files import folder_of_answers
from expo.warm.memory import Memory
from expo.warm.store import STORE
from tests.support.warmth import BEHIND, ask_application
from tests.support.world import make_world

pytestmark = pytest.mark.django_db
PAGE = "/en/2019/halls/"
SENT = (
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Scheme": "nothttps", "X-Forwarded-Port": "666"},
    {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/desk/"},
    {"X-HTTP-Method-Override": "POST"},
    {"Accept-Language": "zh-hans"},
    {"Accept": "application/json"},
    {"Cookie": "sessionid=abc; staff_language=zh-hans"},
    {"Authorization": "Bearer abc"},
    {"User-Agent": "<script>alert(1)</script>"},
    {"Origin": "https://evil.example", "Referer": "https://evil.example/"},
    {"Range": "bytes=0-10"},
    {"Accept-Encoding": "gzip;q=0, br;q=0"},
    {"If-Range": '"abc"', "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"},
)


@pytest.mark.parametrize("headers", SENT)
def test_what_one_sends_with_a_question_reaches_nobody_else(client, warm, settings, headers):
    make_world()
    settings.WARM_MEMORY = 0
    made = client.get(PAGE)
    settings.WARM_MEMORY = 8 << 20

    client.get(PAGE, headers=headers)
    again = client.get(PAGE)

    assert (dict(again.headers), again.content) == (dict(made.headers), made.content)


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:99"]
)
def test_an_answer_of_another_host_is_not_kept(client, warm, host):
    make_world()
    client.get(PAGE)
    before = set(warm.pages.answers)

    client.get(PAGE, headers={"host": host})

    assert set(warm.pages.answers) == before
    assert ask_application(PAGE, HTTP_HOST=host)[0] == BEHIND


def test_the_same_page_over_another_scheme_is_another_answer(client, warm, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    make_world()
    client.get(PAGE)

    assert ask_application(PAGE, HTTP_X_FORWARDED_PROTO="https")[0] == BEHIND
    assert "https://testserver" in client.get(PAGE, headers={"X-Forwarded-Proto": "https"}).text
    assert "https://testserver" not in client.get(PAGE).text


def test_parameters_that_a_page_does_not_know_are_nowhere_on_it(client, warm):
    make_world()
    first = client.get(f"{PAGE}?utm_source=evil&next=//evil.example")

    assert ("evil" in first.text, client.get(PAGE).content == first.content) == (False, True)
    assert ask_application(f"{PAGE}?fbclid=1")[2] == first.content


@pytest.mark.parametrize(
    "path",
    [
        "/en/2019/halls/x.css",
        "/en/2019/halls/;x.css",
        "/en/2019/halls/..;/admin/",
        "/en/2019/halls/%2e%2e/",
        "/en/2019/halls//",
        "//en/2019/halls/",
        "/EN/2019/halls/",
        "/en/2019/halls/%00",
        "/en/2019/halls/%0d%0aSet-Cookie:x=1",
    ],
)
def test_an_address_that_only_looks_like_a_page_is_not_that_page(client, warm, path):
    make_world()
    client.get(PAGE)

    answer = client.get(path)

    assert (answer.status_code == 200, len(warm.pages.answers)) == (False, 1)
    assert ask_application(path)[0] == BEHIND


@pytest.mark.parametrize("path", ["/admin/", "/desk/", "/accounts/login/", "/api/v1/deals", "/healthz", "/"])
def test_the_staff_site_and_what_is_for_one_person_are_never_kept(admin_client, warm, path):
    make_world()
    admin_client.get(path), admin_client.get(path)

    assert (len(warm.pages.answers), len(warm.queries.answers)) == (0, 0)
    assert ask_application(path)[0] == BEHIND


def test_made_up_filters_never_crowd_the_pages_out(client, warm, settings):
    make_world()
    client.get(PAGE)
    kept = dict(warm.pages.answers)
    settings.WARM_MEMORY = 8 << 20
    warm.queries.room = 15_000

    for number in range(8):
        client.get(f"/en/2019/halls/?page={number + 1}")

    assert (dict(warm.pages.answers), warm.queries.used <= 15_000) == (kept, True)


def test_memory_stays_within_its_bytes_and_what_was_asked_last_stays(client, warm):
    make_world()
    for page in ("halls", "people", "letters", "scenarios"):
        client.get(f"/en/2019/{page}/")
    answers = list(warm.pages.answers.items())
    memory = Memory(sum(answer.size for _key, answer in answers) * 3)
    memory.put(*answers[0])
    for number in range(40):
        memory.put(f"{number}", answers[1][1])
        memory.get(answers[0][0])

    assert memory.get(answers[0][0]) is answers[0][1]
    assert memory.used == sum(answer.size for answer in memory.answers.values()) <= memory.room


def test_a_file_that_was_cut_short_or_is_of_another_page_is_no_answer(client, warm):
    make_world()
    client.get(PAGE)
    file = next(path for path in folder_of_answers().iterdir() if path.suffix == ".answer")
    whole = file.read_bytes()
    seen = []
    for content in (whole[:-1], whole[:-20] + b"x" * 20, whole.replace(b"halls/?", b"rooms/?"), b"", b"{}\n", b"x"):
        file.write_bytes(content)
        STORE.forget()
        seen.append(ask_application(PAGE)[0])
    file.write_bytes(whole)
    STORE.forget()

    assert (seen, ask_application(PAGE)[0]) == ([BEHIND] * 6, 200)


def test_another_process_finds_what_this_one_made(client, warm):
    make_world()
    made = client.get(PAGE)

    STORE.forget()

    assert ask_application(PAGE) == (200, dict(made.headers), made.content)
