"""The process that draws one card: the words come in as JSON, the picture goes out."""

import json
import sys

from .card import Card
from .drawing import draw_card


def main() -> None:
    sys.stdout.buffer.write(draw_card(Card(**json.load(sys.stdin))))


if __name__ == "__main__":
    main()
