"""Attempts to log in, so that nobody guesses a password by trying."""

from django.db import models

from expo.db.text_fields import CharField


class LoginAttempts(models.Model):
    """How often somebody tried one name from one address without success, and until when they wait."""

    name = CharField(max_length=150, editable=False)
    address = CharField(max_length=45, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    tried_at = models.DateTimeField(db_index=True, editable=False)
    not_before = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "login attempts"
        verbose_name_plural = "login attempts"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "address"], name="login_attempts_are_counted_once_a_name_and_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}: {self.failures}"
