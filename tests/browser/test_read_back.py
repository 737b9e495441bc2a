"""Amounts of data entry read back below their boxes while they are typed, in a real browser."""

import pytest

from tests.support.staff import make_editor
from tests.support.staff import page as address
from tests.support.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_stated_amount_reads_back_in_its_unit_while_it_is_typed(log_in):
    make_world()
    page = log_in(make_editor(), "/admin/")
    page.goto(address("expo.statedfigure", "add"))
    said = page.locator(".field-value .read-back")

    page.locator("[name=unit]").select_option("money")
    page.locator("[name=currency]").fill("CNY")
    page.locator("[name=value]").fill("8169亿元")
    said.get_by_text("捌仟壹佰陆拾玖亿元整").wait_for()
    page.locator("[name=value]").fill("1.2b")
    said.get_by_text("is not clear").wait_for()


def test_an_edition_s_threshold_reads_back_in_its_currency(log_in):
    edition = make_world()
    page = log_in(make_editor(), "/admin/")
    page.goto(address("expo.edition", "change", edition.pk))
    said = page.locator(".field-retype_above .read-back")

    said.get_by_text("壹拾亿元整").wait_for()
    page.locator("[name=retype_above]").fill("2bn")
    said.get_by_text("贰拾亿元整").wait_for()
