"""A ZIP of pictures: whose each is, what is asked, what is left out; imported, brought again, cut, taken back."""

import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from expo.imports import runs
from expo.imports.pictures.file_names import names_in_file_name
from expo.imports.pictures.picture_import import PICTURE_IMPORT
from expo.models import ImportedFile, Organisation, Person, Picture
from expo.pictures import formats
from tests.expo.imports.pictures.zips import PAGE, bring, carry_out, packed, page_of, png, told
from tests.support.factories import make_hall, make_organisation, make_person, make_picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "长江智能装备有限公司.png",
        "長江智能裝備有限公司.png",
        "Yangtze Smart Equipment Co., Ltd.png",
        "YANGTZE  smart equipment.PNG",
        "长江智能.png",
        "logos/长江智装_logo.png",
        "标志/长江智能定稿.jpg",
        "91500000MA5U1234XA.png",
    ],
)
def test_a_file_is_of_the_firm_that_is_called_so(desk, name):
    make_organisation(
        name_en="Yangtze Smart Equipment Co., Ltd.",
        name_zh="长江智能装备有限公司",
        short_zh="长江智能",
        aliases="长江智装",
        uscc="91500000MA5U1234XA",
    )

    assert told(bring(desk, {name: png()}).report) == {
        name: "Logo: 长江智能装备有限公司 · Yangtze Smart Equipment Co., Ltd. · 91500000MA5U1234XA"
    }


@pytest.mark.parametrize(
    ("encoding", "name"), [("gb18030", "长江智能"), ("big5", "長江智能"), ("utf-8", "长江智能"), ("cp949", "장강")]
)
def test_names_are_read_in_the_encoding_of_whoever_packed_them(desk, encoding, name):
    make_organisation(name_en="Yangtze", name_zh="长江智能", aliases="장강")

    assert list(told(bring(desk, {f"{name}.png": png()}, encoding).report)) == [f"{name}.png"]


def test_people_exhibits_and_halls_are_found_by_either_order_and_by_code(desk):
    make_person(name_en="Li Ada", name_zh="李艾达")
    make_hall(code="N3", name_en="North 3", name_zh="")

    report = bring(desk, {"Ada Li portrait.png": png(1), "halls/n3.png": png(2)}).report

    assert told(report) == {"Ada Li portrait.png": "Portrait: 李艾达 · Li Ada", "halls/n3.png": "Hall: N3 · North 3"}


def test_pictures_are_seen_where_their_rows_are_and_described_in_both_languages(desk):
    firm = make_organisation(name_en="Yangtze", name_zh="长江智能")
    run = bring(desk, {"长江智能.png": png(), "__MACOSX/._长江智能.png": b"x", ".DS_Store": b"x"})
    assert (run.rows, Organisation.objects.exclude(logo=None).count()) == (1, 0)

    report = carry_out(desk, run)

    logo = Organisation.objects.get(pk=firm.pk).logo
    assert (logo.alt_en, logo.alt_zh) == ("Logo of Yangtze", "长江智能的标志")
    assert [row["change"] for row in report["accepted"]] == ["new"]


def test_the_same_pictures_again_change_nothing(desk):
    make_organisation(name_zh="长江智能")
    carry_out(desk, bring(desk, {"长江智能.png": png()}))

    run = bring(desk, {"长江智能 logo.png": png()})

    assert [row["change"] for row in carry_out(desk, run)["accepted"]] == ["unchanged"]
    assert (Picture.objects.count(), run.trail) == (1, [])


def test_a_run_is_taken_back_but_for_what_somebody_has_changed_since(desk):
    before = make_picture(1)
    had = make_organisation(name_zh="长江智能", logo=before)
    touched = make_organisation(name_en="", name_zh="嘉陵江智能")
    person = make_person(name_zh="李艾达")
    run = bring(desk, {"长江智能.png": png(1), "嘉陵江智能.png": png(2), "李艾达.png": png(3)})
    carry_out(desk, run)
    later = make_picture(2)
    Organisation.objects.filter(pk=touched.pk).update(logo=later)

    desk.post(f"{PAGE}{run.pk}/undo/")

    assert Organisation.objects.get(pk=had.pk).logo == before
    assert Organisation.objects.get(pk=touched.pk).logo == later
    assert Person.objects.get(pk=person.pk).portrait is None
    run.refresh_from_db()
    assert (run.state, [(each["name"]["zh"], each["why"]) for each in run.report["left"]]) == (
        "undone",
        [("嘉陵江智能", "touched")],
    )


