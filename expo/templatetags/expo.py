"""Tags every template may use without loading: texts in two languages, dates, numbers, addresses."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from expo.i18n import bilingual, dates, languages, numbers
from expo.i18n.bilingual import language_suffix
from expo.models import Booth, Edition, StatedFigure, VisitorPage
from expo.visit.pages import split_sections
from expo.web import edition_choice, public_page

register = template.Library()


@register.simple_tag
def text(row: Any, field: str, bare: bool = False) -> str:
    """`{% text session "name" %}`: the text in the reader's language; a stand-in in the other is marked with `lang`.

    `{% text session "name" True %}` is the bare text, for attributes, options and `<title>`.
    """
    if not row:
        return ""
    found = bilingual.localised_text(row, field)
    if bare or not found.lang:
        return found.value
    return format_html('<span lang="{}">{}</span>', found.lang, found.value)


@register.filter
def marked(found: bilingual.Text | str) -> str:
    """A text that was chosen already, marked with `lang` where it stands in."""
    lang = getattr(found, "lang", "")
    if not lang:
        return str(found)
    return format_html('<span lang="{}">{}</span>', lang, found)


@register.simple_tag
def paragraphs(row: Any, field: str, part: str = ":") -> str:
    """`{% paragraphs session "abstract" %}`: each line a `<p>`, marked with `lang` where it stands in.

    `{% paragraphs edition "about" ":1" %}` is the first of them alone, `"1:"` are those behind it.
    """
    if not row:
        return ""
    found = bilingual.localised_text(row, field)
    lines = list(filter(None, map(str.strip, found.value.splitlines())))
    begin, end = (int(each) if each else None for each in part.split(":"))
    lines = lines[begin:end]
    if found.lang:
        return format_html_join("\n", '<p lang="{}">{}</p>', [(found.lang, line) for line in lines])
    return format_html_join("\n", "<p>{}</p>", [(line,) for line in lines])


@register.simple_tag
def page_sections(page: VisitorPage) -> dict[str, Any]:
    """`{% page_sections page as sections %}`: `parts` of its text, and the `lang` of one that stands in."""
    found = bilingual.localised_text(page, "text")
    return {"parts": split_sections(found.value), "lang": found.lang}


@register.simple_tag
def gap() -> str:
    """`{% gap %}`: what parts a label or a sentence from what follows it; nothing in Chinese, whose signs are wide."""
    return "" if language_suffix() == "zh" else " "


@register.simple_tag
def filing_number() -> str:
    """`{% filing_number as number %}`: the number under which the site is registered (备案号); empty without one."""
    return settings.FILING_NUMBER


@register.simple_tag
def language_gaps(row: Any, field: str) -> list[str]:
    """`{% language_gaps terms "name" as gaps %}`: for staff, what readers of one language would miss of the text."""
    return languages.language_gaps(row, field)


@register.simple_tag
def spoken(session: Any) -> SafeString:
    """`{% spoken session %}`: its languages, the one that is spoken first, and whether it is interpreted."""
    return told_languages(tuple(session.spoken), session.interpretation, get_language())


@lru_cache(maxsize=256)
def told_languages(codes: tuple[str, ...], interpreted: bool, language: str) -> SafeString:
    """`language` is the active one, in which it is told: few lists of languages stand on very many cards."""
    named = {"zh": _("Chinese"), "en": _("English")}
    names = []
    for code in codes:
        name = named.get(code) or format_html('<span lang="{}">{}</span>', code, code)
        names.append((name,))
    joined = format_html_join(pgettext("between names", ", "), "{}", names)
    if not interpreted:
        return joined
    return format_html("{}{}", joined, _(" (interpreted)"))


@register.filter
def grouped(number: int | None) -> str:
    return "" if number is None else numbers.format_count(number)


@register.filter
def round_count(number: int) -> str:
    """`{{ figure.value|round_count }}`: 210,000 in English, 21万 in Chinese."""
    return numbers.format_round_count(number)


@register.filter
def qualified(figure: StatedFigure) -> str:
    return numbers.format_stated_figure(figure)


@register.filter
def day_long(value: dt.date | None) -> str:
    """Monday 26 August 2019, 2019年8月26日星期一."""
    return dates.format_day(value, dates.LONG) if value else ""


@register.filter
def day_plain(value: dt.date | None) -> str:
    """26 August 2019, 2019年8月26日."""
    return dates.format_day(value, dates.PLAIN) if value else ""


@register.filter
def day_name(value: dt.date | None) -> str:
    """Monday 26 August, 8月26日星期一."""
    return dates.format_day(value, dates.NAME) if value else ""


@register.filter
def day_short(value: dt.date | None) -> str:
    """Mon 26 Aug, 8月26日周一."""
    return dates.format_day(value, dates.SHORT) if value else ""


@register.filter
def clock(moment: dt.datetime | None) -> str:
    """09:30, in the active time zone."""
    return dates.time_of_day(moment) if moment else ""


@register.simple_tag
def hours_of(starts_at: dt.datetime, ends_at: dt.datetime, daily: object = None) -> str:
    """`{% hours_of was.starts_at was.ends_at was.last_day %}`: 23:00 – 02:00 next day; `daily` as in dates.hours."""
    return dates.format_hours(starts_at, ends_at, daily=bool(daily))


@register.simple_tag
def date_range(first: dt.date, last: dt.date | None = None) -> str:
    return dates.date_range(first, last)


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, code: str) -> str:
    """`{% language_url "en" %}`: this page with its query in the language; the front page where it has no language."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"{get_script_prefix()}{code}/"
    codes = "|".join(re.escape(known) for known, _name in settings.LANGUAGES)
    here = re.compile(rf"^{re.escape(get_script_prefix())}({codes})/")
    if not here.match(request.get_full_path()):
        return f"{get_script_prefix()}{code}/"
    return here.sub(f"{get_script_prefix()}{code}/", request.get_full_path(), count=1)


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """`{% canonical_url %}`: this page in full, without filters and the like; each page of a list is one of its own."""
    request: HttpRequest = context["request"]
    page = request.GET.get("page", "")
    query = ""
    if page.isascii() and page.isdecimal() and page != "1":
        query = f"?page={page}"
    return request.build_absolute_uri(f"{request.path}{query}")


