"""Has a card drawn by a process of its own: three fonts weigh 70 MB, and a process of the server would keep them."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from .card import Card

PROJECT = Path(__file__).resolve().parents[2]
START = "from expo.share_cards.child_process import main; main()"
# Of a card that takes a quarter of one, on an idle machine.
SECONDS = 30
# A finished card is kept as a file, so there is no hurry: one at a time for each process of the server.
TURN = threading.Lock()


def draw_card_elsewhere(card: Card) -> bytes:
    """As `drawing.draw_card`. Raises subprocess.SubprocessError where there comes no card of it."""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {START}"]
    plain = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    with TURN:
        told = json.dumps(asdict(card)).encode()
        done = subprocess.run(command, input=told, capture_output=True, check=True, timeout=SECONDS, env=plain)
    return done.stdout
