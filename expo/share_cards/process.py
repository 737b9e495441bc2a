"""In which process a card is drawn: three fonts weigh 70 MB, and a process of the server would keep them.

So it has each drawn by a process of its own. A command that ends with what it was started for draws its cards itself:
a process for each takes twice as long as the picture.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from pathlib import Path

from .card import Card

PROJECT = Path(__file__).resolve().parents[2]
START = "from expo.share_cards.child_process import main; main()"
# Of a card that takes a quarter of one, on an idle machine.
SECONDS = 30
# A finished card is kept as a file, so there is no hurry: one at a time for each process of the server.
TURN = threading.Lock()
# In what follows this, wherever it is asked.
ITSELF = ContextVar("draws_cards_itself", default=False)


@contextmanager
def cards_drawn_here() -> Iterator[None]:
    """Meanwhile, this process draws what it is asked for itself."""
    token = ITSELF.set(True)
    try:
        yield
    finally:
        ITSELF.reset(token)


def card_picture(card: Card) -> bytes:
    """As `drawing.draw_card`. Raises subprocess.SubprocessError where a process of its own brings none."""
    if not ITSELF.get():
        return draw_card_elsewhere(card)
    # A process of the server does without.
    from .drawing import draw_card

    return draw_card(card)


def draw_card_elsewhere(card: Card) -> bytes:
    """As `drawing.draw_card`. Raises subprocess.SubprocessError where there comes no card of it."""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {START}"]
    plain = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    with TURN:
        told = json.dumps(asdict(card)).encode()
        done = subprocess.run(command, input=told, capture_output=True, check=True, timeout=SECONDS, env=plain)
    return done.stdout