def test_what_may_mean_several_is_asked_and_what_nobody_is_called_may_be_said(desk):
    make_organisation(name_en="Memory", name_zh="记忆")
    person = make_person(name_en="Memory", name_zh="梅")
    firm = make_organisation(name_en="", name_zh="嘉陵江智能")
    run = bring(desk, {"Memory.png": png(1), "DSC_0001.png": png(2)})
    assert run.report["accepted"] == []
    page = page_of(desk, run)
    assert "Whose pictures are these?" in page

    desk.post(f"{PAGE}{run.pk}/", {"pick-1": f"portraits#{person.pk}", "name-2": "嘉陵江智能"})

    run.refresh_from_db()
    assert told(run.report) == {"Memory.png": "Portrait: 梅 · Memory", "DSC_0001.png": "Logo: 嘉陵江智能"}
    carry_out(desk, run)
    assert (Person.objects.get().portrait_id is None, Organisation.objects.get(pk=firm.pk).logo_id is None) == (
        False,
        False,
    )


def test_a_pick_that_was_not_offered_is_refused(desk):
    make_organisation(name_en="Memory", name_zh="记忆")
    make_person(name_en="Memory")
    run = bring(desk, {"Memory.png": png(1)})

    assert desk.post(f"{PAGE}{run.pk}/", {"pick-1": "logos#999999"}).status_code == 422


def test_two_pictures_of_one_row_are_both_left_out(desk):
    make_organisation(name_zh="长江智能", short_en="Yangtze")

    report = bring(desk, {"长江智能.png": png(1), "Yangtze.png": png(2)}).report

    assert [row["reason"]["zh"] for row in report["rejected"]] == [
        "压缩包中还有同一对象的另一张图片：Yangtze.png。",
        "压缩包中还有同一对象的另一张图片：长江智能.png。",
    ]


def test_what_is_no_picture_is_left_out_with_its_reason_and_the_others_come_in(desk):
    make_organisation(name_zh="长江智能")
    make_organisation(name_zh="嘉陵江智能")
    make_organisation(name_zh="乌江智能")
    damaged = png(3)[:-30]
    run = bring(desk, {"长江智能.png": png(1), "嘉陵江智能.png": b"<svg onload='x()'/>", "乌江智能.png": damaged})

    report = carry_out(desk, run)

    assert [row["key"] for row in report["accepted"]] == ["长江智能.png"]
    assert {row["key"]: row["reason"]["en"].split(":")[0] for row in report["rejected"]} == {
        "嘉陵江智能.png": "This is a drawing (SVG) or a page, which can hold programs",
        "乌江智能.png": "The picture is damaged",
    }


def test_no_zip_a_locked_one_and_one_that_holds_too_much_are_refused_with_a_sentence(desk, monkeypatch):
    for content, sentence in (
        (b"PK nothing", "This is no ZIP"),
        (packed({}), "There is no file in this ZIP."),
        (locked(packed({"a.png": png()})), "locked with a password"),
        (packed({f"{number}.png": b"" for number in range(501)}), "more than 500 files"),
        (packed({f"{number}.png": bytes(50_000_000) for number in range(5)}), "larger than 200 MB"),
    ):
        answer = desk.post(PAGE, {"file": SimpleUploadedFile("logos.zip", content)})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
    assert not ImportedFile.objects.exists()


