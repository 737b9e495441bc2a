"""A contest full of secrets, and how every address of contests is attacked: what is asked, what is sent.

`ATTACKS` has a row for each route of contests, so that a new one without an attack fails the run; those of data entry
are made from its models.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from agenda.contests.entering.keys import key_digest
from agenda.contests.jury.invitations import digest_key
from agenda.contests.recusals import recuse_judge
from agenda.desk.contests.changes import CHANGES
from agenda.desk.contests.jury_links import OF_JUDGES, OF_ROUNDS
from agenda.desk.contests.steps import BEGINNINGS, STEPS
from agenda.models import contests
from agenda.models.contests import Assignment, Contest, Entry, Juror, Round, Score, ScoreChange
from expo.setup.reference_data import load_groups
from tests.support.contest_factories import (
    HOUR,
    assign,
    enter_round,
    make_award,
    make_contest,
    make_entry,
    make_entry_file,
    make_juror,
    make_ranking,
    make_round,
)
from tests.support.entering import application
from tests.support.factories import make_edition, make_person, make_picture
from tests.support.staff import make_staff

KEY = "k" * 43
# What nobody may learn, by what it tells; each word stands nowhere else.
SECRETS = {
    "whose a blind entry is": ("Zebra", "斑马"),
    "what nobody has accepted": ("Quokka", "袋鼠"),
    "what a judge gave": ("3.1415", "Numbat"),
    "a ranking": ("7.7771", "Bilby"),
    "an award": ("Wombat",),
}
RESULT = {"ranking": [{"place": 1, "entry": "E001", "total": "7.7771"}], "waiting": [], "refused": []}
# Of whose views a route is one of contests, whatever it is called.
CODE = ("agenda.contests", "agenda.desk.contests", "agenda.views.contests", "agenda.views.jury")
CODE = (*CODE, "agenda.views.entering", "agenda.views.attachments")
CONTESTS = {model for model in vars(contests).values() if inspect.isclass(model) and issubclass(model, Model)}


class World(NamedTuple):
    """`judge` and `other` have the same entry of an open round, after one whose ranking is frozen and not published."""

    contest: Contest
    entry: Entry
    applied: Entry
    open_round: Round
    judged: Round
    judge: Juror
    other: Juror
    theirs: Assignment
    elsewhere: Juror
    abroad: Juror


def make_secret_world() -> World:
    load_groups()
    edition = make_edition(slug="2019")
    now = timezone.now()
    contest = make_contest(edition=edition, slug="makers", blind=True, entries_open_at=now - HOUR)
    entry = make_entry(contest, members=[{"name_en": "Zoe Zebra", "organisation_name": "斑马"}], number=1)
    keep_secrets(contest, entry)
    applied = make_entry(contest, status="applied", name_en="Quokka", name_zh="袋鼠", key_digest=key_digest(KEY))
    applied.shown_pictures.create(picture=make_picture(shade=9, alt_en="Quokka"))
    make_entry_file(applied, name="Quokka.pdf")
    closed = {"opens_at": now - 3 * HOUR, "closes_at": now - 2 * HOUR}
    judged, final = make_round(contest, **closed), make_round(contest)
    row = enter_round(judged, entry)[0]
    give(assign(make_juror(judged), row))
    ranking = make_ranking(judged, published=False, result=RESULT)
    ranking.rows.create(entry=entry, place=1, track_place=1, total="7.7771")
    ranking.objections.create(who="Bilby", text="Bilby")
    make_award(entry, published=False, name_en="Wombat", name_zh="Wombat", ranking=ranking)
    row = enter_round(final, entry)[0]
    judge, other = make_juror(final), make_juror(final)
    assign(judge, row)
    theirs = give(assign(other, row))
    recuse_judge(make_juror(final), entry, reason="Numbat", by=make_staff())
    elsewhere = make_seat(make_contest(edition=edition, slug="elsewhere"))
    abroad = make_seat(make_contest(edition=make_edition(slug="2020"), slug="makers"))
    return World(contest, entry, applied, final, judged, judge, other, theirs, elsewhere, abroad)


def keep_secrets(contest: Contest, entry: Entry) -> None:
    """What the entry says of its team, in words, a picture and a file."""
    entry.team.name_en, entry.team.name_zh = "Zebra", "斑马"
    entry.team.save()
    entry.summary_en, entry.summary_zh = "By Zoe Zebra", "斑马的作品"
    entry.contact_name, entry.contact_email, entry.website = "Zoe Zebra", "zoe@zebra.example", "https://Zebra.example"
    entry.save()
    picture = make_picture(shade=7, alt_en="Zebra", alt_zh="斑马")
    entry.shown_pictures.create(picture=picture, telling=True)
    make_entry_file(entry, name="Zebra.pdf", public_number=1)
    permitted = {"until": timezone.now() + HOUR, "key_digest": "1" * 64, "permitted_by": make_staff()}
    contest.late_permissions.create(entry=entry, team="Zebra", reason="Zebra", **permitted)


def give(assignment: Assignment) -> Assignment:
    """Scores, words and a change of them, all of them this judge's and nobody else's."""
    Assignment.objects.filter(pk=assignment.pk).update(comment="Numbat", finished_at=timezone.now())
    for criterion in assignment.juror.round.criteria.all():
        score = Score.objects.create(assignment=assignment, criterion=criterion, units=31_415)
        ScoreChange.objects.create(score=score, after=31_415, reason="Numbat", by=make_staff())
    return assignment


def make_seat(contest: Contest) -> Juror:
    """A judge of another contest, with an entry of it."""
    final = make_round(contest)
    juror = make_juror(final, person=make_person())
    assign(juror, *enter_round(final, make_entry(contest)))
    return juror


class Attack(NamedTuple):
    """The addresses of a route that are not the attacker's to see, and what is sent to each of them."""

    paths: Callable[[World], list[str]]
    forms: Callable[[World], list[dict[str, Any]]] = lambda world: [{}]


