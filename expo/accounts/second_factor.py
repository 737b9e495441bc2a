"""The second step of logging in: six digits that an app on the phone makes of a shared secret (RFC 6238).

Asked for besides the password once somebody has confirmed their phone; ten recovery codes stand in for it, each once.
"""

import base64
import datetime as dt
import hashlib
import re
import secrets
import unicodedata
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from expo.accounts.staff_log import record_account_change
from expo.models import RecoveryCode, SecondFactor
from expo.models.history import StaffVerb

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
DIGITS = 6
PERIOD = 30
# So many periods a phone's clock may be ahead or behind.
TOLERANCE = 1
RECOVERY_CODES = 10
RECOVERY_DIGITS = 12
# In the session of whoever gave a code to come in, or set the factor up there: which factor.
GIVEN = "second_factor"


def factor_of(user: User) -> SecondFactor | None:
    return SecondFactor.objects.filter(user=user).first()


def came_in_by(request: HttpRequest, factor: SecondFactor) -> bool:
    return request.session.get(GIVEN) == factor.pk


def note_in_session(request: HttpRequest, factor: SecondFactor | None) -> None:
    """To be called where a code of it was good just now."""
    if factor:
        request.session[GIVEN] = factor.pk


def new_secret() -> str:
    """In base 32, as people type it into an app that sees no QR code."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def one_time_codes(secret: str) -> "TOTP":
    # Seldom needed, and large.
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), PERIOD)  # noqa: S303  # what apps on phones know


def provisioning_address(secret: str, user: User, issuer: str) -> str:
    """What the QR code holds: an `otpauth:` address with the account, and the site under which an app lists it."""
    return one_time_codes(secret).get_provisioning_uri(user.get_username(), issuer)


def typed_digits(code: str) -> str:
    """The digits of what somebody typed, in full width too and with spaces or strokes between."""
    return re.sub("[^0-9]", "", unicodedata.normalize("NFKC", code))


def period_of(now: dt.datetime) -> int:
    return int(now.timestamp()) // PERIOD


def matching_period(secret: str, code: str, now: dt.datetime, after: int = 0) -> int | None:
    """The period whose code this is, among those near now and behind `after`; None where it is none's."""
    codes, present = one_time_codes(secret), period_of(now)
    given = typed_digits(code).encode()
    for period in range(present - TOLERANCE, present + TOLERANCE + 1):
        if period > after and secrets.compare_digest(codes.generate(period * PERIOD), given):
            return period
    return None


def is_code_of(secret: str, code: str, now: dt.datetime) -> bool:
    return matching_period(secret, code, now) is not None


@transaction.atomic
def set_up(user: User, secret: str, code: str, now: dt.datetime) -> list[str]:
    """Ask this user for codes of this secret from now on; returns recovery codes, in clear for the only time.

    No codes where the one given is not of the secret, or where there is a second factor already.
    """
    period = matching_period(secret, code, now)
    if period is None:
        return []
    factor, new = SecondFactor.objects.get_or_create(
        user=user, defaults={"secret": secret, "confirmed_at": now, "last_period": period}
    )
    if not new:
        return []
    record_account_change(StaffVerb.STEPS_ON, user, by=user.get_username())
    return make_recovery_codes(factor)


def make_recovery_codes(factor: SecondFactor) -> list[str]:
    factor.recovery_codes.all().delete()
    codes: list[str] = []
    while len(codes) < RECOVERY_CODES:
        code = f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}"
        if code not in codes:
            factor.recovery_codes.create(digest=code_digest(factor, code))
            codes.append(code)
    return codes


def unused_recovery_codes(user: User) -> int:
    return RecoveryCode.objects.filter(factor__user=user, used_at=None).count()


def code_digest(factor: SecondFactor, code: str) -> str:
    return hashlib.sha256(f"{factor.secret} {code}".encode()).hexdigest()


@transaction.atomic
def renew_recovery_codes(user: User) -> list[str]:
    """Those of before are worth nothing any more. No codes where there is no second factor."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return []
    record_account_change(StaffVerb.NEW_CODES, user, by=user.get_username())
    return make_recovery_codes(factor)


class WrongCodeError(Exception):
    """None of this user's, or one that was used before."""


def use_code(user: User, code: str, now: dt.datetime) -> SecondFactor | None:
    """The factor of which this is a code, for this one try alone; None where the user has none and needs no code.

    Raises WrongCodeError.
    """
    factor = factor_of(user)
    if factor and not (use_recovery_code(factor, code, now) or use_one_time_code(factor, code, now)):
        raise WrongCodeError
    return factor


def is_good_code(user: User, code: str, now: dt.datetime) -> bool:
    """Whether it may be used, which it is then."""
    try:
        use_code(user, code, now)
    except WrongCodeError:
        return False
    return True


def use_recovery_code(factor: SecondFactor, code: str, now: dt.datetime) -> bool:
    unused = factor.recovery_codes.filter(digest=code_digest(factor, typed_digits(code)), used_at=None)
    return len(typed_digits(code)) == RECOVERY_DIGITS and unused.update(used_at=now) == 1


def use_one_time_code(factor: SecondFactor, code: str, now: dt.datetime) -> bool:
    """Of two who send the same at once, one alone. A last period ahead of now was told by a clock that was wrong."""
    last = factor.last_period if factor.last_period <= period_of(now) + TOLERANCE else 0
    period = matching_period(factor.secret, code, now, after=last)
    unchanged = SecondFactor.objects.filter(pk=factor.pk, last_period=factor.last_period)
    return period is not None and unchanged.update(last_period=period) == 1


def compare_with_none(code: str, now: dt.datetime) -> None:
    """As much work as a code costs, where the password was wrong: the time that it takes tells nothing of either."""
    SecondFactor.objects.filter(user=None).first()
    matching_period(new_secret(), code, now)


@transaction.atomic
def turn_off(user: User, by: str) -> bool:
    """Whether there was anything to turn off."""
    _rows, gone = SecondFactor.objects.filter(user=user).delete()
    if not gone:
        return False
    record_account_change(StaffVerb.STEPS_OFF, user, by=by)
    return True
