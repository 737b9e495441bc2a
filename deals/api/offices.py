"""Offices that send deals from their own systems: their tokens, and who records what they send."""

import datetime as dt
import hashlib
import secrets
import uuid

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from deals.models import ApiToken
from expo.models import Edition

NAMESPACE = uuid.UUID("8d0f3c52-1c5e-5f0a-9d27-64c1b9a3f7e8")
# How exactly it is kept when a token was last used: a write for each request would serve nobody.
FRESH = dt.timedelta(minutes=1)


@transaction.atomic
def create_token(office: str, edition: Edition) -> tuple[ApiToken, str]:
    """A new token, and its text, which is nowhere kept. An office may have several, and revoke one after the other."""
    name, secret = f"expo_{secrets.token_hex(3)}", secrets.token_urlsafe(32)
    row = ApiToken(office=office, edition=edition, user=office_user(office), name=name, digest=secret_digest(secret))
    row.full_clean()
    row.save()
    return row, f"{name}.{secret}"


def office_user(office: str) -> User:
    """The user as which an office records. No form takes its name, which has a colon, and it has no password."""
    user, made = User.objects.get_or_create(username=f"office:{office}", defaults={"last_name": office})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.user_permissions.add(Permission.objects.get(codename="record_deal", content_type__app_label="deals"))
    return user


def secret_digest(secret: str) -> str:
    """Of 256 random bits: nothing that a slow hash would have to protect."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_token(text: str) -> ApiToken | None:
    """The token that this is the text of, revoked or not; None where there is none."""
    name, _dot, secret = text.partition(".")
    row, digest = None, ""
    if name.isidentifier():
        row = ApiToken.objects.select_related("edition", "user").filter(name=name).first()
    if row:
        digest = row.digest
    # Compared whether or not there is such a token, and in the same time wherever they differ.
    if not constant_time_compare(secret_digest(secret), digest):
        return None
    return row


def revoke_token(name: str) -> bool:
    """Whether there was such a token, not revoked before. The machine that made it may have been ahead of this one."""
    never_before = Greatest(F("created_at"), Value(timezone.now()))
    return bool(ApiToken.objects.filter(name=name, revoked_at=None).update(revoked_at=never_before))


def record_token_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > FRESH:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def submission_key(token: ApiToken, key: str) -> uuid.UUID:
    """The ledger's key for what an office calls so: two offices never meet, and a renewed token changes nothing."""
    return uuid.uuid5(NAMESPACE, f"{token.user_id} {token.edition_id} {key}")
