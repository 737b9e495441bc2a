"""Draws a card: paper and ink, a field of cinnabar with the seal's 智, the title as large as it fits."""

import io

from PIL import Image, ImageDraw, ImageFont

from expo.share_cards.card import Card
from expo.share_cards.fonts import BOLD, REGULAR, SERIF, font
from expo.share_cards.lines import break_lines

WIDTH, HEIGHT = 1200, 630
FIELD = 300
MARGIN = 64
ROOM = WIDTH - FIELD - MARGIN - 40
PAPER, INK, QUIET, CINNABAR, FAINT, WHITE = "#faf8f3", "#16191e", "#5a606a", "#a92a17", "#b8452f", "#ffffff"
SIZES = (84, 76, 68, 60, 52, 46, 40)
LINE = 1.28
MOST_LINES = 5
# Enough for the edges of letters in so few colours, at a third of the bytes.
COLOURS = 48


def draw_card(card: Card) -> bytes:
    """The card as PNG, WIDTH × HEIGHT; needs the fonts (`can_draw`)."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    draw_field(pen)
    left = MARGIN
    write_line(pen, (left, 52), card.edition, font(BOLD, 30), CINNABAR)
    draw_title(pen, card.title, left)
    below = "  ·  ".join(filter(None, (card.note, card.days, card.place)))
    write_line(pen, (left, HEIGHT - 116), below, font(REGULAR, 28), INK)
    write_line(pen, (left, HEIGHT - 72), card.address, font(REGULAR, 22), QUIET)
    packed = io.BytesIO()
    image.quantize(COLOURS).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def draw_field(pen: ImageDraw.ImageDraw) -> None:
    """The seal's character, white on cinnabar, and once more behind it, larger than the field."""
    left = WIDTH - FIELD
    pen.rectangle((left, 0, WIDTH, HEIGHT), fill=CINNABAR)
    pen.text((left + FIELD / 2 + 70, HEIGHT / 2 + 130), "智", fill=FAINT, font=font(SERIF, 620), anchor="mm")
    pen.rectangle((0, 0, left, HEIGHT), fill=PAPER)
    pen.text((left + FIELD / 2, 170), "智", fill=WHITE, font=font(SERIF, 190), anchor="mm")


def draw_title(pen: ImageDraw.ImageDraw, title: str, left: int) -> None:
    """In the largest size in which it has its place between the lines above and below."""
    top, bottom = 120, HEIGHT - 140
    for size in SIZES:
        face = font(BOLD, size)
        lines = break_lines(title, ROOM, face.getlength)
        high = len(lines) * size * LINE
        if high <= bottom - top and max(map(face.getlength, lines), default=0) <= ROOM:
            break
    y = top + (bottom - top - min(len(lines), MOST_LINES) * size * LINE) / 2
    for line in lines[:MOST_LINES]:
        write_line(pen, (left, y), line, face, INK)
        y += size * LINE


def write_line(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: ImageFont.FreeTypeFont, colour: str
) -> None:
    """One line from `at`, its upper left corner; cut where it is too long for the paper."""
    pen.text(at, shorten(text, face, ROOM), fill=colour, font=face)


def shorten(text: str, face: ImageFont.FreeTypeFont, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room`."""
    if face.getlength(text) <= room:
        return text
    while text and face.getlength(text + "…") > room:
        text = text[:-1]
    return text + "…"
