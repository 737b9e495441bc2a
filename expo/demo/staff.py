"""The demo's staff: one user for each kind of work."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db import transaction


class Member(NamedTuple):
    """The groups somebody is in, what that is for in a few words, and whether the admin is for them."""

    groups: tuple[str, ...]
    work: str
    is_staff: bool = True


# By user name. A ranking takes two people of the contest desk: one freezes it, another confirms it.
STAFF = {
    "editor": Member(("Data entry", "Contest desk"), "data entry, planning board, contests"),
    "clerk": Member(("Deal clerks",), "records deals", is_staff=False),
    "reviewer": Member(("Reviewers", "Contest desk"), "verifies deals, confirms rankings of contests"),
    "press": Member(("Press officers",), "announces deals, urgent notices"),
    "admin": Member(("Administrators",), "all of it, users, late scores of judges"),
}


@transaction.atomic
def make_staff(password: str) -> None:
    """Give all of the demo's staff this password, making those who are missing. For demos on one's own machine only."""
    # Hashed once: five times would cost more than starting the server.
    hashed = make_password(password)
    for name in STAFF:
        User.objects.filter(pk=ensure_member(name).pk).update(password=hashed)


def ensure_member(name: str) -> User:
    """The user of this name, in its groups; newly made ones cannot log in until they are given a password."""
    member = STAFF[name]
    user, created = User.objects.get_or_create(username=name, defaults={"is_staff": member.is_staff})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    # A demo of an earlier version has users who lack what came since.
    user.groups.add(*Group.objects.filter(name__in=member.groups))
    return user