def locked(content: bytes) -> bytes:
    """With the flag of a password in the directory of the ZIP."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + bytes([content[at] | 1]) + content[at + 1 :]


def test_a_file_that_inflates_to_more_than_a_picture_may_have_is_not_read_to_its_end(desk, monkeypatch):
    make_organisation(name_zh="长江智能")
    read = []
    whole = formats.require_picture
    monkeypatch.setattr(
        "expo.imports.pictures.reading.require_picture", lambda data: read.append(len(data)) or whole(data)
    )

    report = bring(desk, {"长江智能.png": png() + bytes(60_000_000)}).report

    assert ([row["reason"]["en"][:35] for row in report["rejected"]], read) == (
        ["The picture is larger than 20 MB: m"],
        [20_000_001],
    )


def test_a_run_that_was_cut_goes_on_and_gives_nothing_twice(desk):
    make_organisation(name_zh="长江智能")
    make_organisation(name_zh="嘉陵江智能")
    run = bring(desk, {"长江智能.png": png(1), "嘉陵江智能.png": png(2)})
    begun = runs.claim_run(PICTURE_IMPORT, run)
    steps = runs.carry_out_run(PICTURE_IMPORT, begun, PICTURE_IMPORT.read(begun), by=run.brought_by)
    assert next(steps) == 1
    steps.close()
    assert Picture.objects.count() == 1

    report = carry_out(desk, ImportedFile.objects.get())

    assert ([row["change"] for row in report["accepted"]], Picture.objects.count()) == (["new", "new"], 2)
    assert Organisation.objects.filter(logo=None).count() == 0
    assert len(ImportedFile.objects.get().trail) == 2


def test_an_organisation_that_only_the_ledger_holds_is_nobody(desk):
    make_organisation(name_zh="秘密公司", known=False)

    report = bring(desk, {"秘密公司.png": png()}).report

    assert [row["typed"] for row in report["rejected"]] == [""]


def test_the_pages_speak_the_readers_language(desk):
    make_organisation(name_en="", name_zh="长江智能")
    run = bring(desk, {"长江智能.png": png(1), "无人.png": png(2)})
    desk.cookies["staff_language"] = "zh-hans"

    page = page_of(desk, run)

    assert "这些图片是谁的？" in page
    assert "标志：长江智能" in page


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_inflates_to_no_bound_is_not_inflated_at_all(desk, monkeypatch, method):
    content = packed({"长江智能.png": png()}, method=method)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args: pytest.fail("It was opened."))

    report = bring(desk, content).report

    assert [row["reason"]["en"] for row in report["rejected"]] == [
        "The file is packed in an unusual way: pack it once more as a plain ZIP."
    ]


def test_a_name_longer_than_any_computer_s_is_refused(desk):
    answer = desk.post(PAGE, {"file": SimpleUploadedFile("logos.zip", packed({"_" * 60_000 + "x.png": png()}))})

    assert (answer.status_code, "The name of a file in the ZIP is too long" in answer.content.decode()) == (422, True)


def test_words_behind_a_name_are_left_out_five_at_most():
    assert names_in_file_name("a/Yangtze logo logo logo logo logo logo.png")[-1].text == "Yangtze logo"


def test_folders_and_files_without_a_name_are_none(desk):
    make_organisation(name_zh="长江智能")

    content = packed({"logos/": b"", "no name.png": png(), "长江智能.png": png()}).replace(b"no name", b"\0o name")

    report = bring(desk, content).report

    assert (list(told(report)), report["rejected"]) == (["长江智能.png"], [])


def test_two_who_import_one_zip_at_once_leave_one_trail_that_is_taken_back_whole(desk):
    for name in ("甲", "乙", "丙", "丁"):
        make_organisation(name_zh=f"{name}智能")
    run = bring(desk, {f"{name}智能.png": png(shade) for shade, name in enumerate(("甲", "乙", "丙", "丁"))})
    first, second = (runs.claim_run(PICTURE_IMPORT, ImportedFile.objects.get()) for _ in range(2))
    steps = runs.carry_out_run(PICTURE_IMPORT, first, PICTURE_IMPORT.read(first), by=run.brought_by)
    others = runs.carry_out_run(PICTURE_IMPORT, second, PICTURE_IMPORT.read(second), by=run.brought_by)
    for step in (steps, steps, others, others, others):
        next(step)
    others.close()
    list(steps)

    assert len(ImportedFile.objects.get().trail) == 4
    desk.post(f"{PAGE}{run.pk}/undo/")

    assert Organisation.objects.exclude(logo=None).count() == 0
