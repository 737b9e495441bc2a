"""What stands behind the "?" of an address, private keys of entries too, is in no log of nginx."""

import re

import pytest
from django.conf import settings

FILES = ("deploy/nginx/expo.conf", "deploy/containers/nginx.conf", "deploy/several/nginx.conf")


@pytest.mark.parametrize("name", FILES)
def test_no_server_logs_what_is_asked_behind_the_address(name):
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    formats = "".join(re.findall(r"^log_format[^;]*;", text, re.MULTILINE))
    logs = re.findall(r"^\s*access_log ([^;]+);", text, re.MULTILINE)

    assert {log.split()[-1] for log in logs} <= {"expo", "off"}
    assert re.findall(r"\$(?:request|request_uri|args|query_string|http_referer)\b", formats) == []
    assert "off" in logs or '"$uri"' in formats


def test_every_server_of_the_containers_has_that_log():
    text = (settings.BASE_DIR / FILES[1]).read_text(encoding="utf-8")

    assert text.count("access_log /var/log/nginx/access.log expo;") == len(re.findall(r"^server {", text, re.MULTILINE))
