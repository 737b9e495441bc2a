"""Control characters come in through no door; and where a database holds some all the same, every file can be read."""

import csv
import io
import json
import unicodedata
from dataclasses import replace

import icalendar
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import translation
from lxml import etree, html

from agenda.models import Session
from deals import bulletins
from deals.models import Terms
from expo.api.errors import json_text
from expo.api.fields import StringField
from expo.db.text_fields import PartsEncoder
from expo.i18n.characters import printable, printable_json, printable_line
from expo.models import Edition, Notice, Organisation, Scenario
from expo.search.sitemaps import all_sitemaps
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_announced, make_deal, make_draft, make_press, make_rate
from tests.support.routes import PUBLIC
from tests.support.staff import a_superuser, filled, page
from tests.support.world import ADDRESSES, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
TYPED = "A\x0bB\x07\ufffe\x85C\u202e\ud800\U0001ffff\x00 D\ufeff"
ONE_LINE, LINES = "A B C D", "A\nB\nC D"
# As a database can hold it: no NUL, no surrogate.
STORED = "\x07A\x0bB\x1f\x7f\x9f\ufdd0\ufffe\uffff\u202e"
TEXTS = (models.CharField, models.TextField, models.JSONField)
# What is not typed, and must stay as it is written: the logs' chains are made of it, and the index of cleaned texts.
WRITTEN_BY_US = (
    *("deals.event", "deals.chainhead", "expo.staffevent", "expo.stafflogend"),
    *("agenda.contestevent", "agenda.contestlogend"),
    *("expo.searchentry", "expo.searchspelling"),
)


def text_columns():
    for app in ("expo", "agenda", "deals"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, TEXTS) and not isinstance(field, models.SlugField | models.GeneratedField):
                    yield model, field


FIELDS = [(model, field) for model, field in text_columns() if model._meta.label_lower not in WRITTEN_BY_US]


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=str)
def test_every_text_field_cleans_what_is_written_in_whatever_way(model, field):
    row = model()
    setattr(row, field.attname, {"k": [TYPED]} if isinstance(field, models.JSONField) else TYPED)

    saved, updated = field.pre_save(row, add=True), field.get_db_prep_save(TYPED, connection)

    if isinstance(field, models.JSONField):
        assert saved == {"k": [LINES]}
        assert json.loads(updated if isinstance(updated, str) else json.dumps(updated.adapted)) == LINES
    else:
        expected = LINES if isinstance(field, models.TextField) else ONE_LINE
        assert [saved, updated, getattr(row, field.attname), field.to_python(TYPED)] == [expected] * 4


@pytest.mark.parametrize(
    ("text", "lines", "line"),
    [
        (TYPED, LINES, ONE_LINE),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", "one two three four"),
        ("a\tb", "a\tb", "a b"),
        ("  spaces stay ", "  spaces stay ", "  spaces stay "),
        ("全角　空格", "全角　空格", "全角　空格"),
        ("👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم"),
        ("\n名称\n", "\n名称\n", "名称"),
    ],
)
def test_line_breaks_of_other_programs_are_kept_and_what_nobody_sees_is_not(text, lines, line):
    assert (printable(text), printable_line(text)) == (lines, line)
    assert printable(lines) == lines
    assert printable_json({text: [text, 1, None]}) == {lines: [lines, 1, None]}


def test_what_holds_no_such_text_is_not_copied():
    content = {"a": [{"b": "c"}, 1, None], "d": {}}

    assert printable_json(content) is content
    assert printable_json({"a": ("b", "c\x00")}) == {"a": ["b", "c"]}


@pytest.mark.parametrize(
    "text", ["plain", 'a "quoted" word', "a\nb", "a\x00b", "a\u2028b", "a\u200bb", "a\\b", "\ud800", "😀"]
)
def test_what_programs_are_told_is_printed_whichever_way_it_is_written(text):
    content = {"name": text, text: [text, ("x", None, 1)]}

    assert json_text(content) == json.dumps(printable_json(content), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    "content", [{}, [], [[]], {"甲": [1, {"b": [None, "“"]}], "c": {"d": {}}}, {1: "a"}, "a", None, 1.5]
)
def test_what_is_written_part_by_part_reads_as_a_whole(content):
    assert json.dumps(content, cls=PartsEncoder) == json.dumps(content)


