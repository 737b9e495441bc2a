"""What a monitor is told of the ledger: how much is in it, and nothing of what."""

from deals.models import Deal
from expo.monitoring.metrics import Metric


def recorded_deals() -> float:
    return Deal.objects.count()


METRICS = [Metric("expo_deals_recorded_total", "counter", "Deals in the ledger.", recorded_deals)]
