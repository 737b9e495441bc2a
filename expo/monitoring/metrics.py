"""Figures for a monitor, in Prometheus' text format: what was asked, how long it took, and how the site stands."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import import_string

from expo.backup.outcome import last_outcome
from expo.backup.retention import archive_moment, list_archives
from expo.i18n import instants
from expo.monitoring.counters import COUNTERS, sum_counters
from expo.monitoring.exchange import Exchange
from expo.monitoring.version import site_version

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BOUNDS = (*map(str, BUCKETS), "+Inf")
FAMILIES = {
    "expo_requests_total": ("counter", "Requests by route and status."),
    "expo_request_seconds": ("histogram", "How long they took, to the last byte."),
    "expo_queries_total": ("counter", "Statements that were sent to the database."),
    "expo_database_seconds_total": ("counter", "How long these took."),
}


@dataclass(frozen=True)
class Metric:
    """One number as it stands when it is asked for; `kind` is gauge or counter. None where nobody knows it."""

    name: str
    kind: str
    about: str
    read: Callable[[], float | None]


def count_exchange(exchange: Exchange) -> None:
    """Add one request to what this process has counted; of its time only the shortest bucket that holds it."""
    route, seconds = exchange.route, exchange.seconds
    bound = BOUNDS[bisect_left(BUCKETS, seconds)]
    amounts = {request_key(route, exchange.status): 1, bucket_key(route, bound): 1, seconds_key(route): seconds}
    if exchange.queries:
        amounts[f'expo_queries_total{{route="{route}"}}'] = exchange.queries
        amounts[f'expo_database_seconds_total{{route="{route}"}}'] = exchange.database_seconds
    COUNTERS.add(amounts)


@cache
def request_key(route: str, status: int) -> str:
    return f'expo_requests_total{{route="{route}",status="{status}"}}'


@cache
def bucket_key(route: str, bound: str) -> str:
    return f'expo_request_seconds_bucket{{route="{route}",le="{bound}"}}'


@cache
def seconds_key(route: str) -> str:
    return f'expo_request_seconds_sum{{route="{route}"}}'


def fill_buckets(counted: Counter) -> Counter:
    """As the format has it: each bucket holds those of all shorter ones too, and the last one is the count."""
    filled = Counter(counted)
    for route in {
        key.partition('"')[2].partition('"')[0] for key in counted if key.startswith("expo_request_seconds_")
    }:
        total = 0
        for bound in BOUNDS:
            total += counted[bucket_key(route, bound)]
            filled[bucket_key(route, bound)] = total
        filled[f'expo_request_seconds_count{{route="{route}"}}'] = total
    return filled


def metrics_text() -> str:
    counted, living = sum_counters()
    lines = [*counted_lines(fill_buckets(counted)), *metric_lines(standing_metrics(living))]
    return "\n".join(lines) + "\n"


def counted_lines(counted: Counter) -> Iterator[str]:
    for family, (kind, about) in FAMILIES.items():
        yield f"# HELP {family} {about}"
        yield f"# TYPE {family} {kind}"
        for key in sorted(counted, key=series_order):
            if key.startswith((f"{family}{{", f"{family}_")):
                yield f"{key} {counted[key]:.10g}"


def series_order(key: str) -> tuple[str, float, str]:
    """A route's buckets from the shortest time to the longest."""
    head, _, bound = key.partition('le="')
    return head, float(bound.rstrip('"}') or 0), key


def standing_metrics(living: int) -> list[Metric]:
    others = [metric for dotted in settings.EXPO_METRICS for metric in import_string(dotted)]
    return [
        Metric("expo_workers", "gauge", "Processes that have answered and live.", lambda: living),
        *METRICS,
        *others,
    ]


def metric_lines(metrics: Iterable[Metric]) -> Iterator[str]:
    """Also where the database is gone: what cannot be known is left out, and that it is gone is said."""
    answers = 1
    for metric in metrics:
        try:
            number = metric.read()
        except DatabaseError:
            answers = 0
            continue
        if number is not None:
            yield from (f"# HELP {metric.name} {metric.about}", f"# TYPE {metric.name} {metric.kind}")
            yield f"{metric.name} {number:.10g}"
    yield from ("# HELP expo_database_up Whether the database answers.", "# TYPE expo_database_up gauge")
    yield f"expo_database_up {answers}"
    yield from ("# HELP expo_info What runs.", "# TYPE expo_info gauge")
    yield f'expo_info{{version="{site_version()}"}} 1'


def backup_age() -> float | None:
    archives = list_archives(settings.BACKUP_DIR)
    return instants.duration(archive_moment(archives[-1]), timezone.now()).total_seconds() if archives else None


def has_backup_failed() -> float | None:
    outcome = last_outcome()
    return None if outcome is None else float(bool(outcome.error))


METRICS = [
    Metric("expo_backup_age_seconds", "gauge", "How old the newest archive is.", backup_age),
    Metric("expo_backup_failed", "gauge", "Whether the last backup failed.", has_backup_failed),
]
