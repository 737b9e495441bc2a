"""A browser that asked to be told when a kept session moves: from the press of a button to the notification."""

import json
import time

import pytest
from playwright.sync_api import expect

from agenda.models import KeptSession, PushSubscription
from agenda.push.sending import send_messages
from expo.web_push import vapid
from tests.browser.conftest import ARGUMENTS, PATIENCE
from tests.support import chromium
from tests.support.accessibility import too_wide, violations
from tests.support.agenda_factories import make_session
from tests.support.push_service import run_push_service
from tests.support.push_world import make_coming_edition, make_keynote, move, release, switch_on, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE = "/{}/2040/agenda/mine/"
BUTTON = {"en": "Tell me when a kept session moves", "zh-hans": "行程中的场次有变动时通知我"}
ON = {
    "en": "This browser tells you. The list follows your stars.",
    "zh-hans": "已开启：此浏览器会通知您，内容随您的星标更新。",
}
# Headless browsers have no push service. In its place each language of the site has the address and the keys of one of
# the tests' browsers, kept as long as a real subscription would be.
STAND_IN = """
(browsers) => Object.defineProperty(ServiceWorkerRegistration.prototype, "pushManager", { get() {
  const scope = new URL(this.scope).pathname;
  const { endpoint, keys, key } = browsers[scope];
  const bytes = Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const store = self.localStorage ?? { getItem: () => "on", setItem() {}, removeItem() {} };
  const made = {
    endpoint, options: { applicationServerKey: bytes.buffer }, toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => store.removeItem(`stand-in${scope}`),
  };
  return {
    getSubscription: async () => (store.getItem(`stand-in${scope}`) ? made : null),
    subscribe: async ({ applicationServerKey, userVisibleOnly }) => {
      if (applicationServerKey !== key || !userVisibleOnly) throw new TypeError("not as the standard has it");
      store.setItem(`stand-in${scope}`, "on");
      return made;
    },
  };
} })
"""
# A worker notes what it shows: a browser without a screen forgets a notification that it is asked for too soon.
RECORD = """() => {
  const show = registration.showNotification;
  self.shown = [];
  registration.showNotification = async (title, options) => {
    await show.call(registration, title, options);
    self.shown.push({ title, ...options });
  };
}"""
SHOWN = "() => self.shown.map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, url: data.url }))"
PRESS = """async () => {
  const opened = [];
  self.clients.openWindow = async (address) => opened.push(address);
  for (const { data } of self.shown) {
    const event = new ExtendableEvent("notificationclick");
    event.notification = { data, close() {} };
    self.dispatchEvent(event);
  }
  const until = Date.now() + 10_000;
  while (!opened.length && Date.now() < until) await self.clients.matchAll();
  return opened;
}"""


@pytest.fixture
def service(settings):
    switch_on(settings)
    with run_push_service() as running:
        settings.WEB_PUSH_LOOPBACK = [running.origin]
        yield running


@pytest.fixture
def browsers(service):
    """One for each language, by the scope of its worker."""
    return {f"/{code}/": service.make_browser() for code in BUTTON}


def stand_in(browsers):
    """What the script above takes."""
    told = {}
    for scope, browser in browsers.items():
        told[scope] = {"endpoint": browser.endpoint, "keys": browser.keys, "key": vapid.public_key()}
    return json.dumps(told)


@pytest.fixture
def open_mine(open_page, browsers):
    """A function that opens my visit with these sessions, kept in this browser by its own stars."""

    def visit(*sessions, language="en", before="", **kind):
        page = open_page(**kind)
        page.add_init_script(f"({STAND_IN})({stand_in(browsers)}); {before}")
        return go_to_mine(page, *sessions, language=language)

    return visit


def go_to_mine(page, *sessions, language="en"):
    page.goto(f"{MINE.format(language)}?s={written(*sessions)}")
    for star in page.get_by_role("button", name="In my visit: " if language == "en" else "列入我的行程").all():
        if star.get_attribute("aria-pressed") == "false":
            star.click()
    return page


def button(page, language="en"):
    return page.get_by_role("button", name=BUTTON[language])


def status(page):
    return page.locator("expo-push [role=status]")


GRANTED = """Object.defineProperty(Notification, "permission", { get: () => "granted" });
  Notification.requestPermission = async () => "granted";"""


def wait_for_rows(rows, wanted):
    """Nothing in a page tells when its worker has sent a list, or shown a message."""
    until = time.monotonic() + PATIENCE / 1000
    while rows() != wanted:
        assert time.monotonic() < until, rows()


@pytest.fixture
def whole(browser, live_server):
    """A window of a browser that shows notifications, and is allowed to."""
    path = chromium.find_whole()
    if path is None:
        pytest.skip("no Chromium with all its parts")
    chrome = browser.browser_type.launch(executable_path=path, args=ARGUMENTS)
    context = chrome.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["notifications"], origin=live_server.url)
    yield context.new_page()
    chrome.close()


