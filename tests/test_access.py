"""Who may reach what. A route that is missing in the table of support/routes.py fails the run."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from deals.models import Deal
from tests.support.addressed_world import make_addressed_world, route_path
from tests.support.routes import (
    ANNOUNCE,
    EVERYTHING,
    GUARDED,
    GUARDED_METHODS,
    NOBODY,
    OFFICE,
    PUBLIC,
    READ,
    RECORD,
    ROUTES,
    STAFF,
    VERIFY,
)

pytestmark = pytest.mark.django_db


def names(patterns: list, inside: tuple[str, ...] = ()) -> Iterator[str]:
    """The full names of all routes, those of the admin by its name alone: it is guarded as a whole."""
    for pattern in patterns:
        if not hasattr(pattern, "url_patterns"):
            yield ":".join((*inside, str(pattern.name)))
        elif pattern.namespace == "admin":
            yield "admin"
        else:
            yield from names(pattern.url_patterns, (*inside, pattern.namespace) if pattern.namespace else inside)


def admin_paths() -> Iterator[str]:
    site = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", None) == "admin")
    for name in names(site.url_patterns):
        for args in ([], [1], ["expo"], [1, 1]):
            try:
                yield reverse(f"admin:{name}", args=args)
                break
            except NoReverseMatch:
                continue


@pytest.fixture(scope="module")
def announced(make_once):
    return make_once(make_addressed_world)


@pytest.fixture
def deal(announced):
    return Deal.objects.get(pk=announced.pk)


def signed_in(*permissions: str, name: str = "visitor", **fields) -> Client:
    user = User.objects.create_user(name, password="secret", **fields)
    wanted = Q(pk=None)
    for app, _, codename in (permission.partition(".") for permission in permissions):
        wanted |= Q(content_type__app_label=app, codename=codename)
    user.user_permissions.set(Permission.objects.filter(wanted))
    client = Client()
    client.force_login(user)
    return client


def test_every_route_is_in_the_table_and_nothing_else():
    assert sorted(names(get_resolver().url_patterns)) == sorted([*ROUTES, "admin"])


def test_every_path_of_the_table_is_its_route_s(deal):
    resolver = get_resolver()

    for name in ROUTES:
        assert resolver.resolve(route_path(name, deal)).view_name == name


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_may_read_public_pages_and_only_read_them(client, deal, name):
    path = route_path(name, deal)

    assert client.get(path).status_code in (200, 302)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.generic(method, path).status_code in (403, 405), method


@pytest.mark.parametrize(("name", "method"), GUARDED_METHODS)
def test_strangers_are_sent_to_log_in(client, deal, name, method):
    path = route_path(name, deal)

    response = client.generic(method, path)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize(("name", "method"), [pair for pair in GUARDED_METHODS if ROUTES[pair[0]].who != STAFF])
def test_staff_without_the_permission_are_refused(deal, name, method):
    path = route_path(name, deal)

    for number, lacking in enumerate(ROUTES[name].needed):
        client = signed_in(*EVERYTHING.difference(lacking), name=f"visitor-{number}", is_staff=True)
        assert client.generic(method, path).status_code == 404, lacking


def test_every_desk_has_the_one_guard_with_the_permission_of_the_table():
    keys = dict.fromkeys(
        ("file", "list", "run", "session", "scan", "bulletin", "stage", "funds", "booth", "pictures", "participation"),
        1,
    )
    paths = {name: route.path.format(number="2019-1", **keys) for name, route in GUARDED.items() if route.who != STAFF}

    found = {name: get_resolver().resolve(path).func.permissions for name, path in paths.items()}
    assert found == {name: ROUTES[name].permissions for name in paths}


@pytest.mark.parametrize(("name", "method"), GUARDED_METHODS)
def test_the_permission_lets_in(deal, name, method):
    for number, permissions in enumerate(ROUTES[name].enough):
        client = signed_in(*permissions, name=f"visitor-{number}")

        response = client.generic(method, route_path(name, deal))

        assert response.status_code not in (403, 404, 405, 500)
        assert not response.get("Location", "").startswith("/accounts/login/")


@pytest.mark.parametrize("name", GUARDED)
def test_staff_pages_answer_their_methods_only_and_are_never_stored(deal, name):
    client = signed_in(*EVERYTHING)

    for method in {"GET", "POST", "PUT", "DELETE"} - ROUTES[name].methods:
        assert client.generic(method, route_path(name, deal)).status_code == 405, method
    for method in ROUTES[name].methods:
        assert "no-store" in client.generic(method, route_path(name, deal))["Cache-Control"], method


@pytest.mark.parametrize(
    "name", [name for name, route in ROUTES.items() if "POST" in route.methods and route.who != OFFICE]
)
def test_what_changes_something_wants_the_site_s_own_form(deal, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chief"))

    assert client.post(route_path(name, deal)).status_code == 403


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.who in (OFFICE, NOBODY)])
def test_a_session_opens_nothing_to_which_an_office_s_token_leads(deal, name):
    """Nor needs it a form of the site: what a browser sends of itself, cookies, counts for nothing there."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("chief"))

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        expected = 404 if ROUTES[name].who == NOBODY else 401 if method in ROUTES[name].methods else 405
        assert client.generic(method, route_path(name, deal)).status_code == expected, method


def test_the_admin_sends_everybody_but_its_staff_to_log_in(client):
    open_to_all = {reverse("admin:login")}
    paths = set(admin_paths()) - open_to_all
    doors = {"/admin/login/", "/admin/"}
    outsider = signed_in(READ, RECORD, VERIFY, ANNOUNCE)

    assert len(paths) > 50
    for path in sorted(paths):
        for visitor in (client, outsider):
            response = visitor.get(path)

            assert (response.status_code, response["Location"].partition("?")[0] in doors) == (302, True), path
            assert "no-store" in response["Cache-Control"]


@pytest.mark.thorough
def test_staff_without_permissions_may_change_nothing_in_the_admin():
    client = signed_in(is_staff=True)

    for path in admin_paths():
        if path.endswith(("/add/", "/delete/", "/change/")) and "password" not in path:
            assert client.get(path).status_code in (302, 404), path


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_staff_choose_their_language_by_a_cookie_of_the_staff_site(client, language):
    response = client.post("/accounts/language/", {"language": language, "next": "/accounts/login/"})

    assert response.cookies["staff_language"].value == language
    assert client.get("/accounts/login/")["Content-Language"] == language


def test_after_logging_in_everybody_is_led_to_their_own_work():
    editor = User.objects.create_user("editor", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_edition"))
    client = Client()
    client.force_login(editor)

    assert client.get("/accounts/")["Location"] == "/admin/"
    assert signed_in(READ).get("/accounts/")["Location"] == "/desk/"


@pytest.mark.parametrize("path", ["/desk/deals/2019-9999/", "/desk/deals/x/", "/desk/1999/", "/admin/deals/x/"])
def test_what_does_not_exist_for_staff_is_not_found_whatever_public_address_it_resembles(deal, path):
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))

    assert client.get(path).status_code == 404


def test_an_address_without_its_language_leads_to_the_reader_s(client, deal):
    response = client.get("/2019/agenda/", headers={"accept-language": "zh-CN,zh;q=0.9"})

    assert (response.status_code, response["Location"]) == (302, "/zh-hans/2019/agenda/")
