"""The page that comes while rows are imported: each step in its own address and language, nothing left set after it."""

from django.utils.translation import get_language, override

from expo.event_log.address import WHERE
from expo.imports.runs import RunClosed
from expo.imports.streaming import HERE, ProgressWords, stream_progress
from expo.imports.words import ROWS

PAGE = f"<ol>{HERE}</ol>"


def note_places(noted):
    """Steps of an import that note from where and in which language they are taken."""
    for taken in (1, 2, 3):
        noted.append((WHERE.get(), get_language()))
        yield taken


def test_each_step_is_taken_in_the_address_and_the_language_of_who_asked():
    noted = []

    with override("en"):
        parts = [*stream_progress(PAGE, note_places(noted), ProgressWords(ROWS, 3, "10.0.0.1", "zh-hans"))]

    assert noted == [("10.0.0.1", "zh-hans")] * 3
    assert parts == ["<ol>", *(f"<li>已处理{n}行，共3行</li>\n" for n in (1, 2, 3)), "</ol>"]


def test_between_two_parts_nothing_of_the_page_is_set():
    with override("en"):
        page = stream_progress(PAGE, note_places([]), ProgressWords(ROWS, 3, "10.0.0.1", "zh-hans"))
        next(page), next(page)

        assert (WHERE.get(), get_language()) == ("", "en")


def test_a_page_that_is_closed_while_another_takes_its_steps_leaves_the_address_of_that_one():
    noted = []

    def close_other_meanwhile():
        for taken in (1, 2):
            closed.close()
            noted.append(WHERE.get())
            yield taken

    closed = stream_progress(PAGE, note_places([]), ProgressWords(ROWS, 3, "10.0.0.1", "en"))
    next(closed), next(closed)
    parts = [*stream_progress(PAGE, close_other_meanwhile(), ProgressWords(ROWS, 2, "10.0.0.2", "en"))]

    assert (noted, len(parts), WHERE.get()) == (["10.0.0.2", "10.0.0.2"], 4, "")


def test_an_import_that_another_page_ended_says_so_and_the_page_ends_whole():
    def end():
        yield 1
        raise RunClosed

    parts = [*stream_progress(PAGE, end(), ProgressWords(ROWS, 3, "10.0.0.1", "en"))]

    assert parts[1:] == [
        "<li>1 of 3 rows</li>\n",
        "<li>It was imported or undone from another page meanwhile.</li>\n",
        "</ol>",
    ]
