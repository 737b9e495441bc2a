"""What brackets behind a name say."""

import pytest

from agenda.imports.names import split_brackets


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("李娜（云公司 总裁）", ("李娜", "云公司 总裁")),
        ("Li Na  ( Cloud )", ("Li Na", "Cloud")),
        ("（云公司）", ("", "云公司")),
        ("李娜", ("李娜", "")),
        ("李娜（ ）", ("李娜（ ）", "")),
        ("李娜（云）总裁", ("李娜（云）总裁", "")),
    ],
)
def test_brackets_at_the_end_are_read(text, parts):
    assert split_brackets(text) == parts


@pytest.mark.parametrize("many", ["甲（{}乙", "甲{}（乙", "{}（乙", "甲（乙{}"])
def test_however_many_blanks_there_are_it_ends(many):
    text = many.format("\u3000" * 5000)

    assert split_brackets(text) == (text, "")
