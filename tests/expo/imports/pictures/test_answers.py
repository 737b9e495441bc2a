"""What somebody says of a ZIP of pictures: shown with its field, taken back, named after the import."""

import io
import re

import pytest
from PIL import Image

from expo.models import ImportedFile, Organisation
from tests.expo.imports.pictures.zips import PAGE, answer, bring, carry_out, packed, page_of, png, reasons_of, told
from tests.support.factories import make_organisation, make_person, make_picture
from tests.support.reading import texts

pytestmark = pytest.mark.django_db
TWIN = "The ZIP has another picture of the same: {}."


def fields(desk, run) -> dict[str, str]:
    """What the page asks: each field with what stands in it."""
    page = page_of(desk, run)
    found = dict(re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', page))
    for name, body in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        found[name] = "".join(re.findall(r'value="([^"]*)" selected', body))
    return found


def test_what_was_asked_and_not_said_is_named_after_the_import_with_its_reason_and_who_may_be_meant(desk):
    make_organisation(name_en="Memory", name_zh="记忆")
    make_person(name_en="Memory", name_zh="梅")
    make_organisation(name_en="", name_zh="长江智能")
    run = bring(desk, {"Memory.png": png(1), "长江智能.png": png(2)})

    carry_out(desk, run)

    page = desk.get(f"/desk/pictures/2019/zip/{run.pk}/")
    assert "Not imported, because nobody said whose they are" in texts(page, "h2")
    assert texts(page, "td")[:2] == ["More than one may be meant.", "Logo: 记忆 · MemoryPortrait: 梅 · Memory"]
    assert "Memory.png" in texts(page, "th")


def test_more_files_than_a_list_shows_are_all_named_and_asked(desk):
    run = bring(desk, {f"DSC_{number}.png": png() for number in range(230)})

    assert len(fields(desk, run)) == 230
    carry_out(desk, run)
    assert page_of(desk, run).count("Nobody and nothing is called so") == 230


def test_a_pick_stands_in_its_field_and_is_taken_back_by_emptying_it(desk):
    firm = make_organisation(name_en="Memory", name_zh="记忆")
    make_person(name_en="Memory", name_zh="梅")
    run = bring(desk, {"Memory.png": png()})

    assert told(answer(desk, run, pick_1=f"logos#{firm.pk}")) == {"Memory.png": "Logo: 记忆 · Memory"}
    assert fields(desk, run) == {"pick-1": f"logos#{firm.pk}"}
    assert reasons_of(answer(desk, run, pick_1=""), "asked") == {"Memory.png": "More than one may be meant."}
    assert fields(desk, run) == {"pick-1": "", "name-1": ""}


def test_a_name_stands_in_its_field_and_is_taken_back_by_emptying_it(desk):
    make_organisation(name_en="", name_zh="嘉陵江智能")
    run = bring(desk, {"DSC_0001.png": png()})

    assert told(answer(desk, run, name_1="嘉陵江智能")) == {"DSC_0001.png": "Logo: 嘉陵江智能"}
    assert fields(desk, run) == {"name-1": "嘉陵江智能"}
    assert told(answer(desk, run, name_1="")) == {}
    assert run.mapping == {"picks": {}, "names": {}}


def test_of_whom_none_is_meant_that_are_offered_somebody_says_whose_it_is(desk):
    for name in ("Memory", "记忆"):
        make_organisation(name_en="Memory", name_zh=name)
    make_person(name_en="", name_zh="梅")
    run = bring(desk, {"Memory.png": png()})

    assert told(answer(desk, run, pick_1="", name_1="梅")) == {"Memory.png": "Portrait: 梅"}


def test_a_name_that_several_bear_is_asked_beside_its_field(desk):
    make_organisation(name_en="Memory", name_zh="记忆")
    person = make_person(name_en="Memory", name_zh="梅")
    run = bring(desk, {"DSC_0001.png": png()})
    answer(desk, run, name_1="Memory")
    assert fields(desk, run) == {"name-1": "Memory", "pick-1": ""}

    said = answer(desk, run, name_1="Memory", pick_1=f"portraits#{person.pk}")

    assert told(said) == {"DSC_0001.png": "Portrait: 梅 · Memory"}
    assert told(answer(desk, run, name_1="", pick_1=f"portraits#{person.pk}")) == {}


@pytest.mark.parametrize("said", ["pick", "name"])
def test_what_is_said_to_be_of_a_row_that_another_file_is_named_after_is_asked_again(desk, said):
    firm = make_organisation(name_en="Memory", name_zh="记忆")
    make_person(name_en="Memory", name_zh="梅")
    file, value = {"pick": ("Memory.png", f"logos#{firm.pk}"), "name": ("DSC_0001.png", "记忆")}[said]
    run = bring(desk, {file: png(1), "记忆.png": png(2)})

    report = answer(desk, run, **{f"{said}_1": value})

    assert told(report) == {"记忆.png": "Logo: 记忆 · Memory"}
    part = {"pick": "asked", "name": "rejected"}[said]
    assert reasons_of(report, part) == {file: TWIN.format("记忆.png")}
    assert fields(desk, run) == {"name-1": "", f"{said}-1": value}


def test_of_two_that_are_said_to_be_of_one_row_each_is_asked_again(desk):
    make_organisation(name_en="", name_zh="嘉陵江智能")
    run = bring(desk, {"1.png": png(1), "2.png": png(2)})

    report = answer(desk, run, name_1="嘉陵江智能", name_2="嘉陵江智能")

    assert reasons_of(report, "rejected") == {"1.png": TWIN.format("2.png"), "2.png": TWIN.format("1.png")}
    assert fields(desk, run) == {"name-1": "嘉陵江智能", "name-2": "嘉陵江智能"}
    assert told(answer(desk, run, name_1="", name_2="嘉陵江智能")) == {"2.png": "Logo: 嘉陵江智能"}


def test_two_files_that_are_both_named_after_a_row_may_be_said_to_be_of_another(desk):
    make_organisation(name_zh="长江智能", name_en="", short_en="Yangtze")
    make_organisation(name_zh="嘉陵江智能", name_en="")
    run = bring(desk, {"长江智能.png": png(1), "Yangtze.png": png(2)})
    assert fields(desk, run) == {"name-1": "", "name-2": ""}

    assert told(answer(desk, run, name_2="嘉陵江智能")) == {
        "长江智能.png": "Logo: 长江智能",
        "Yangtze.png": "Logo: 嘉陵江智能",
    }


def test_the_look_says_that_a_row_has_a_picture_and_the_import_what_became_of_it(desk):
    make_organisation(name_en="", name_zh="长江智能")
    carry_out(desk, bring(desk, {"长江智能.png": png(1)}))
    make_organisation(name_en="", name_zh="嘉陵江智能", logo=make_picture(1))
    run = bring(desk, {"长江智能 logo.png": png(1), "嘉陵江智能.png": png(2)})
    looked = desk.get(f"/desk/pictures/2019/zip/{run.pk}/")

    carry_out(desk, run)

    done = desk.get(f"/desk/pictures/2019/zip/{run.pk}/")
    assert texts(looked, "dt")[:2] + texts(looked, "dd")[:2] == ["New", "Has a picture already", "0", "2"]
    assert texts(looked, "td")[1::2] == ["Has a picture already"] * 2
    assert texts(done, "dt")[:3] + texts(done, "dd")[:3] == ["New", "Replaced", "Unchanged", "0", "1", "1"]
    assert texts(done, "td")[1::2] == ["Unchanged", "Replaced"]
    assert Organisation.objects.exclude(logo=None).count() == 2


def test_the_pages_speak_of_pictures(desk):
    make_organisation(name_en="", name_zh="长江智能")
    run = bring(desk, {"长江智能.png": png(1)})
    page = page_of(desk, run)
    streamed = b"".join(desk.post(f"/desk/pictures/2019/zip/{run.pk}/rows/").streaming_content).decode()

    assert "Import the good pictures" in page
    assert "1 of 1 pictures" in streamed
    assert [word for word in (page, streamed) if re.search(r"\brows?\b", re.sub("<[^>]*>", "", word))] == []


@pytest.mark.parametrize("name", ["\u200ewho.png", "who\u200b.png", "\ufeffwho.png", "who\rx.png"])
def test_what_is_said_of_a_file_whose_name_holds_what_nobody_sees_counts(desk, name):
    make_organisation(name_en="Acme")
    run = bring(desk, packed({name: png()}))

    report = answer(desk, run, name_1="Acme")

    assert [len(report[part]) for part in ("accepted", "asked", "rejected")] == [1, 0, 0]


def test_a_picture_that_is_asked_about_is_shown_beside_its_question_made_anew(desk):
    run = bring(desk, {"nobody.png": png(80)})
    address = f"{PAGE}{run.pk}/1/"

    shown = desk.get(address)
    with Image.open(io.BytesIO(shown.content)) as picture:
        made = picture.format, picture.size

    assert f'<img class="asked-picture" src="{address}" alt="nobody.png" width="160" height="120" loading="lazy">' in (
        page_of(desk, run)
    )
    assert (shown["Content-Type"], made) == ("image/webp", ("WEBP", (32, 24)))
    assert desk.get(f"{PAGE}{run.pk}/2/").status_code == 404


def test_of_what_is_no_picture_nothing_is_shown(desk):
    run = bring(desk, {"nobody.png": b"<svg onload=alert(1)>"})

    assert desk.get(f"{PAGE}{run.pk}/1/").status_code == 404


def test_the_picture_of_a_run_that_is_over_is_gone(desk):
    run = bring(desk, {"nobody.png": png(80)})
    ImportedFile.objects.update(content=b"", state="done")

    assert desk.get(f"{PAGE}{run.pk}/1/").status_code == 404
