"""Staff accounts in the browser: nobody widens what they may do themselves."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from expo.setup import reference_data
from tests.support.staff import filled, make_staff, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    """Keeps the accounts, as a member of the administrators and no superuser."""
    reference_data.load_reference_rows()
    user = make_staff()
    user.user_permissions.clear()
    user.groups.add(Group.objects.get(name="Administrators"))
    return user


def change(user):
    return page("auth.user", "change", user.pk)


def is_widened(user) -> bool:
    user = User.objects.get(pk=user.pk)
    return user.is_superuser or user.user_permissions.exists()


def grant(client, path) -> int:
    """Send what a browser would send, and beside it all that would open every door."""
    everything = [permission.pk for permission in Permission.objects.all()]
    wanted = {"is_superuser": "on", "user_permissions": everything, "groups": [row.pk for row in Group.objects.all()]}
    shown = client.get(path)
    return client.post(path, filled(shown, **wanted) | wanted).status_code


def test_nobody_changes_their_own_account(chief):
    status = grant(signed_in(chief), change(chief))

    assert (status, is_widened(chief)) == (404, False)


def test_nobody_becomes_a_superuser_in_a_browser(chief):
    other = make_staff()

    grant(signed_in(make_staff(is_superuser=True)), change(other))

    assert not User.objects.get(pk=other.pk).is_superuser


def test_whoever_keeps_the_accounts_gives_groups_and_no_single_permissions(chief):
    other = make_staff()

    grant(signed_in(chief), change(other))

    row = User.objects.get(pk=other.pk)
    assert (row.groups.count(), row.user_permissions.count()) == (Group.objects.count(), 0)


@pytest.mark.parametrize("name", ["change", "delete"])
def test_a_superuser_s_account_is_closed_to_those_who_are_none(chief, name):
    root = make_staff(is_superuser=True)
    client = signed_in(chief)

    assert client.post(page("auth.user", name, root.pk), {"post": "yes"}).status_code == 404
    assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 404
    assert User.objects.filter(pk=root.pk, is_superuser=True).exists()


def test_nobody_deletes_their_own_account_from_the_list_either(chief):
    client = signed_in(chief)

    client.post(
        page("auth.user", "changelist"),
        {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"},
    )

    assert User.objects.filter(pk=chief.pk).exists()


@pytest.mark.parametrize("name", ["change", "delete", "add"])
def test_what_a_group_may_do_is_changed_by_superusers_only(chief, name):
    group = Group.objects.get(name="Administrators")
    path = page("auth.group", name, *([] if name == "add" else [group.pk]))

    statuses = [signed_in(user).post(path, {}).status_code for user in (chief, make_staff(is_superuser=True))]

    assert statuses == [404, 200]


def test_an_account_is_made_with_groups(chief):
    client = signed_in(chief)
    fields = {"username": "new", "usable_password": "true", "password1": "seven grey herons"}

    added = client.post(page("auth.user", "add"), fields | {"password2": "seven grey herons"})

    assert (added.status_code, User.objects.filter(username="new", is_superuser=False).exists()) == (302, True)
