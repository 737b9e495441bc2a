"""Which room a row of a list of sessions means; one that nobody has entered is made, where somebody says so."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.models import Room
from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.lookups.references import References, names_of_rows
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words, split_languages
from expo.models import FormerAddress
from expo.web.slugs import Addresses


class PlaceFinder:
    """`rooms`: those of the edition, with those `made` by the list, by their addresses."""

    def __init__(self, known: References, answers: Answers) -> None:
        self.known, self.answers = known, answers
        self.rooms: dict[str, Any] = known.found["rooms"]
        self.made: dict[str, Any] = known.found["made_rooms"]
        self.addresses = Addresses([*self.rooms, *FormerAddress.objects.of(Room)], 50)

    def read(self, line: ListedLine) -> str:
        """A room of the edition; one that is new where it has none, or where somebody says so. Raises CellProblem."""
        text = line.values["room"]
        names = names_of_rows(self.rooms)
        for part in (text, *split_languages(text).values()):
            if slug := names.get(fold_words(part)):
                return slug
        picked = line.pick("room", self.answers)
        made = self.made
        for slug, room in self.rooms.items():
            if room.pk is not None and room.pk == picked_key(picked):
                return slug
        if picked != NEW and len(self.rooms) > len(made):
            choices = [Choice(f"#{room.pk}", str(room)) for room in self.rooms.values() if room.pk is not None]
            sentence = _("There is no room “%(found)s” in this edition.")
            raise CellProblem(sentence, [*choices, Choice(NEW, _("a new room"))], found=text)
        said = {"name_en": "", "name_zh": ""}
        for language, part in split_languages(text).items():
            said[f"name_{language}"] = part[:200]
        room = Room(edition=self.known.edition, **said, slug=self.addresses.free(said, "room"))
        room.order = min(max((each.order for each in self.rooms.values()), default=0) + 1, 32_000)
        made[room.slug] = self.rooms[room.slug] = room
        return room.slug