@register.simple_tag(takes_context=True)
def report_address(context: template.Context, edition: Edition) -> str:
    """`{% report_address edition as report %}`: where a mistake on this page is reported; empty where nobody is named.

    A letter to the edition's address that names the page in its subject, else the page that tells whom to ask.
    """
    if edition.mistakes_to and "request" in context:
        subject = _("A mistake on %(page)s") % {"page": canonical_url(context)}
        return f"mailto:{quote(edition.mistakes_to, safe='@')}?subject={quote(subject, safe='')}"
    if contact := edition.ways.get("contact"):
        return reverse("expo:visitor_page", args=[edition.slug, contact])
    return ""


@register.simple_tag(takes_context=True)
def public_editions(context: template.Context) -> Iterable[Edition]:
    """`{% public_editions as editions %}`: newest first."""
    return public_page.public_editions(context["request"]) if "request" in context else Edition.objects.public()


@register.simple_tag(takes_context=True)
def working_edition(context: template.Context) -> Edition | None:
    """`{% working_edition as chosen %}`: the edition that this member of staff works on; None for strangers."""
    request: HttpRequest | None = context.get("request")
    if request is None or not request.user.is_authenticated:
        return None
    return edition_choice.working_edition(request)


@register.inclusion_tag("components/edition_bar.html", takes_context=True)
def edition_bar(context: template.Context) -> dict[str, Any]:
    """`{% edition_bar %}`: which edition is worked on, the way to others, and whether the page is of another."""
    request, page = context["request"], context.get("edition")
    chosen = edition_choice.working_edition(request)
    others = []
    for edition in edition_choice.all_editions(request):
        if edition != chosen:
            others.append((edition, edition_choice.address_for_edition(request, edition)))
    is_other = isinstance(page, Edition) and chosen and page != chosen
    may_add = request.user.is_staff and request.user.has_perm("expo.add_edition")
    other = None
    if is_other:
        other = page
    return {"chosen": chosen, "others": others, "other": other, "may_add": may_add}


@register.simple_tag
def edition_label(edition: Edition) -> str:
    """`{% edition_label edition %}`: its name, and how addresses call it where the name does not say that already."""
    name = text(edition, "name")
    if edition.slug.casefold() in f"{edition.name_en} {edition.name_zh}".casefold():
        return name
    return format_html("{} · {}", name, edition.slug)


@register.simple_tag
def days_until(edition: Edition) -> int:
    """`{% days_until edition as days %}`: from today at the venue to the first day; 0 once it has come."""
    return max(0, (edition.starts_on - edition.today()).days)


@register.simple_tag
def other_text(row: Any, field: str) -> str:
    """`{% other_text organisation "name" %}`: the text in the language that the page is not in, where it has both."""
    language = "en" if bilingual.language_suffix() == "zh" else "zh-hans"
    found = bilingual.localised_text(row, field, language)
    if not found.value or found.lang or bilingual.localised_text(row, field).lang:
        return ""
    return format_html('<span lang="{}">{}</span>', bilingual.LANG[bilingual.language_suffix(language)], found.value)


@register.simple_tag
def stand_url(edition: Edition, booth: Booth) -> str:
    """`{% stand_url edition booth %}`: the plan of its hall with the stand marked and in view."""
    number = quote(booth.number, safe="")
    return f"{reverse('expo:hall', args=[edition.slug, booth.hall.code])}?stand={number}#s{number}"
