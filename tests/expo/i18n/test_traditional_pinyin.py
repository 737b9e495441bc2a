"""Names entered in traditional characters before their pinyin was right: the migration makes it anew."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.support.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_pinyin_that_was_derived_is_made_anew_and_what_was_written_by_hand_stays():
    derived = make_organisation(name_zh="重慶銀行", pinyin="zhong qing yin xing", initials="zqyx")
    person = make_person(name_zh="單長江", pinyin="dan zhang jiang")
    by_hand = make_person(name_zh="單長江", pinyin="shan chang jiang")

    import_module("expo.migrations.0011_pinyin_of_traditional_names").remake(apps, None)

    for row in (derived, person, by_hand):
        row.refresh_from_db()
    assert (derived.pinyin, derived.initials) == ("chong qing yin hang", "cqyh")
    assert (person.pinyin, by_hand.pinyin) == ("dan chang jiang", "shan chang jiang")
