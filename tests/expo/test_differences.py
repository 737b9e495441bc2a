"""Fields and rows in which versions differ."""

import pytest

from expo.differences import FieldDifference, RowDifferences, compare_rows, real_differences


@pytest.mark.parametrize(
    ("said", "differs", "disputed"),
    [
        (("a", "a"), False, False),
        (("a", "b"), True, True),
        (("a", "b", "b"), True, False),
        (("a", "a", "b"), True, True),
        ((["p1"], ["p1"]), False, False),
        ((None, ""), True, True),
    ],
)
def test_a_field_differs_where_any_version_says_something_else(said, differs, disputed):
    field = FieldDifference("Name", said)

    assert (real_differences([field]) == [field], field.disputed) == (differs, disputed)
    assert (field.before, field.now) == (said[0], said[-1])


def test_rows_come_go_and_change_by_their_keys_in_order():
    before, now = {9: 1, 1: 1, 2: 1, 3: 1}, {9: 2, 5: 1, 4: 1, 2: 1, 1: 3}

    assert compare_rows(before, now) == RowDifferences(new=[4, 5], gone=[3], changed=[1, 9])
    assert not compare_rows(before, before)