def ask(*paths: str) -> Attack:
    """In both languages where an address has one; what is sent to them is sent in vain."""
    asked = dict.fromkeys(path.format(language=language) for path in paths for language in ("en", "zh-hans"))
    return Attack(lambda world: list(asked))


def sheets(world: World) -> list[dict[str, Any]]:
    codes = world.open_round.criteria.values_list("code", flat=True)
    return [{f"score-{code}": "9" for code in codes} | {"comment": "Mine", "version": "1", "reason": "I know them"}]


def steps(world: World) -> list[dict[str, Any]]:
    """Each step that there is, of the round with a ranking and of the one without."""
    more = {"reason": "So", "at": "2999-08-26 18:30", "who": "I", "text": "No", "upheld": "on", "answer": "Yes"}
    more["objection"] = world.judged.rankings.get().objections.get().pk
    return [{"step": step, "version": version} | more for step in {**BEGINNINGS, **STEPS} for version in ("", "1")]


def changes(world: World) -> list[dict[str, Any]]:
    chosen = {"juror": world.judge.pk, "entry": world.entry.pk, "assignment": world.theirs.pk}
    return [sheet | chosen | {"step": step} for step in CHANGES for sheet in sheets(world)]


def links(world: World) -> list[dict[str, Any]]:
    of_rounds = [{"step": step, "round": world.open_round.pk} for step in OF_ROUNDS]
    return of_rounds + [{"step": step, "juror": world.other.pk} for step in OF_JUDGES]


def late(world: World) -> list[dict[str, Any]]:
    permitted = {"reason": "So", "until": "2999-08-26T18:30", "key": "n" * 43}
    renewed = {"renew": "1", "link-entry": world.applied.pk, "link-reason": "So", "link-key": "r" * 43}
    revoked = {"revoke": world.contest.late_permissions.get().pk}
    return [permitted | {"team": "Mine"}, permitted | {"entry": world.applied.pk}, renewed, revoked]


def guesses(world: World) -> list[str]:
    """What somebody may take for the key of a team or a judge who has seen a table of the database."""
    return ["", key_digest(KEY), world.other.key_digest, digest_key(""), f"{KEY}\0"]


def entering(part: str) -> Attack:
    """Without the key of the private link, or with a wrong one; in the address and in what is sent."""
    inner = f"/enter/2019/makers/{part}"

    def forms(world: World) -> list[dict[str, Any]]:
        typed = application(world.contest, "", version="1", reason="Mine", remove="1")
        return [typed | {"key": key} for key in guesses(world)]

    def paths(world: World) -> list[str]:
        path = inner.format(picture=world.applied.shown_pictures.get().pk, file=world.applied.files.get().pk)
        return [f"{path}?key={key}" for key in guesses(world)]

    return Attack(paths, forms)


def desk(path: str, forms: Callable[[World], list[dict[str, Any]]]) -> Attack:
    def paths(world: World) -> list[str]:
        rounds = (world.judged, world.open_round)
        return list(dict.fromkeys(path.format(number=row.number, assignment=world.theirs.pk) for row in rounds))

    return Attack(paths, forms)


def invitations(world: World) -> list[str]:
    return [f"/jury/invitation/?key={key}" for key in guesses(world)]


def masked(path: str) -> Attack:
    """What the entry has that tells whose it is, and what one has that nobody has accepted."""
    shown = {"pictures": "shown_pictures", "files": "files"}
    name = next(name for kind, name in shown.items() if kind in path)

    def paths(world: World) -> list[str]:
        rows = [getattr(entry, name).get() for entry in (world.entry, world.applied)]
        return [path.format(pk=row.pk, number=getattr(row, "public_number", 0)) for row in rows]

    return Attack(paths)