def test_forms_of_data_entry_and_every_other_way_of_writing_hold_what_can_be_printed():
    client, edition = a_superuser(), make_world()
    typed = TYPED.replace("\x00", "").encode(errors="ignore").decode()
    path = page("expo.scenario", "add")
    client.post(path, filled(client.get(path), edition=edition.pk, name_en=typed, story_zh=typed, slug="typed"))
    made = Scenario.objects.get(slug="typed")
    Organisation.objects.bulk_create([Organisation(name_en=TYPED, aliases=TYPED)])
    firm = Organisation.objects.get(name_en=ONE_LINE)
    Session.objects.update(name_en=TYPED, abstract_zh=TYPED)
    edition.name_zh = TYPED
    edition.save()

    assert (made.name_en, made.story_zh.replace("\r", "")) == (ONE_LINE, LINES)
    assert firm.aliases == LINES
    assert set(Session.objects.values_list("name_en", "abstract_zh")) == {(ONE_LINE, LINES)}
    assert (edition.name_zh, Edition.objects.get().name_zh) == (ONE_LINE, ONE_LINE)


def test_the_ledger_its_log_and_its_digest_say_the_same():
    clean = make_draft(name_en=ONE_LINE, note_zh=LINES)
    typed = replace(clean, name_en=TYPED, note_zh=TYPED)
    deal = make_deal(typed)

    terms = Terms.objects.get(deal=deal)
    assert (terms.name_en, terms.note_zh) == (ONE_LINE, LINES)
    assert (typed.digest, typed.told()["name_en"]) == (clean.digest, ONE_LINE)


@pytest.mark.parametrize("character", "\x00\x07\x0b\x7f\x85\x9f\u200b\u202e\u2028\ud800\ufdd0\ufeff\ufffe\uffff")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This holds characters that cannot be printed."), ("zh-hans", "此项含有不可打印的字符。")],
)
def test_the_interface_refuses_them_with_a_sentence(character, language, sentence):
    with translation.override(language):
        assert [str(fault.sentence) for fault in StringField(9).faults(f"A{character}B", ())] == [sentence]


def store(table: str, column: str) -> bool:
    """Write the canary past every field; whether the database takes it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE {table} SET "{column}" = "{column}" || %s WHERE "{column}" <> %s', [STORED, ""])  # noqa: S608
    except DatabaseError:
        return False
    return True


# What decides rather than tells: every one has a form of its own, and none of them is a text.
DECIDES = ("timezone", "languages", "model", "key", "code", "currency", "identity", "stem", "reference")


def read_html(content: bytes) -> None:
    html.document_fromstring(content)


def read_csv(content: bytes) -> None:
    assert len({len(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))}) == 1


READERS = {
    "text/html": read_html,
    "application/xml": etree.fromstring,
    "application/atom+xml": etree.fromstring,
    "image/svg+xml": etree.fromstring,
    "text/calendar": icalendar.Calendar.from_ical,
    "application/json": json.loads,
    "application/manifest+json": json.loads,
    "text/csv": read_csv,
}


def test_every_public_file_and_page_is_read_by_somebody_elses_parser_whatever_is_stored(client):
    edition = make_world()
    make_rate()
    Notice.objects.create(edition=edition, text_en="Closed", text_zh="关闭", starts_at=edition.now())
    ceremony = make_session(edition=edition, kind="signing", slug="signing")
    deal = make_announced(edition=edition, ceremony=ceremony, primary_area=ceremony.areas.first())
    bulletins.freeze(bulletins.write_draft(edition, by=make_press()), version=1, by=make_press())
    paths = {*ADDRESSES, *(route.path.format(reference=deal.reference, card="none") for route in PUBLIC.values())}
    paths |= {f"/sitemap-{name}.xml" for name in all_sitemaps()} | {"/2019/schedule.xml", "/2019/schedule.json"}
    paths |= {f"{path}?lang=zh-hans" for path in paths if path.startswith("/2019/")}
    before = {path: client.get(path).status_code for path in sorted(paths)}
    columns = [(model, field) for model, field in text_columns() if not isinstance(field, models.JSONField)]
    columns = [(m, f) for m, f in columns if m._meta.label_lower not in WRITTEN_BY_US]
    columns = [(m, f) for m, f in columns if not f.choices and not f.name.endswith(DECIDES) and f.name != "digest"]

    taken = {f"{m.__name__}.{f.name}" for m, f in columns if store(m._meta.db_table, f.column)}

    assert taken >= {"Session.name_en", "Session.stream_url", "Room.name_zh", "Edition.city_en", "Terms.name_en"}
    for path, status in before.items():
        response = client.get(path)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        assert response.status_code == status, path
        if status == 200 and kind in READERS:
            READERS[kind](response.content)
        if status == 200 and kind not in ("text/html", "text/javascript", "image/webp"):
            assert [c for c in response.text if unicodedata.category(c) == "Cc" and c not in "\r\n\t"] == [], path
            assert not set("\ufdd0\ufffe\uffff\u202e") & set(json.dumps(response.text, ensure_ascii=False)), path
