"""What SQLite keeps for each thread of a server by itself."""

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_a_connection_keeps_half_a_megabyte_of_the_file_and_few_statements():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        kept = cursor.fetchone()

    assert (kept, settings.SQLITE["cached_statements"]) == ((-500,), 32)