ATTACKS = {
    "contests:index": ask("/{language}/2019/contests/"),
    "contests:contest": ask("/{language}/2019/contests/makers/"),
    "contests:reveal": ask("/{language}/2019/contests/makers/reveal/"),
    "contests:entry": ask(*(f"/{{language}}/2019/contests/makers/entries/{number}/" for number in (1, 2))),
    "contests:certificate": ask(
        *(f"/{{language}}/2019/contests/awards/{end}/" for end in ("2019-C0001", "2019-C0002"))
    ),
    "files:awards": ask("/2019/contests/awards.csv", "/2019/contests/awards.csv?lang=zh-hans"),
    "files:entry_file": masked("/2019/contests/makers/files/{number}.pdf"),
    "files:ranking": ask(*(f"/2019/contests/makers/results/{number}-v1.json" for number in (1, 2, 3))),
    "files:contests": ask("/2019/contests.atom", "/2019/contests.atom?lang=zh-hans"),
    "api_agenda:contests": ask("/api/v1/editions/2019/contests"),
    "contest_entry:apply": entering(""),
    "contest_entry:entry": entering("entry/"),
    "contest_entry:withdraw": entering("withdraw/"),
    "contest_entry:attachments": entering("files/"),
    "contest_entry:picture": entering("pictures/{picture}/"),
    "contest_entry:file": entering("files/{file}/"),
    "contest_desk:file": masked("/desk/contests/files/{number}.pdf"),
    "contest_desk:contests": ask("/desk/contests/2019/"),
    "contest_desk:log": ask("/desk/contests/2019/log/"),
    "contest_desk:late": desk("/desk/contests/2019/makers/late/", late),
    "contest_desk:round": desk("/desk/contests/2019/makers/{number}/", steps),
    "contest_desk:scores": ask(*(f"/desk/contests/2019/makers/{number}/v1.json" for number in (1, 2, 3))),
    "contest_desk:changes": desk("/desk/contests/2019/makers/{number}/changes/?assignment={assignment}", changes),
    "jury_desk:links": desk("/desk/jury/2019/", links),
    "jury:start": Attack(lambda world: ["/jury/"]),
    "jury:worker": Attack(lambda world: ["/jury/worker.js"]),
    "jury:invitation": Attack(invitations),
    "jury:score": Attack(lambda world: [f"/jury/{world.theirs.pk}/"], sheets),
    "jury:conflict": Attack(lambda world: [f"/jury/{world.theirs.pk}/conflict/"], sheets),
    "jury:picture": masked("/jury/pictures/{pk}-32.webp"),
    "jury:file": masked("/jury/files/{pk}.pdf"),
    # The last: whoever has left attacks as nobody.
    "jury:leave": Attack(lambda world: ["/jury/leave/"]),
}


def contest_routes() -> set[str]:
    """The names of all routes, but the admin's, that code of contests answers."""
    return {name for name, view in views(get_resolver().url_patterns) if module_of(view).startswith(CODE)}


def module_of(view: Callable) -> str:
    return inspect.unwrap(view).__module__


def views(patterns: list, inside: tuple[str, ...] = ()) -> Iterator[tuple[str, Callable]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join((*inside, str(pattern.name))), pattern.callback
        elif pattern.namespace != "admin":
            yield from views(pattern.url_patterns, (*inside, pattern.namespace) if pattern.namespace else inside)


def admin_attacks() -> dict[str, Attack]:
    """One for every address of data entry of a model of contests, and for every field that looks one up."""
    found = {}
    for model, entered in admin.site._registry.items():
        if model in CONTESTS:
            found |= {f"admin:{pattern.pattern}:{model.__name__}": at(pattern, model) for pattern in entered.get_urls()}
        for field in model._meta.get_fields():
            if field.concrete and field.related_model in CONTESTS:
                found[f"autocomplete:{model.__name__}.{field.name}"] = looked_up(model, field.name)
    return found


def at(pattern: URLPattern, model: type[Model]) -> Attack:
    """With the first rows of the model where the address names one; sent as confirmed, a list with each action."""
    opts, given = model._meta, {"format": ["csv"], "extent": ["contacts"]}
    listed = str(pattern.pattern) == ""

    def paths(_world: World) -> list[str]:
        filled = [str(pattern.pattern)]
        for name in pattern.pattern.converters:
            values = given.get(name) or first_rows(model)
            filled = [replaced(path, name, str(value)) for path in filled for value in values]
        return [f"/admin/{opts.app_label}/{opts.model_name}/{path}" for path in filled]

    def forms(_world: World) -> list[dict[str, Any]]:
        typed = {"name_en": "Mine", "status": "accepted", "confirmed": "1", "reason": "So", "late_reason": "So"}
        typed |= {"_selected_action": first_rows(model), "post": "yes"}
        actions = ["delete_selected", *(action.__name__ for action in admin.site.get_model_admin(model).actions or ())]
        return [typed | {"action": action} for action in actions] if listed else [typed]

    return Attack(paths, forms)


def first_rows(model: type[Model]) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True)[:2])


def replaced(path: str, name: str, value: str) -> str:
    """The path with this value where it has the name, whatever its converter is."""
    before, _open, rest = path.partition(next(part for part in path.split("/") if part.endswith(f"{name}>")))
    return before + value + rest


def looked_up(model: type[Model], field: str) -> Attack:
    opts = model._meta
    asked = f"app_label={opts.app_label}&model_name={opts.model_name}&field_name={field}&term="
    return Attack(lambda world: [f"/admin/autocomplete/?{asked}"])
