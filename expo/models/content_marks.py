"""What state each table of public content is in, as the triggers of `expo.versions.triggers` write it."""

from django.db import models

from expo.db.text_fields import CharField


class ContentMark(models.Model):
    """A number drawn by chance for a table at each write that public pages could show.

    All marks of a table together name its state; no state ever has those of another. `writer`: on PostgreSQL the
    transaction, so that those at work at the same time do not wait for each other; 0 on SQLite.
    """

    content = CharField(max_length=63, db_index=True, editable=False)
    mark = models.BigIntegerField(editable=False)
    writer = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "content mark"
        verbose_name_plural = "content marks"

    def __str__(self) -> str:
        return self.content
