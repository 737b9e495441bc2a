"""A file's way: looked at, imported, undone. Each step can be taken again, and a cut one goes on where it was cut."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.imports.kinds import ImportKind, Reading
from expo.imports.progress import RunCancelled, RunHeld, cancel_progress, hold_file
from expo.models.imports import NOT_IMPORTED, ImportedFile, RunState

OPEN = (RunState.LOOKED, RunState.RUNNING)
CARRIED_OUT = (RunState.RUNNING, RunState.DONE)
# Among the options of a run that mends what another left out: its key.
REOPENS = "reopens"


class RunClosed(Exception):
    """A run that is not under way any more: it was undone, or another request brought it to its end."""


def look_at_run(kind: ImportKind[Reading], run: ImportedFile, reading: Reading, by: User) -> None:
    """Note of a file that is kept what importing it would do; of those never imported, the newest alone is kept.

    What mends an import stays, with what was answered of it.
    """
    for _looked_at in look_steps(kind, run, reading, by):
        pass


def look_steps(kind: ImportKind[Reading], run: ImportedFile, reading: Reading, by: User) -> Iterator[int]:
    """As `look_at_run`, yielding how many rows are looked at; what is cut leaves the file to be looked at again."""
    report = yield from kind.preview_steps(reading, run)
    run.report, run.rows, run.state = kind.kept_report(report), kind.count_rows(reading), RunState.LOOKED
    looked = {name: getattr(run, name) for name in ("fingerprint", "mapping", "report", "rows", "state")}
    with transaction.atomic():
        if run.brought_by_id == by.pk:
            let_go_of_earlier(kind, run)
        if not kind.runs().filter(pk=run.pk, state=RunState.BROUGHT).update(**looked):
            keep_again(kind, run)


def let_go_of_earlier(kind: ImportKind, run: ImportedFile) -> None:
    """Of files of the same person; not of those that were brought while this one was looked at."""
    earlier = files_beside(kind, run).filter(brought_at__lte=run.brought_at)
    earlier.exclude(options__has_key=REOPENS).exclude(pk=run.pk).delete()


def files_beside(kind: ImportKind, run: ImportedFile) -> QuerySet[ImportedFile]:
    """Which the same person has brought for the same edition, and nobody has imported."""
    return kind.runs().filter(edition=run.edition, brought_by=run.brought_by, state__in=NOT_IMPORTED)


def keep_again(kind: ImportKind, run: ImportedFile) -> None:
    """A file that a later one of the same person took the place of; not one that was looked at elsewhere meanwhile.

    Where it was brought twice it is the other one from now on.
    """
    if kind.runs().filter(pk=run.pk).exists():
        return
    twin = files_beside(kind, run).filter(digest=run.digest).first()
    if twin is None:
        run.save(force_insert=True)
    else:
        run.pk = twin.pk


def lock_run(kind: ImportKind, run: ImportedFile, states: Iterable[str]) -> ImportedFile | None:
    """The run as it is now, which nobody may change before this transaction ends; None where its state is another."""
    rows = kind.runs().select_for_update(of=("self",)).select_related("edition").defer("content")
    return rows.filter(pk=run.pk, state__in=states).first()


def preview_again(kind: ImportKind, run: ImportedFile, mapping: dict[str, Any], by: User) -> None:
    """Read the file as somebody says that it is meant, and remember that for files like it; not once it is begun."""
    for _looked_at in preview_again_steps(kind, run, mapping, by):
        pass


def preview_again_steps(kind: ImportKind, run: ImportedFile, mapping: dict[str, Any], by: User) -> Iterator[int]:
    """As `preview_again`, yielding how many rows are looked at; what is cut leaves all as it was."""
    with transaction.atomic():
        there = lock_run(kind, run, [RunState.LOOKED])
        if there is None:
            return
        if (there.mapping, there.options) != (run.mapping, run.options):
            raise ValidationError(_("Somebody else answered at this moment: nothing is overwritten. Send it again."))
        there.mapping = kind.note_answers(there, mapping, by)
        reading = kind.read(there)
        report = yield from kind.preview_steps(reading, there)
        there.report, there.rows = kind.kept_report(report), kind.count_rows(reading)
        there.save(update_fields=["mapping", "report", "rows"])
        kind.remember_answers(there, by)


def begin_run(kind: ImportKind, run: ImportedFile) -> ImportedFile:
    """The run, under way, that a file belongs to: the one that imported it or was cut, else this new one, unsaved."""
    same = kind.runs().filter(edition=run.edition, digest=run.digest, state__in=CARRIED_OUT).first()
    run = same or run
    run.state = RunState.RUNNING
    if same:
        run.save(update_fields=["state"])
    else:
        run.save()
    return run


def claim_run(kind: ImportKind, run: ImportedFile) -> ImportedFile | None:
    """The run to carry out: this one; or the one of the same file that is under way or was cut, which goes on.

    None where it was imported or undone meanwhile, or somebody said that it means something else.
    """
    try:
        with transaction.atomic():
            there = lock_run(kind, run, OPEN)
            if there is None or there.mapping != run.mapping:
                return None
            kind.runs().filter(pk=run.pk).update(state=RunState.RUNNING)
            return run
    except IntegrityError:
        same = kind.runs().filter(edition=run.edition, digest=run.digest, state=RunState.RUNNING)
        if begun := same.first():
            # The command keeps no content.
            said = {name: getattr(run, name) for name in ("content", "mapping", "report")}
            same.filter(pk=begun.pk, content=b"").update(**said)
        return begun


@contextmanager
def next_part(run: ImportedFile, done: int) -> Iterator[None]:
    """A transaction that writes rows of the run up to this one, while nobody may end it. Raises RunClosed."""
    with transaction.atomic():
        lock_running(run)
        yield
        ImportedFile.objects.filter(pk=run.pk).update(done=done)


def lock_running(run: ImportedFile) -> None:
    """Let nobody end the run before this transaction does; it comes before every other lock. Raises RunClosed."""
    rows = ImportedFile.objects.select_for_update().filter(pk=run.pk, state=RunState.RUNNING)
    if not rows.values_list("pk"):
        raise RunClosed


def carry_out_run(kind: ImportKind[Reading], run: ImportedFile, reading: Reading, *, by: User) -> Iterator[int]:
    """Import the good rows, yielding how many are taken, and close the run with its report.

    Its file is not kept, unless `reopen_run` lets somebody mend what is left out. The run given has all of the report
    in the end, also what is not kept of it.
    """
    rows = kind.count_rows(reading)
    kind.runs().filter(pk=run.pk).update(rows=rows)
    report = yield from kind.carry_out(reading, run, by)
    run.report, run.state = kind.kept_report(report), RunState.DONE
    if not kind.reopens(report):
        run.content = b""
    run.rows = run.done = rows
    run.finished_at = timezone.now()
    with transaction.atomic():
        lock_running(run)
        run.save(update_fields=["report", "content", "state", "rows", "done", "finished_at"])
        # What is left out yet is mended from this run.
        kind.runs().filter(pk=run.options.get(REOPENS)).update(content=b"")
    run.report = report


@transaction.atomic
def carry_out_whole(kind: ImportKind[Reading], run: ImportedFile, reading: Reading, *, by: User) -> ImportedFile | None:
    """Import the file in one transaction, once: who comes second finds it done, and what is cut leaves nothing.

    The run with its report, of whoever came first.
    """
    there = lock_run(kind, run, OPEN)
    if there is None or there.mapping != run.mapping:
        return None
    kind.runs().filter(pk=run.pk).update(state=RunState.RUNNING)
    for _taken in carry_out_run(kind, there, reading, by=by):
        pass
    return there


def carry_out_told(kind: ImportKind, run: ImportedFile, *, by: User) -> Iterator[int]:
    """As carry_out_whole, of a run that is claimed, yielding how many rows are taken; other pages see them, and cancel.

    What is cut leaves the run under way and nothing else. Raises RunClosed, and RunCancelled and ValidationError, with
    which it is again as it was looked at.
    """
    try:
        with hold_file(run) as told:
            yield 0
            reading = kind.read(run)
            with transaction.atomic():
                lock_running(run)
                for taken in carry_out_run(kind, run, reading, by=by):
                    told.tell(taken)
                    yield taken
    except RunHeld as held:
        raise RunClosed from held
    except (RunCancelled, ValidationError):
        give_back(kind, run)
        raise


@transaction.atomic
def reopen_run(kind: ImportKind, run: ImportedFile, *, by: User) -> ImportedFile | None:
    """A run of the same file, with all that was answered of it, for what the first left out; one, until it is imported.

    None where nothing is left to mend, or the first was undone. Raises ValidationError where it is not read any more.
    """
    there = kind.runs().select_for_update(of=("self",)).select_related("edition").get(pk=run.pk)
    if there.state != RunState.DONE or not there.content:
        return None
    begun = kind.runs().filter(**{f"options__{REOPENS}": there.pk}, state__in=OPEN).first()
    if begun is not None:
        return begun
    said = {name: getattr(there, name) for name in ("edition", "name", "digest", "fingerprint", "content", "mapping")}
    new = kind.new_run(**said, brought_by=by, options={REOPENS: there.pk})
    reading = kind.read(new)
    new.report, new.rows = kind.kept_report(kind.preview(reading, new)), kind.count_rows(reading)
    new.save()
    return new


def give_back(kind: ImportKind, run: ImportedFile) -> None:
    """A run that was claimed and not carried out is one that was only looked at."""
    kind.runs().filter(pk=run.pk, state=RunState.RUNNING).update(state=RunState.LOOKED)


def cancel_run(kind: ImportKind, run: ImportedFile) -> None:
    """Let a whole import end and leave nothing; one that was cut has left nothing."""
    if not cancel_progress(run):
        give_back(kind, run)


@transaction.atomic
def undo_run(kind: ImportKind, run: ImportedFile, *, by: User) -> str:
    """Take back what the run wrote and nobody has touched since; the kind's sentence, "" where there is nothing to."""
    if kind.linked:
        # In one order, so that no two of them wait for each other.
        list(kind.runs().filter(state__in=CARRIED_OUT).order_by("pk").select_for_update().values_list("pk"))
    there = lock_run(kind, run, CARRIED_OUT)
    if there is not None and there.state == RunState.RUNNING and not kind.can_undo(there):
        # Stopped before anything was written.
        give_back(kind, there)
        return ""
    if there is None or not kind.can_undo(there):
        return ""
    sentence = kind.undo(there, by)
    kind.runs().filter(pk=there.pk).update(state=RunState.UNDONE, content=b"")
    return sentence
