"""The guard of the desks: who may not, learns nothing; what is done behind it is logged with its address."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from expo.accounts.access import require_permission
from expo.event_log.address import WHERE

pytestmark = pytest.mark.django_db


@require_permission("agenda.change_session")
def page(request):
    """Answers with the address that an event would tell of."""
    return HttpResponse(WHERE.get())


def request_by(user):
    request = RequestFactory().get("/desk/agenda/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    request.user = user
    return request


def test_a_stranger_is_sent_to_log_in_and_staff_without_the_permission_find_nothing():
    assert page(request_by(AnonymousUser())).status_code == 302
    with pytest.raises(Http404):
        page(request_by(User.objects.create_user("other", is_staff=True)))


@pytest.mark.parametrize(("behind", "address"), [(False, "127.0.0.1"), (True, "203.0.113.9")])
def test_what_is_done_at_a_desk_is_logged_with_the_address_it_was_asked_from(settings, behind, address):
    settings.BEHIND_PROXY = behind

    response = page(request_by(User.objects.create_superuser("chief")))

    assert (response.content.decode(), WHERE.get()) == (address, "")