def deliver(page, origin, text):
    """As the push service's message reaches the worker, once the browser has opened it."""
    session, found = page.context.new_cdp_session(page), []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    until = time.monotonic() + PATIENCE / 1000
    while not found:
        assert time.monotonic() < until, "no worker"
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    data = json.dumps(text, ensure_ascii=False)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": found[-1]["registrationId"], "data": data},
    )


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("en", "Moved: Keynote <b>&", "Sun 26 Aug 10:00 → 11:00, Hall N3"),
        ("zh-hans", "时间变动：主旨演讲", "8月26日周日 10:00 → 11:00，N3馆"),
    ],
)
def test_a_release_rings_in_the_browser_that_keeps_the_session(
    whole, live_server, service, browsers, language, title, body
):
    edition = make_coming_edition()
    keynote = make_keynote(edition, name_en="Keynote <b>&")
    whole.add_init_script(f"({STAND_IN})({stand_in(browsers)})")
    page = go_to_mine(whole, keynote, language=language)
    button(page, language).click()
    expect(status(page)).to_have_text(ON[language])

    move(keynote)
    release(edition)
    send_messages()
    [message] = service.told(browsers[f"/{language}/"])
    [worker] = page.context.service_workers
    worker.evaluate(RECORD)
    deliver(page, live_server.url, message)

    address = f"/{language}/2040/agenda/sessions/{keynote.slug}/"
    wanted = [{"title": title, "body": body, "lang": language, "tag": "2040-2.0", "url": address}]
    wait_for_rows(lambda: worker.evaluate(SHOWN), wanted)
    assert worker.evaluate(PRESS) == [f"{live_server.url}{address}"]


def test_a_message_never_leads_to_another_site(whole, live_server, service, browsers):
    keynote = make_keynote(make_coming_edition())
    whole.add_init_script(f"({STAND_IN})({stand_in(browsers)})")
    page = go_to_mine(whole, keynote)
    button(page).click()
    expect(status(page)).to_have_text(ON["en"])
    message = {"title": "x", "body": "y", "tag": "z", "lang": "en"}
    [worker] = page.context.service_workers
    worker.evaluate(RECORD)

    for url in ("https://evil.example.org/", "//evil.example.org/", "javascript:alert(1)"):
        deliver(page, live_server.url, message | {"url": url, "tag": url})
    deliver(page, live_server.url, message | {"url": "/en/2040/", "tag": "last"})
    wait_for_rows(lambda: len(worker.evaluate(SHOWN)), 4)
    assert worker.evaluate(PRESS) == [f"{live_server.url}/en/2040/"]


def test_it_is_switched_on_and_off_by_keys_and_says_so(open_mine, browsers):
    page = open_mine(make_keynote(make_coming_edition()), before=GRANTED, viewport={"width": 320, "height": 800})
    assert button(page).get_attribute("aria-pressed") == "false"
    assert (violations(page), too_wide(page)) == ([], 0)

    button(page).press("Enter")

    expect(status(page)).to_have_text(ON["en"])
    assert button(page).get_attribute("aria-pressed") == "true"
    assert [row.endpoint for row in PushSubscription.objects.all()] == [browsers["/en/"].endpoint]
    assert (violations(page), too_wide(page)) == ([], 0)
    page.reload()
    expect(status(page)).to_have_text(ON["en"])
    button(page).press("Space")
    expect(status(page)).to_have_text("")
    assert button(page).get_attribute("aria-pressed") == "false"
    assert not PushSubscription.objects.exists()


def test_the_list_follows_the_stars(open_mine, browsers):
    edition = make_coming_edition()
    one, two = make_keynote(edition), make_session(edition=edition, name_en="Second")
    page = open_mine(one, before=GRANTED)
    button(page).click()
    expect(status(page)).to_have_text(ON["en"])
    [worker] = page.context.service_workers
    worker.evaluate(STAND_IN, json.loads(stand_in(browsers)))

    page.goto(f"/en/2040/agenda/sessions/{two.slug}/")
    page.get_by_role("button", name="In my visit: Second").click()

    numbers = {one.public_number, two.public_number}
    wait_for_rows(lambda: set(KeptSession.objects.values_list("number", flat=True)), numbers)
    assert PushSubscription.objects.count() == 1


def test_asked_for_in_the_other_language_it_is_told_in_that_one_alone(open_mine, browsers):
    keynote = make_keynote(make_coming_edition())
    page = open_mine(keynote, before=GRANTED)
    button(page).click()
    expect(status(page)).to_have_text(ON["en"])

    go_to_mine(page, keynote, language="zh-hans")
    button(page, "zh-hans").click()

    expect(status(page)).to_have_text(ON["zh-hans"])
    rows = PushSubscription.objects.values_list("endpoint", "language")
    assert list(rows) == [(browsers["/zh-hans/"].endpoint, "zh-hans")]
    go_to_mine(page, keynote)
    expect(button(page)).to_have_attribute("aria-pressed", "false")


def test_what_the_site_refuses_is_said_and_nothing_is_switched_on(open_mine, settings):
    page = open_mine(make_keynote(make_coming_edition()), before=GRANTED)
    settings.WEB_PUSH_LOOPBACK = []

    button(page).click()

    expect(status(page)).to_have_text("This browser’s push service is not one that we can reach.")
    assert button(page).get_attribute("aria-pressed") == "false"
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            "delete window.PushManager;",
            "This browser cannot show notices. A subscribed calendar follows every change, too.",
        ),
        (
            'Object.defineProperty(Notification, "permission", { get: () => "denied" });',
            "Your browser blocks notices from this site. Allow them in its settings, then load this page again.",
        ),
    ],
)
def test_a_browser_that_cannot_or_may_not_says_so_in_place_of_the_button(open_mine, before, said):
    page = open_mine(make_keynote(make_coming_edition()), before=before)

    expect(status(page)).to_have_text(said)
    expect(button(page)).to_be_hidden()
    assert violations(page) == []


def test_without_scripts_nothing_is_offered(open_page, service):
    page = open_page(java_script_enabled=False)
    page.goto(f"{MINE.format('en')}?s={written(make_keynote(make_coming_edition()))}")

    expect(page.locator("expo-push")).to_be_hidden()
