"""What no browser sends is refused, and the log has a line of it: no trace, and nothing that was typed."""

import io
import json
import logging

import pytest
from django.conf import settings

from expo.monitoring.json_lines import JsonLines
from expo.monitoring.refused_requests import WithoutTrace
from tests.support.staff import a_superuser

pytestmark = pytest.mark.django_db
TYPED = "numbat-4711"


@pytest.fixture
def logged(request):
    """All that the log was told as one of its formats has it, each time it is asked."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param)
    handler.addFilter(WithoutTrace())
    logging.getLogger().addHandler(handler)
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


def ask_for_nonsense():
    client = a_superuser()
    return [
        client.get("/admin/expo/person/add/", {"_to_field": TYPED}).status_code,
        client.get("/en/", HTTP_HOST=f"{TYPED}.example").status_code,
    ]


@pytest.mark.parametrize("logged", [JsonLines()], indirect=True, ids=["json"])
def test_the_log_names_the_kind_and_repeats_nothing(logged):
    statuses = ask_for_nonsense()
    lines = [json.loads(line) for line in logged().splitlines() if "django.security" in line]

    assert statuses == [400, 400]
    assert [line["message"].rpartition(" ")[2] for line in lines] == ["DisallowedModelAdminToField.", "DisallowedHost."]
    assert (TYPED in logged(), [line for line in lines if "trace" in line]) == (False, [])


@pytest.mark.parametrize("logged", [logging.Formatter("{name} {message}", style="{")], indirect=True, ids=["text"])
def test_a_log_to_be_read_has_one_line_of_it(logged):
    ask_for_nonsense()

    assert [line for line in logged().splitlines() if "Traceback" in line] == []
    assert len([line for line in logged().splitlines() if line.startswith("django.security")]) == 2


def test_the_log_of_the_site_goes_through_it():
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["without_trace"]
