"""Nobody but the contest desk learns or changes anything of a contest at any address, whoever they are.

Every route of contests is asked and written to as a visitor, a judge of another contest, a judge of this one, data
entry, the deal desk and the press; at addresses of another edition even the contest desk finds nothing.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agenda.desk.contests.steps import BEGINNINGS
from agenda.models.contests import Assignment, Contest
from agenda.models.contests.results import FrozenRankingQuerySet
from agenda.views import jury
from expo.monitoring.json_lines import JsonLines
from expo.monitoring.request_log import LOGGER
from tests.agenda.contests.jury.test_judging import come_in
from tests.support.contest_attacks import (
    ATTACKS,
    CONTESTS,
    KEY,
    SECRETS,
    Attack,
    World,
    admin_attacks,
    contest_routes,
    make_secret_world,
)
from tests.support.entering import OWN
from tests.support.server import ask_server
from tests.support.staff import make_staff, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
EVERY = ATTACKS | admin_attacks()
# Who has no account of staff; to every address of data entry tests/test_access.py sends them to log in.
OUTSIDE = ("nobody", "a judge of another contest", "a judge of another edition")
DESK, DOWNLOAD = ("contest_desk", "jury_desk"), "contest_desk:file"
TABLES = "|".join(model._meta.db_table for model in CONTESTS)
WRITTEN = re.compile(rf'(?:INSERT INTO|UPDATE|DELETE FROM) "(?:{TABLES})"')


@pytest.fixture(scope="module")
def world(make_once) -> World:
    return make_once(make_secret_world)


def member_of(*groups: str) -> Client:
    staff = make_staff()
    staff.groups.set(Group.objects.filter(name__in=groups))
    assert staff.groups.count() == len(groups)
    return signed_in(staff)


WHO: dict[str, Callable[[World], Client]] = {
    "nobody": lambda world: Client(),
    "a judge of another contest": lambda world: come_in(world.elsewhere),
    "a judge of another edition": lambda world: come_in(world.abroad),
    "a judge of this contest": lambda world: come_in(world.judge),
    "data entry": lambda world: member_of("Data entry"),
    "the deal desk": lambda world: member_of("Deal clerks", "Reviewers", "Ledger readers"),
    "the press": lambda world: member_of("Press officers"),
}


def state() -> dict[str, list]:
    """Every row of contests."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in CONTESTS}


def told(response) -> list[str]:
    """What of the secrets stands in the answer, its headers too."""
    content = b"".join(response) if response.streaming else response.content
    text = content.decode("utf-8", "ignore") + str(response.headers)
    return [secret for secret, words in SECRETS.items() if any(word in text for word in words)]


def findings(client: Client, world: World, attacks: dict[str, Attack]) -> Iterator[tuple[str, str]]:
    """What was learnt where, and where something could be changed."""
    before = state()
    for path, form in questions(world, attacks):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            response = client.get(path) if form is None else client.post(path, form, headers=OWN)
            yield from ((path, secret) for secret in told(response))
            if any(WRITTEN.match(query["sql"]) for query in asked) and state() != before:
                yield path, "changed"
            transaction.set_rollback(True)


def questions(world: World, attacks: dict[str, Attack]) -> Iterator[tuple[str, dict | None]]:
    for attack in attacks.values():
        for path in attack.paths(world):
            yield path, None
            yield from ((path, form) for form in attack.forms(world))


def test_every_address_of_contests_is_attacked():
    assert set(ATTACKS) == contest_routes()


@pytest.mark.parametrize("who", WHO)
def test_nobody_learns_or_changes_anything_that_is_not_theirs(world, who):
    attacks = ATTACKS if who in OUTSIDE else EVERY

    assert list(findings(WHO[who](world), world, attacks)) == []


def test_what_stands_at_an_address_of_another_edition_is_not_there_even_for_the_desk(world):
    """Another contest of the same name is: a team of its own or a draw may be had there, but nothing of this one."""

    def moved(attack: Attack) -> Attack:
        def forms(world: World) -> list[dict]:
            own = [form for form in attack.forms(world) if "team" in form or form.get("step") in BEGINNINGS]
            return [form for form in attack.forms(world) if form not in own]

        return Attack(lambda world: [path.replace("/2019/", "/2020/") for path in attack.paths(world)], forms)

    attacks = {name: moved(ATTACKS[name]) for name in ATTACKS if name.startswith(DESK) and name != DOWNLOAD}
    assert list(findings(member_of("Contest desk"), world, attacks)) == []


def found(client: Client, world: World, *routes: str) -> set[str]:
    return {what for _path, what in findings(client, world, {name: ATTACKS[name] for name in routes})}


def test_whoever_may_learns_all_of_it(world):
    """Otherwise what the tests above look for would stand nowhere."""
    desk = member_of("Administrators")

    learnt = found(desk, world, "contest_desk:round", "contest_desk:changes", "contest_desk:late")
    listed = {secret for name in ("entry", "award") for secret in told(desk.get(f"/admin/agenda/{name}/"))}

    assert learnt | listed == {*SECRETS, "changed"}


def test_without_the_guard_of_permissions_data_entry_would_learn_and_change(world, monkeypatch):
    client = member_of("Data entry")
    monkeypatch.setattr(User, "has_perms", lambda *_args: True)
    monkeypatch.setattr(User, "has_perm", lambda *_args: True)

    assert found(client, world, "contest_desk:changes", "jury_desk:links") >= {"what a judge gave", "changed"}


def test_without_the_guard_of_judges_they_would_change_what_another_gave(world, monkeypatch):
    monkeypatch.setattr(jury, "own_assignments", lambda _juror: Assignment.objects.all())

    assert "changed" in found(come_in(world.judge), world, "jury:score")


def test_without_the_mask_judges_and_the_public_would_learn_whose_an_entry_is(world, monkeypatch):
    monkeypatch.setattr(Contest, "is_blind_now", False)

    pages = [found(come_in(world.judge), world, "jury:start"), found(Client(), world, "contests:entry")]

    assert pages == [{"whose a blind entry is"}] * 2


def test_without_the_moment_of_publication_a_ranking_would_be_public(world, monkeypatch):
    monkeypatch.setattr(FrozenRankingQuerySet, "published", lambda rows: rows)

    assert found(Client(), world, "contests:contest") == {"a ranking"}


def test_no_log_tells_what_the_desk_and_the_judges_see_and_send(world, caplog):
    """In the form in which servers write it."""
    caplog.set_level("INFO", LOGGER.name)
    caplog.handler.setFormatter(JsonLines())
    judge, mine = come_in(world.judge), world.judge.assignments.get()
    pages = [path for name, attack in ATTACKS.items() if name != "jury:leave" for path in attack.paths(world)]

    for client in (member_of("Administrators"), judge):
        cookies = client.cookies.output(attrs=[], header="", sep=";").strip()
        for path in pages:
            asked, _mark, query = path.partition("?")
            ask_server(asked, query=query, HTTP_COOKIE=cookies)
    sent = judge.post(f"/jury/{mine.pk}/", {"score-impact": "3.1415", "comment": "Numbat", "version": "1"})

    assert (sent.status_code, "/desk/contests/2019/makers/1/" in caplog.text) == (302, True)
    assert [word for words in (*SECRETS.values(), [KEY]) for word in words if word in caplog.text] == []
