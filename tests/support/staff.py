"""Staff of every kind, and what their browsers send."""

import itertools
from html.parser import HTMLParser

from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

numbers = itertools.count(1)
ENTERED = ("expo", "agenda")


def make_staff(apps: tuple[str, ...] = (), codenames: tuple[str, ...] = (), **fields) -> User:
    """A staff user with all permissions of these apps, and these ones of the deals app."""
    given = {"username": f"staff-{next(numbers)}"} | fields
    user = User.objects.create_user(password="secret", is_staff=True, **given)
    all_of_apps = Q(content_type__app_label__in=apps)
    of_deals = Q(content_type__app_label="deals", codename__in=codenames)
    # By their keys: as rows, hundreds of them for each of the staff, they cost half as much again.
    user.user_permissions.add(
        *Permission.objects.filter(all_of_apps | of_deals).order_by().values_list("pk", flat=True)
    )
    return user


def page(label: str, name: str, *args) -> str:
    """The address of an admin page, like `page("agenda.session", "change", 1)`."""
    return reverse(f"admin:{label.replace('.', '_')}_{name}", args=args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_editor() -> User:
    return make_staff(ENTERED)


def an_editor() -> Client:
    return signed_in(make_editor())


def a_clerk() -> Client:
    return signed_in(make_staff(codenames=("record_deal", "view_ledger")))


def a_superuser() -> Client:
    return signed_in(make_staff(is_superuser=True))


class Fields(HTMLParser):
    """The fields of the page's forms as a browser would send them, without its buttons."""

    def __init__(self):
        super().__init__()
        self.sent = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name = given.get("name")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.sent.setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.sent[name] = [""]
        elif tag == "input" and name and self.counts(given):
            self.sent.setdefault(name, []).append(given.get("value", "on" if given.get("type") == "checkbox" else ""))

    def counts(self, given):
        kind = given.get("type", "text")
        return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in given)

    def handle_data(self, data):
        if self.textarea:
            self.sent[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        if tag == "textarea":
            # HTML drops the line break after the opening tag.
            self.sent[self.textarea] = [self.sent[self.textarea][0].removeprefix("\n").removeprefix("\r\n")]
            self.textarea = None


def filled(response: HttpResponse, **changes) -> dict:
    """What a browser sends from this page's form after these changes; `{"name": None}` leaves one out."""
    fields = Fields()
    fields.feed(response.content.decode())
    sent = {name: values if len(values) > 1 else values[0] for name, values in fields.sent.items()}
    return {name: value for name, value in (sent | changes).items() if value is not None}
