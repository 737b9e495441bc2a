"""Which tables of this app only grow; the databases themselves see to it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from expo.event_log.triggers import AppendOnlyTables

TABLES = AppendOnlyTables(
    "deals",
    {
        "deals_event": "",
        "deals_followup": "",
        "deals_funds": "",
        "deals_cohort": "",
        "deals_cohortmember": "",
        "deals_landingsnapshot": "",
        "deals_bulletin": "OLD.status = 'frozen'",
    },
)


def restore_guards(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After each migrate: the log's first link and its guards stand (again)."""
    connection = connections[using]
    if "deals_event" not in connection.introspection.table_names():
        return
    TABLES.create_triggers(connection)
    sender.get_model("ChainHead")._default_manager.using(using).get_or_create(id=1)
