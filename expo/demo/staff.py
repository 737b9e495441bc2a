"""The demo's staff: one user for each kind of work."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.db import transaction

# User name → the group it is in, and whether the admin is for it.
STAFF = {
    "editor": ("Data entry", True),
    "clerk": ("Deal clerks", False),
    "reviewer": ("Reviewers", True),
    "press": ("Press officers", True),
    "admin": ("Administrators", True),
}


@transaction.atomic
def make_staff(password: str) -> None:
    """Give all of the demo's staff this password, making those who are missing. For demos on one's own machine only."""
    # Hashed once: five times would cost more than starting the server.
    hashed = make_password(password)
    for name in STAFF:
        User.objects.filter(pk=ensure_member(name).pk).update(password=hashed)


def ensure_member(name: str) -> User:
    """The user of this name in its group; newly made ones cannot log in until they are given a password."""
    group, is_staff = STAFF[name]
    user, created = User.objects.get_or_create(username=name, defaults={"is_staff": is_staff})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.groups.set([Group.objects.get(name=group)])
    return user
