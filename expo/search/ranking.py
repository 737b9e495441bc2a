"""How well a row fits what somebody types in a picker: the one order of every autocomplete and typeahead."""

from collections.abc import Iterable

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, IntegerField, Model, When

from expo.db.lookups import any_field

# By what rows are called. Of these, the last part of a path counts: `person__name_en` is a name.
NAMES = ("name_en", "name_zh", "short_en", "short_zh", "pinyin", "joined_pinyin", "initials", "code", "number")
# Best first: the whole name; a first or last word, as a surname is; the beginning; the beginning of a later word.
FITS = (("reads", "{}"), ("istartswith", "{} "), ("iendswith", " {}"), ("begins", "{}"), ("icontains", " {}"))


def rank_by_fit(names: Iterable[str], words: str) -> Case:
    """Rank 0 where the words are a whole name, then as their place in it is less telling; to order by."""
    names, ranks = list(names), []
    if names:
        for number, (how, pattern) in enumerate(FITS):
            ranks.append(When(any_field(names, how, pattern.format(words)), then=number))
    return Case(*ranks, default=len(FITS), output_field=IntegerField())


def name_paths(paths: Iterable[str], model: type[Model]) -> list[str]:
    """The paths that a list searches in and by which each of its rows is called once."""
    found = []
    for path in paths:
        plain = path.lstrip("^=@")
        if plain.rsplit("__", 1)[-1] in NAMES and is_one_text(plain, model):
            found.append(plain)
    return found


def is_one_text(path: str, model: type[Model]) -> bool:
    """Whether a row has one text at the path; what a list adds to its rows itself is one, a whole number is none."""
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return "__" not in path
        if field.one_to_many or field.many_to_many:
            return False
        if isinstance(field.related_model, type):
            model = field.related_model
    return not isinstance(field, IntegerField)
