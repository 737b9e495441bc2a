"""Forms that were sent, so that the second press of a button makes no second row."""

from django.db import models

from expo.db.text_fields import CharField


class SentForm(models.Model):
    """One form for a new row that was sent: its one-time key, what it held and what it made."""

    key = models.UUIDField(unique=True, editable=False)
    digest = CharField(max_length=64, editable=False)
    made = CharField(max_length=40, editable=False, default="")
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "sent form"
        verbose_name_plural = "sent forms"

    def __str__(self) -> str:
        return str(self.key)
