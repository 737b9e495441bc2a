"""The search index: a row for each public thing, and for each word the things that it finds.

All of it follows from what is public now, and from nothing else: not from the order in which rows came, nor from keys.
"""

from django.db import models

from expo.db.text_fields import CharField


class SearchEntry(models.Model):
    """A public thing. `edition` is a key without a reference: what becomes of an edition notes its entries as due.

    `number`: see `expo.search_index.numbers`; `url`: without the language before it; `forms`: its names as they
    compare, one a line; `tokens`: the words that find it, as `expo.search_index.tokens` writes them; `details`: JSON of
    what is told of it.
    """

    edition = models.BigIntegerField(editable=False)
    kind = CharField(max_length=20, editable=False)
    row = models.BigIntegerField(editable=False)
    number = models.BigIntegerField(editable=False)
    url = CharField(max_length=300, editable=False)
    title_en = models.TextField(editable=False)
    title_zh = models.TextField(editable=False)
    forms = models.TextField(editable=False)
    tokens = models.TextField(editable=False)
    details = models.TextField(editable=False)

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [models.Index(fields=["edition", "number"], name="search_entry_by_number")]
        constraints = [models.UniqueConstraint(fields=["kind", "row", "edition"], name="search_entry_stands_once")]

    def __str__(self) -> str:
        return self.title_en or self.title_zh


class SearchTerm(models.Model):
    """A word of an edition, as bytes so that both databases order it alike, and the numbers of what it finds.

    `named`, `others`: numbers of eight bytes in their order: of things that are called so, and to which it belongs.
    """

    edition = models.BigIntegerField(editable=False)
    token = models.BinaryField(max_length=120, editable=False)
    named = models.BinaryField(editable=False)
    others = models.BinaryField(editable=False)

    class Meta:
        verbose_name = "search term"
        verbose_name_plural = "search terms"
        constraints = [models.UniqueConstraint(fields=["edition", "token"], name="search_term_stands_once")]

    def __str__(self) -> str:
        return bytes(self.token).decode()


class SearchSpelling(models.Model):
    """Three letters in a row, and the words of names that have them, one a line: so a word with a slip is found."""

    edition = models.BigIntegerField(editable=False)
    letters = CharField(max_length=3, editable=False)
    words = models.TextField(editable=False)

    class Meta:
        verbose_name = "search spelling"
        verbose_name_plural = "search spellings"
        constraints = [models.UniqueConstraint(fields=["edition", "letters"], name="search_spelling_stands_once")]

    def __str__(self) -> str:
        return self.letters
