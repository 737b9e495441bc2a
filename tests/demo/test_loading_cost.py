"""What loading the demo asks of the database: a number of queries, which is the same on every machine, holds it quick.

Loading it whole took 60 seconds where deals were entered one by one (62 queries each); it takes 8 with these numbers.
"""

from contextlib import contextmanager

import pytest
from django.db import connection

import agenda.demo
import deals.demo
import expo.demo

pytestmark = [pytest.mark.django_db, pytest.mark.thorough, pytest.mark.same_on_any]


@contextmanager
def counting():
    """A list that holds the statements sent meanwhile; one that is sent with many rows counts once."""
    sent = []

    def note(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


# Of each part, with a tenth to spare; 530 deals one by one took 33,000.
MOST = {"exhibition": (expo.demo, 1_030), "agenda": (agenda.demo, 840), "deals": (deals.demo, 740)}


def test_loading_takes_few_queries():
    for name, (part, most) in MOST.items():
        with counting() as sent:
            part.load(scale=1)
        assert most / 2 < len(sent) <= most, name
