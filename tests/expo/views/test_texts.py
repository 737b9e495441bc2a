"""Texts, dates and numbers as readers of each language find them."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from expo.i18n import dates, numbers
from expo.models import Organisation, StatedFigure

BOTH = Organisation(name_en="Memory & Works", name_zh="记忆工厂")
ENGLISH, CHINESE, NONE = Organisation(name_en="Works"), Organisation(name_zh="工厂"), Organisation()


def render(template: str, **context) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("row", "language", "shown"),
    [
        (BOTH, "en", "Memory &amp; Works"),
        (BOTH, "zh-hans", "记忆工厂"),
        (ENGLISH, "zh-hans", '<span lang="en">Works</span>'),
        (CHINESE, "en", '<span lang="zh-Hans">工厂</span>'),
        (NONE, "en", ""),
        (None, "en", ""),
    ],
)
def test_a_text_is_in_the_reader_s_language_or_marked(row, language, shown):
    with translation.override(language):
        assert render('{% text row "name" %}', row=row) == shown


def test_a_bare_text_has_no_mark_and_is_escaped():
    assert render('{% text row "name" True %}', row=CHINESE) == "工厂"
    assert render('{% text row "name" True %}', row=Organisation(name_en='"><b>')) == "&quot;&gt;&lt;b&gt;"


def test_a_stand_in_is_escaped():
    shown = render('{% text row "name" %}', row=Organisation(name_zh="<b>"))

    assert shown == '<span lang="zh-Hans">&lt;b&gt;</span>'


@pytest.mark.parametrize(("language", "shown"), [("en", '<span lang="zh-Hans">记忆工厂</span>'), ("zh-hans", "en")])
def test_the_other_language_s_name_is_marked(language, shown):
    with translation.override(language):
        assert shown in render('{% other_text row "name" %}', row=BOTH)
        assert render('{% other_text row "name" %}', row=NONE) == ""


def test_a_stand_in_is_not_repeated_as_the_other_language_s_name():
    assert render('{% other_text row "name" %}', row=CHINESE) == ""
    assert render('{% other_text row "name" %}', row=ENGLISH) == ""


def test_each_line_of_a_long_text_is_a_paragraph():
    with translation.override("zh-hans"):
        shown = render('{% paragraphs row "name" %}', row=Organisation(name_en="One <b>\r\n\r\n\nTwo"))

    assert shown.splitlines() == ['<p lang="en">One &lt;b&gt;</p>', '<p lang="en">Two</p>']


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        ("2019-08-26", "2019-08-29", "26–29 August 2019", "2019年8月26日至29日"),
        ("2019-08-30", "2019-09-02", "30 August – 2 September 2019", "2019年8月30日至9月2日"),
        ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020", "2019年12月30日至2020年1月2日"),
        ("2019-08-26", "2019-08-26", "26 August 2019", "2019年8月26日"),
        ("2019-08-26", None, "26 August 2019", "2019年8月26日"),
    ],
)
def test_ranges_of_days_repeat_nothing(first, last, english, chinese):
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]

    assert dates.date_range(*days) == english
    with translation.override("zh-hans"):
        assert dates.date_range(*days) == chinese


@pytest.mark.parametrize(
    ("filter_", "english", "chinese"),
    [
        ("day_long", "Monday 26 August 2019", "2019年8月26日星期一"),
        ("day_plain", "26 August 2019", "2019年8月26日"),
        ("day_name", "Monday 26 August", "8月26日星期一"),
        ("day_short", "Mon 26 Aug", "8月26日周一"),
    ],
)
def test_days_are_written_as_each_language_does(filter_, english, chinese):
    template = f"{{{{ day|{filter_} }}}}{{{{ nothing|{filter_} }}}}"

    assert render(template, day=dt.date(2019, 8, 26), nothing=None) == english
    with translation.override("zh-hans"):
        assert render(template, day=dt.date(2019, 8, 26), nothing=None) == chinese


def test_moments_are_those_of_the_active_time_zone():
    moment = dt.datetime(2019, 8, 26, 16, 30, tzinfo=dt.UTC)

    with timezone.override("Asia/Shanghai"):
        assert render("{{ moment|clock }} {{ moment|day_short }}", moment=moment) == "00:30 Tue 27 Aug"


@pytest.mark.parametrize(
    ("number", "english", "chinese"), [(0, "0", "0"), (843, "843", "843"), (1234, "1,234", "1234")]
)
def test_numbers_are_grouped_in_english_only(number, english, chinese):
    assert numbers.format_count(number) == english
    with translation.override("zh-hans"):
        assert numbers.format_count(number) == chinese


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        ({"value": 843}, "843", "843"),
        ({"value": 60, "qualifier": "nearly"}, "nearly 60", "近60"),
        ({"value": 60, "qualifier": "more_than"}, "more than 60", "超过60"),
        ({"value": 700_000, "qualifier": "about"}, "about 700,000", "约70万"),
        ({"value": 705_000}, "705,000", "70.5万"),
        ({"value": 701_234}, "701,234", "701234"),
        ({"value": 210_000, "unit": "m2"}, "210,000 m²", "21万平方米"),
        ({"value": 136, "unit": "per_mille"}, "13.6%", "13.6%"),
        ({"value": 0}, "0", "0"),
        ({"value": None}, "not published", "未公布"),
    ],
)
def test_stated_figures_say_how_exact_they_are(fields, english, chinese):
    figure = StatedFigure(**fields)

    assert numbers.format_stated_figure(figure) == english
    with translation.override("zh-hans"):
        assert numbers.format_stated_figure(figure) == chinese


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/en/2019/agenda/?kind=forum", "/zh-hans/2019/agenda/?kind=forum"),
        ("/zh-hans/2019/", "/zh-hans/2019/"),
        ("/nothing/", "/zh-hans/"),
        ("/english/2019/", "/zh-hans/"),
        ("/en/2019/a%20b/?next=/en/", "/zh-hans/2019/a%20b/?next=/en/"),
    ],
)
def test_the_address_in_the_other_language_keeps_path_and_query(rf, path, shown):
    assert render("{% language_url 'zh-hans' %}", request=rf.get(path)) == shown


def test_without_a_request_the_other_language_is_its_front_page():
    assert render("{% language_url 'en' %}") == "/en/"
