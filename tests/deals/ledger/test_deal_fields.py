"""What a deal says is one list: each column of its terms is recorded, read back, compared and amended by it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils import translation

from deals import ledger
from deals.forms import SigningForms, carry_over_unasked
from deals.forms.amendment import initial_terms
from deals.forms.terms import DealForm
from deals.ledger import diff
from deals.ledger.bulk_recording import BulkRecorder, RecordRequest
from deals.ledger.deal_data import LINE_LENGTHS, NOTES, TERM_FIELDS, term_values
from deals.models import Terms
from tests.deals.desk.record_form import filled
from tests.support.agenda_factories import make_session
from tests.support.deal_factories import make_clerk, make_draft
from tests.support.factories import make_area, make_edition, make_organisation, make_region

pytestmark = pytest.mark.django_db

# What the ledger itself keeps of a version.
KEPT = {"id", "deal", "number", "entered_by", "entered_at", "verified_by", "verified_at"}
LABELS = {
    "name_zh": ("Project name (Chinese)", "项目名称（中文）"),
    "name_en": ("Project name (English)", "项目名称（英文）"),
    "instrument": ("Instrument", "文件类型"),
    "signed_on": ("Signed on", "签约日期"),
    "place": ("Place", "地点"),
    "ceremony": ("Signing ceremony", "签约仪式"),
    "primary_area": ("Main technology area", "主要技术领域"),
    "destination": ("Destination", "落户地"),
    "park": ("Park", "园区"),
    "contract_number": ("Contract number", "合同编号"),
    "name_shown": ("The project's name is", "项目名称是否公开"),
    "amount_shown": ("The amount is", "金额公开方式"),
    "embargo_until": ("Embargo until", "新闻禁发期至"),
    "note_en": ("Note (English)", "备注（英文）"),
    "note_zh": ("Note (Chinese)", "备注（中文）"),
}
WORDS = {
    "instrument": "memorandum of understanding",
    "signed_on": "2019-08-27",
    "place": "at the expo",
    "name_shown": "hidden",
    "amount_shown": "size band only",
    "embargo_until": "2030-01-02 20:00",
}


def full_values(edition):
    """In every column something else than a plain draft holds."""
    return {
        "name_zh": "智能制造基地",
        "name_en": "Smart works",
        "instrument": "mou",
        "signed_on": dt.date(2019, 8, 27),
        "place": "at_expo",
        "ceremony": make_session(edition=edition, kind="signing", name_en="Opening"),
        "primary_area": make_area(name_en="Chips"),
        "destination": make_region(name_en="Yubei", kind="district", parent=make_region()),
        "park": "Xiantao Data Valley",
        "contract_number": "LJ-2019-1",
        "name_shown": "hidden",
        "amount_shown": "band",
        "embargo_until": dt.datetime(2030, 1, 2, 12, tzinfo=dt.UTC),
        "note_en": "A line\nand another",
        "note_zh": "两行\n说明",
    }


@pytest.fixture
def edition():
    return make_edition(timezone="Asia/Shanghai")


@pytest.fixture
def draft(edition):
    return make_draft(edition, **full_values(edition))


def test_every_column_of_the_terms_is_said_by_a_draft_or_kept_by_the_ledger():
    columns = {column.name for column in Terms._meta.fields}

    assert (set(TERM_FIELDS), set(TERM_FIELDS) & KEPT) == (columns - KEPT, set())
    assert (
        {"name_zh": 250, "name_en": 250, "park": 200, "contract_number": 100},
        {"note_en", "note_zh"},
    ) == (LINE_LENGTHS, NOTES)


@pytest.mark.parametrize("together", [False, True], ids=["alone", "in bulk"])
def test_every_column_is_recorded_and_read_back(edition, draft, together):
    clerk, key = make_clerk(), uuid.uuid4()

    if together:
        (answer,) = BulkRecorder(edition, by=clerk, channel="import").record([RecordRequest(draft, key)])
        deal = answer.deal
    else:
        deal, _created = ledger.record(draft, key=key, by=clerk)

    terms = Terms.objects.get(deal=deal)
    said = replace(draft, project=deal.project, areas=(draft.primary_area,))
    assert (term_values(terms), diff.deal_data_from_terms(terms)) == (term_values(draft), said)


@pytest.mark.parametrize("name", TERM_FIELDS)
def test_a_column_that_differs_is_named_once_in_both_languages(edition, draft, name):
    same = {"amounts": draft.amounts, "parties": draft.parties, "areas": (draft.primary_area,)}
    before = make_draft(edition, place="outside", **same)
    other = replace(before, **{name: getattr(draft, name)})
    found = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found[language] = diff.field_differences(before, other)

    labels = tuple(row.field for rows in found.values() for row in rows)
    value = getattr(draft, name)
    assert labels == LABELS[name]
    assert found["en"][0].said[1] == WORDS.get(name, str(getattr(value, "name_en", "") or value))


def test_an_amendment_begins_with_every_column_and_carries_over_what_the_form_does_not_ask(edition, draft):
    deal, _created = ledger.record(draft, key=uuid.uuid4(), by=make_clerk())
    terms = Terms.objects.get(deal=deal)
    asked = {name for name in TERM_FIELDS if name in DealForm.base_fields}

    begun = initial_terms(terms, deal)
    carried = carry_over_unasked(make_draft(edition), terms)

    assert {name: begun[name] for name in TERM_FIELDS} == term_values(draft)
    assert {name: getattr(carried, name) for name in set(TERM_FIELDS) - asked} == {
        "note_en": draft.note_en,
        "note_zh": draft.note_zh,
    }


def test_what_the_form_asks_of_a_column_comes_into_the_draft(edition, draft):
    make_organisation(name_en="Liangjiang")
    make_organisation(name_zh="示例科技")
    sent = filled(
        name_zh=draft.name_zh,
        name_en=draft.name_en,
        instrument="mou",
        signed_on="8-27",
        ceremony=str(draft.ceremony.pk),
        primary_area=str(draft.primary_area.pk),
        destination=str(draft.destination.pk),
        park=draft.park,
        contract_number=draft.contract_number,
        name_shown="hidden",
        amount_shown="band",
        embargo_until="2019-12-02T20:00",
    )
    data = QueryDict(mutable=True)
    data.update(sent)
    forms = SigningForms(data, edition)

    assert forms.is_valid(), forms.listed
    expected = term_values(draft) | {"note_en": "", "note_zh": ""}
    expected["embargo_until"] = dt.datetime(2019, 12, 2, 12, tzinfo=dt.UTC)
    assert term_values(forms.draft()) == expected
