"""Logging in: attempts, so that nobody guesses a password by trying; and what is asked for besides it."""

from django.conf import settings
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


class SecondFactor(models.Model):
    """What an app on somebody's phone makes its codes of: asked for besides the password, once it is confirmed.

    `secret`: of RFC 6238, in base 32; `last_period`: of the last code that was taken, which no later one is before.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor", editable=False)
    secret = CharField(max_length=32, editable=False)
    confirmed_at = models.DateTimeField(editable=False)
    last_period = models.PositiveBigIntegerField(editable=False)

    # Who comes back to a deleted account sets up a new one: a secret outlives nothing.
    restorable = False

    class Meta:
        verbose_name = "second factor"
        verbose_name_plural = "second factors"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}, {self.confirmed_at:%Y-%m-%d %H:%M}"


class RecoveryCode(models.Model):
    """Good once in place of the phone. `digest`: SHA-256 of the factor's secret and the code."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes", editable=False)
    digest = CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    restorable = False

    class Meta:
        verbose_name = "recovery code"
        verbose_name_plural = "recovery codes"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_codes_of_a_factor_differ")]

    def __str__(self) -> str:
        return f"{self.factor_id}, {'used' if self.used_at else 'good'}"
