"""Stands that a cell may mean which names no hall: A001 where hall A has a 001, E07 where hall N3 has one."""

from collections import defaultdict
from collections.abc import Iterable

from expo.exhibition.stand_names import number_spellings, split_stand_words
from expo.imports.lists.problems import Choice
from expo.models import Booth

# More than these help nobody to choose.
MOST = 8


class LikelyStands:
    """Of the stands that are stored, by what `is_stand_called` knows them by without a hall of their own."""

    def __init__(self, booths: Iterable[Booth]) -> None:
        self.labels: dict[str, set[str]] = defaultdict(set)
        for booth in booths:
            number = "".join(split_stand_words(booth.number))
            hall = "".join(split_stand_words(booth.hall.code))
            self.labels[number].add(booth.label)
            self.labels[hall + number].add(booth.label)

    def choices(self, parts: list[str]) -> list[Choice]:
        """What all of a cell would say with halls: of one part whatever fits, of several where one fits each."""
        found = [sorted(self.called(part)) for part in parts]
        if len(found) == 1:
            return [Choice(label, label) for label in found[0]] if len(found[0]) <= MOST else []
        if not all(len(labels) == 1 for labels in found):
            return []
        cell = "; ".join(label for labels in found for label in labels)
        return [Choice(cell, cell)]

    def called(self, part: str) -> set[str]:
        asked = "".join(split_stand_words(part))
        labels: set[str] = set()
        for words in {asked, *number_spellings(asked)}:
            labels |= self.labels.get(words, set())
        return labels
