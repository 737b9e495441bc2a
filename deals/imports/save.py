"""From entries to recorded deals: chunk by chunk, each row once, however often the file comes and wherever it was cut.

A row's submission key follows from the edition and what the row says, so a second import finds what the first one
recorded. A row whose deal was undone gets the next key; a row that says otherwise of the same project is refused.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import reset_queries, transaction

from deals.imports import organisations
from deals.imports.entries import DealEntry
from deals.imports.errors import Refusal, RowProblem
from deals.imports.identities import keep_former_identities
from deals.ledger import hash_chain
from deals.ledger.bulk_recording import BulkRecorder, RecordRequest
from deals.ledger.deal_data import DealData, PartyData
from deals.models import Deal, ImportedRow
from deals.models.deal import Channel
from expo.db import analyze
from expo.db.bulk_insert import insert_all
from expo.i18n.kept_texts import both_translations
from expo.imports.runs import next_part
from expo.models import Edition, ImportedFile, Organisation
from expo.presence import require_value

NAMESPACE = uuid.UUID("5a8e7b0e-6a0b-5d1c-9a52-3e0f1c7d2b64")
CHUNK = 250
# What an entry and a deal call alike.
SAME_NAMES = [each.name for each in fields(DealEntry) if each.name in DealData.__dataclass_fields__]


@dataclass
class ImportOutcome:
    """`numbers` of the deals by entry's place in the list; `already` those that stood before; refusals by row."""

    numbers: dict[int, str] = field(default_factory=dict)
    already: set[int] = field(default_factory=set)
    refusals: dict[int, Refusal] = field(default_factory=dict)


def record_entries(
    entries: Sequence[DealEntry], edition: Edition, *, by: User | None, run: ImportedFile | None, done: ImportOutcome
) -> Iterator[int]:
    """Record the entries, chunk by chunk; yields how many are taken, and tells in `done` what became of each.

    Without a `run` it is a dry run: what stands already is told, and nothing is written.
    """
    entries = keep_former_identities(entries, edition)
    recorder, register = BulkRecorder(edition, by=by, channel=Channel.IMPORT), organisations.Register()
    stems: dict[str, set[str]] = {}
    for entry in entries:
        stems.setdefault(entry.stem, set()).add(entry.identity)
    for first in range(0, len(entries), CHUNK):
        chunk = list(enumerate(entries[first : first + CHUNK], first))
        taken = first + len(chunk)
        with chunk_transaction(run, taken):
            EntryChunk(chunk, edition, recorder, register, run, stems, done).take()
        # With DEBUG every query is kept, and these are long.
        reset_queries()
        yield taken
    if run is not None:
        analyze.analyze_tables()


def chunk_transaction(run: ImportedFile | None, taken: int) -> AbstractContextManager[Any]:
    """`taken`: how many rows are done with this chunk."""
    if run is None:
        return transaction.atomic()
    return next_part(run, taken)


class AskedRow(NamedTuple):
    """A row that is to be recorded: its place in the file, what it says, and what is asked of the ledger."""

    at: int
    entry: DealEntry
    request: RecordRequest


