"""Whose a picture is by the name of its file: as computers of many makers write it, and with what stands behind it."""

import struct
import unicodedata
import zlib

import pytest

from expo.imports.pictures.archive import PictureArchive
from expo.imports.pictures.file_names import names_in_file_name
from expo.imports.pictures.picture_import import PICTURE_IMPORT
from expo.models import Organisation
from tests.expo.imports.pictures.zips import OwnEncoding, bring, carry_out, packed, png, reasons_of, told
from tests.support.factories import make_hall, make_organisation, make_person

pytestmark = pytest.mark.django_db
EUROPEANS = [
    ("cp850", "Müller"),
    ("cp850", "Müßig & Söhne"),
    ("cp850", "Légrand Électricité"),
    ("cp850", "Ørsted"),
    ("cp850", "Compañía Española"),
    ("cp437", "Müller"),
    ("cp437", "Ångström"),
    ("cp852", "Škoda"),
    ("cp852", "Łódź Gdańsk"),
    ("cp852", "Žďár"),
    ("cp1252", "Légrand"),
    ("cp1252", "Müßig"),
    ("cp1250", "Škoda Plzeň"),
]


@pytest.mark.parametrize(("encoding", "name"), EUROPEANS)
def test_european_names_are_read_in_the_encoding_of_windows_explorer_and_7_zip(desk, encoding, name):
    make_organisation(name_en=name, name_zh="")

    assert told(bring(desk, {f"logos/{name}.png": png()}, encoding).report) == {f"logos/{name}.png": f"Logo: {name}"}


@pytest.mark.parametrize("name", ["Müller", "Légrand", "Škoda", "Łódź", "长江智能", "장강"])
def test_names_that_macos_writes_with_letters_apart_from_their_accents_are_put_together(desk, name):
    make_organisation(name_en=name, name_zh="")

    apart = unicodedata.normalize("NFD", f"{name}.png")

    assert told(bring(desk, {apart: png()}, "utf-8").report) == {f"{name}.png": f"Logo: {name}"}


def test_a_name_that_info_zip_writes_beside_the_other_counts_if_it_is_of_that_one(desk):
    for name in ("Łódź", "Žďár", "长江智能"):
        make_organisation(name_en=name, name_zh="")
    written = {"_ód_.png": "Łódź.png", "Zdár.png": "长江智能.png"}
    entries = {}
    for number, (name, meant) in enumerate(written.items()):
        info = OwnEncoding(name, "cp850")
        checksum = zlib.crc32(name.encode("cp850")) + number
        stated = struct.pack("<BL", 1, checksum) + meant.encode()
        info.extra = struct.pack("<HHB", 1, 1, 0) + struct.pack("<HH", 0x7075, len(stated)) + stated
        entries[info] = png(number)

    report = bring(desk, packed(entries)).report

    assert told(report) == {"Łódź.png": "Logo: Łódź", "Zdár.png": "Logo: Žďár"}


@pytest.mark.parametrize("extra", [b"\x75", struct.pack("<HHB", 0x7075, 1, 1)])
def test_a_torn_name_beside_the_other_is_none(extra):
    info = OwnEncoding("Müller.png", "cp850")
    info.extra = extra

    assert PictureArchive(packed({info: b"x"})).files[0].paths[0] == "Müller.png"


@pytest.mark.parametrize(("encoding", "name"), [("cp850", "Müller"), ("gb18030", "长江智能"), ("big5", "長江智能")])
def test_a_name_that_nobody_bears_is_shown_as_it_is_likeliest_meant(desk, encoding, name):
    assert list(reasons_of(bring(desk, {f"{name}.png": png()}, encoding).report, "rejected")) == [f"{name}.png"]


def test_a_name_in_letters_that_are_neither_latin_nor_chinese_is_of_who_is_called_so_and_of_nobody_else(desk):
    make_organisation(name_en="Yangtze", name_zh="长江智能", aliases="장강")
    make_organisation(name_en="LG전자", name_zh="")
    make_person(name_en="Иван", name_zh="")

    report = bring(desk, {f"{name}.png": png() for name in ("삼성", "장강", "Пётр", "Иван", "LG", "LG전자")}).report

    assert {key: of.split(" · ")[0] for key, of in told(report).items()} == {
        "장강.png": "Logo: 长江智能",
        "Иван.png": "Portrait: Иван",
        "LG전자.png": "Logo: LG전자",
    }


def test_backslashes_part_folders_like_slashes(desk):
    make_hall(code="N3", name_en="", name_zh="")
    make_person(name_en="N3")

    report = bring(desk, {"all\\halls\\N3.png": png(1), "all\\": b"", "展馆\\N3 logo.png": png(2)}, "gb18030").report

    assert [row["key"] for row in report["rejected"]] == ["all/halls/N3.png", "展馆/N3 logo.png"]
    assert reasons_of(report, "rejected")["all/halls/N3.png"].startswith("The ZIP has another picture of the same")


@pytest.mark.parametrize(
    ("stem", "cut"),
    [
        ("Catalogo", []),
        ("Grandfinal", []),
        ("Cata logo", ["Cata"]),
        ("Cata_logo_final", ["Cata_logo", "Cata"]),
        ("华为logo", ["华为"]),
        ("华为标志", ["华为"]),
        ("Cata@2x", ["Cata"]),
        ("N-3", ["?N"]),
        ("Cata logo (2)", ["?Cata logo", "?Cata"]),
        ("华为2", ["?华为"]),
        ("N3", []),
        ("2", []),
    ],
)
def test_behind_a_name_words_are_cut_where_they_stand_apart_and_after_a_number_nobody_is_sure(stem, cut):
    found = names_in_file_name(f"logos/{stem}.png")

    assert [name.text if name.sure else f"?{name.text}" for name in found] == [stem, *cut]


def test_who_is_called_so_but_for_a_number_is_offered_and_never_taken(desk):
    make_hall(code="N", name_en="North", name_zh="")
    make_organisation(name_en="Cata", name_zh="")

    report = bring(desk, {"N-3.png": png(1), "Catalogo.png": png(2), "Cata (2).png": png(3)}).report

    assert (told(report), list(reasons_of(report, "rejected"))) == ({}, ["Catalogo.png"])
    assert {row["key"]: [choice["label"]["en"] for choice in row["choices"]] for row in report["asked"]} == {
        "N-3.png": ["Hall: N · North"],
        "Cata (2).png": ["Logo: Cata"],
    }


@pytest.mark.parametrize("firms", [1, 60])
def test_giving_a_picture_costs_as_much_however_many_firms_there_are(desk, firms, django_assert_max_num_queries):
    for number in range(firms):
        make_organisation(name_en=f"Firm {number}", name_zh="")
    run = bring(desk, {"Firm 0.png": png()})
    reading = PICTURE_IMPORT.read(run)
    (target,) = [picture.known_target() for picture in reading.pictures]

    with django_assert_max_num_queries(1) as asked:
        assert target.subject.rows().get(pk=target.row.pk) == target.row

    assert len(asked[0]["sql"]) < 2_000
    carry_out(desk, run)
    assert Organisation.objects.exclude(logo=None).count() == 1
