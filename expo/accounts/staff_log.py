"""The log of what staff did that no row of data entry tells; only added to, as the ledger's is."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import User
from django.db import connections, transaction
from django.http import QueryDict

from expo.event_log.address import WHERE
from expo.event_log.chain import EventLog
from expo.event_log.triggers import AppendOnlyTables
from expo.models import StaffEvent, StaffLogEnd
from expo.models.history import StaffVerb

LOG = EventLog("staff", StaffEvent, StaffLogEnd)
TABLES = AppendOnlyTables("expo", {"expo_staffevent": ""})
# Of an address that somebody has written, so much is told.
LIST_LENGTH = 500


@transaction.atomic
def record_export(file_name: str, rows: int, shown: QueryDict, by: User) -> StaffEvent:
    """One event for each file with private contacts that somebody takes out; `shown`: which list, by its address."""
    told = {"rows": rows, "list": shown.urlencode()[:LIST_LENGTH], "where": WHERE.get()}
    return LOG.append(LOG.lock(), StaffVerb.EXPORTED, subject=file_name[:100], actor=by.get_username(), told=told)


@transaction.atomic
def record_account_change(verb: StaffVerb, account: User, by: str) -> StaffEvent:
    """One event for each change of how somebody logs in. `by`: an account's name, or from where on the machine."""
    told = {"where": WHERE.get()}
    return LOG.append(LOG.lock(), verb, subject=account.get_username(), actor=by, told=told)


def restore_guards(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migrate: the log's first link and its guards stand (again)."""
    connection = connections[using]
    if "expo_staffevent" in connection.introspection.table_names():
        TABLES.create_triggers(connection)
        LOG.begin(using)