class EntryChunk:
    def __init__(
        self,
        chunk: list[tuple[int, DealEntry]],
        edition: Edition,
        recorder: BulkRecorder,
        register: organisations.Register,
        run: ImportedFile | None,
        stems: dict[str, set[str]],
        done: ImportOutcome,
    ) -> None:
        self.chunk, self.edition, self.recorder, self.register = chunk, edition, recorder, register
        self.run, self.stems, self.done = run, stems, done

    def take(self) -> None:
        if self.run is not None:
            hash_chain.lock()
        keys = self.keys()
        standing = Deal.objects.filter(submission_key__in=keys.values()).select_related("edition")
        known = {deal.submission_key: deal.number for deal in standing}
        corrected = self.corrected()
        new = []
        for at, entry in self.chunk:
            if keys[at] in known:
                self.done.numbers[at] = known[keys[at]]
                self.done.already.add(at)
            elif entry.stem in corrected:
                self.refuse(at, entry, RowProblem("changed", number=corrected[entry.stem]))
            else:
                new.append((at, entry))
        if self.run is not None and new:
            self.record(new, keys)

    def keys(self) -> dict[int, uuid.UUID]:
        """A key for each row: the first one that no undone deal has."""
        wanted = [entry.identity for _at, entry in self.chunk]
        rows = ImportedRow.objects.filter(identity__in=wanted, run__edition=self.edition, undone=True)
        undone = Counter(rows.values_list("identity", flat=True))
        keys = {}
        for (at, _entry), identity in zip(self.chunk, wanted, strict=True):
            keys[at] = submission_key(self.edition, identity, undone[identity])
        return keys

    def corrected(self) -> dict[str, str]:
        """Numbers by the stem of rows that an earlier file had otherwise, and this one does not have as they were."""
        stems = [entry.stem for _at, entry in self.chunk]
        rows = ImportedRow.objects.filter(stem__in=stems, run__edition=self.edition, undone=False)
        numbers = {}
        for row in rows.select_related("deal__edition"):
            if row.identity not in self.stems[row.stem]:
                numbers[row.stem] = row.deal.number
        return numbers

    def refuse(self, at: int, entry: DealEntry, doubt: RowProblem) -> None:
        self.done.refusals[at] = Refusal.of(entry.row, doubt, entry.sheet)

    def record(self, new: list[tuple[int, DealEntry]], keys: dict[int, uuid.UUID]) -> None:
        asked = self.asked_rows(new, keys)
        answers = self.recorder.record([row.request for row in asked])
        recorded = []
        for row, answer in zip(asked, answers, strict=True):
            if answer.deal is None:
                why = both_translations(partial(error_sentence, require_value(answer.error)))
                self.refuse(row.at, row.entry, RowProblem("broken_rule", why=why))
            else:
                self.done.numbers[row.at] = answer.deal.number
                recorded.append(self.imported_row(row.entry, answer.deal))
        insert_all(recorded)

    def asked_rows(self, new: list[tuple[int, DealEntry]], keys: dict[int, uuid.UUID]) -> list[AskedRow]:
        """Refuses the rows of which a party is not certain."""
        called = organisations.organisations_by_name(organisation_names(new), self.register)
        asked = []
        for at, entry in new:
            try:
                draft = deal_draft(entry, self.edition, called)
            except RowProblem as doubt:
                self.refuse(at, entry, doubt)
            else:
                asked.append(AskedRow(at, entry, RecordRequest(draft, keys[at])))
        return asked

    def imported_row(self, entry: DealEntry, deal: Deal) -> ImportedRow:
        return ImportedRow(
            run=self.run,
            deal=deal,
            row=entry.row,
            sheet=entry.sheet[:100],
            identity=entry.identity,
            stem=entry.stem,
        )


def submission_key(edition: Edition, identity: str, undone: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{edition.identifier} {identity} {undone}")


def error_sentence(error: ValidationError) -> str:
    return " ".join(error.messages)


def organisation_names(rows: list[tuple[int, DealEntry]]) -> Iterator[str]:
    """All names of parties; regions are none."""
    for _at, entry in rows:
        for side in entry.sides:
            for who in side.names:
                if isinstance(who, str):
                    yield who


def deal_draft(entry: DealEntry, edition: Edition, called: dict[str, Organisation | RowProblem]) -> DealData:
    """Raises RowProblem where a party is not certain."""
    return DealData(
        edition=edition,
        name_en=entry.title_en,
        name_zh=entry.title_zh,
        parties=tuple(party_drafts(entry, called)),
        primary_area=next(iter(entry.areas), None),
        note_zh=entry.note,
        **{name: getattr(entry, name) for name in SAME_NAMES},
    )


def party_drafts(entry: DealEntry, called: dict[str, Organisation | RowProblem]) -> Iterator[PartyData]:
    for side, role, whos in entry.sides:
        for who in whos:
            if not isinstance(who, str):
                yield PartyData(side, role, region=who)
            elif isinstance(found := called[who], RowProblem):
                raise found
            else:
                yield PartyData(side, role, found)
