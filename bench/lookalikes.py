"""How long the desk looks for lookalikes, on whatever database DATABASE_URL names. Changes nothing.

manage.py demo --no-serve --scale 10
DATABASE_URL=sqlite:///.../expo.sqlite3 .venv/bin/python manage.py shell < bench/lookalikes.py
"""

import statistics
import time

from deals.duplicates import fingerprint, search
from deals.models import Deal, Lookalike, Terms

TRIED = 100
edition = Deal.objects.order_by("-pk").first().edition
rates = fingerprint.newest_rates(edition)
chosen = [
    (fingerprint.terms_fingerprint(terms, rates), terms.deal)
    for terms in Terms.objects.latest().of(edition).for_cards().order_by("?")[:TRIED]
]
taken = []
for sketch, deal in chosen:
    began = time.perf_counter()
    search.find_lookalikes(sketch, edition, rates, but=deal)
    taken.append((time.perf_counter() - began) * 1000)
print(f"deals {Deal.objects.count()}, marked {Lookalike.objects.values('deal').distinct().count()}")
print(f"ms: median {statistics.median(taken):.1f}, 95th of 100 {sorted(taken)[int(len(taken) * 0.95)]:.1f}")
