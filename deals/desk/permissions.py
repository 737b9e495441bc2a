"""What one may do at the deal desk, by the names of the permissions."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from deals.ledger.workflow import ANNOUNCE, RECORD, VERIFY

READ = "deals.view_ledger"
RATES = "deals.add_exchangerate"
FOLLOW, TAKE = "deals.follow_up_project", "deals.take_snapshot"
View = Callable[..., HttpResponseBase]
__all__ = ["ANNOUNCE", "FOLLOW", "RATES", "READ", "RECORD", "TAKE", "VERIFY", "View"]
