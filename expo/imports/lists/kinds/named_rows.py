"""Rows of an edition that lists know by their names alone."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import NEW, Answers, picked_key
from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import Matcher
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.reading import ListedLine
from expo.imports.lists.sheets.cells import fold_words
from expo.models import FormerAddress
from expo.web.slugs import Addresses


class NamedFinder(Matcher):
    """A row of the edition by one of its names; asks where several bear it."""

    def __init__(self, known: References, answers: Answers, model: Any) -> None:
        super().__init__(known, answers)
        self.model = model
        self.items: dict[str, dict[str, ListItem]] = defaultdict(dict)
        self.by_slug: dict[str, ListItem] = {}
        # Those that are new under an address which the list says.
        self.made: set[str] = set()
        taken = [*FormerAddress.objects.of(model)]
        for row in self.stored_rows():
            taken.append(row.slug)
            self.by_slug[row.slug] = ListItem({model: row}, key=row.slug)
            self.add(self.by_slug[row.slug], (row.name_zh, row.name_en))
        self.addresses = Addresses(taken, model._meta.get_field("slug").max_length)

    def stored_rows(self) -> Iterable[Any]:
        return self.model.objects.filter(edition=self.known.edition)

    def add(self, item: ListItem, names: Iterable[str]) -> None:
        for name in filter(None, names):
            self.items[fold_words(name)][item.key] = item

    def item(self, line: ListedLine) -> ListItem | None:
        fields = [field for field in ("name_zh", "name_en") if field in line.values]
        if not fields:
            line.doubt("name_zh", CellProblem(_("The row names nothing.")))
            return None
        self.read_links(line)
        if line.problems:
            return None
        slug = line.values.pop("slug", "")
        if slug in self.by_slug:
            return self.by_slug[slug]
        names = [line.values[field] for field in fields]
        try:
            found = self.named_item(line, names, line.pick(fields[0], self.answers), slug)
            return found or self.new_item(line, names, slug)
        except CellProblem as problem:
            line.doubt(fields[0], problem)
            return None

    def read_links(self, line: ListedLine) -> None:
        """Put in place of names which rows they mean, or say what is in doubt."""

    def named_item(self, line: ListedLine, names: list[str], picked: str, slug: str) -> ListItem | None:
        """Raises CellProblem where more than one bears a name. What is new under another address is another."""
        called: dict[str, ListItem] = {}
        for name in names:
            called |= self.items[fold_words(name)]
        if picked == NEW:
            return None
        if slug:
            called = {key: item for key, item in called.items() if key not in self.made}
        if not picked:
            called = self.fitting_items(line, called)
        stored = {item.rows[self.model].pk: item for item in called.values()}
        chosen = stored.get(picked_key(picked) or 0)
        if chosen is None and len(called) > 1:
            choices = [Choice(f"#{key}", item.key) for key, item in stored.items() if key is not None]
            raise CellProblem(_("More than one is called so."), [*choices, Choice(NEW, _("a new row"))])
        return chosen or next(iter(called.values()), None)

    def fitting_items(self, line: ListedLine, called: dict[str, ListItem]) -> dict[str, ListItem]:
        """Those of one name that the line may mean by what else it says. May raise CellProblem."""
        return called

    def new_item(self, line: ListedLine, names: list[str], slug: str) -> ListItem:
        row = self.model(edition=self.known.edition)
        said = {"name_en": line.values.get("name_en", ""), "name_zh": line.values.get("name_zh", "")}
        row.slug = self.addresses.take(slug, said, self.model._meta.model_name)
        item = self.by_slug[row.slug] = ListItem({self.model: row}, key=row.slug)
        if slug:
            self.made.add(row.slug)
        self.add(item, names)
        return item
