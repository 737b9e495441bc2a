"""Of contests an export holds what the public sees: the same files, whether or not there is more that it must not."""

from pathlib import Path

import pytest
from django.utils import timezone

from agenda.models.contests import Contest
from expo.site_export.export import export_site
from tests.agenda.contests.test_contest_leaks import hide_more, make_shown
from tests.support.exports import ORIGIN, asked_at_one_moment
from tests.support.factories import make_edition
from tests.support.showcase_factories import make_news

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.xdist_group("export")]


def exported(folder: Path) -> dict[str, bytes]:
    export_site(folder, ORIGIN)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_worlds_that_differ_in_what_is_not_public_are_exported_alike(tmp_path):
    with asked_at_one_moment():
        contest = make_shown(edition=make_edition(slug="2019"))
        # A feed without a row bears the hour of the question.
        make_news(edition=contest.edition)
        before = exported(tmp_path / "before")

        hide_more(contest)
        hidden = exported(tmp_path / "hidden")
        Contest.objects.filter(slug="secret").update(status="published")
        published = exported(tmp_path / "published")

    assert [name for name in before | hidden if before.get(name) != hidden.get(name)] == []
    assert any(name.endswith("awards/2019-C0001/index.html") for name in before)
    assert any(b"Secret" in content for content in published.values())


def test_whose_a_blind_entry_is_stands_in_no_file_of_an_export(tmp_path):
    with asked_at_one_moment():
        contest = make_shown(edition=make_edition(slug="2019"), blind=True)
        entry = contest.entries.get()
        entry.team.name_en, entry.team.name_zh = "Zebrateam", "斑马"
        entry.team.save()

        blind = exported(tmp_path / "blind")
        Contest.objects.update(revealed_at=timezone.now())
        revealed = exported(tmp_path / "revealed")

    assert [name for name, content in blind.items() if b"Zebrateam" in content or "斑马".encode() in content] == []
    assert any(b"Zebrateam" in content for content in revealed.values())
