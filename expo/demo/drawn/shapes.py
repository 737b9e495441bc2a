"""Abstract marks, portraits of plain shapes, and wide pictures of lines: each from a stream of chance, in few inks."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

# Drawn larger than it is kept, so that edges come out smooth.
FINER = 2
SIDE = 240
WIDE = (960, 420)
INKS = ("#ab2b18", "#16324f", "#0e6b5c", "#b27300", "#5b3a8c", "#1f6fa8", "#7a1f3d", "#3f5d1f")
PAPERS = ("#f4ece0", "#e6eef2", "#efe6ef", "#e8f0e2", "#f5e3dc")


@dataclass(frozen=True)
class Canvas:
    """Where one is drawn; `across` and `down`: in units of the finer picture."""

    image: Image.Image
    pen: ImageDraw.ImageDraw
    across: int
    down: int


def new_canvas(width: int, height: int, paper: str) -> Canvas:
    size = width * FINER, height * FINER
    image = Image.new("RGB", size, paper)
    return Canvas(image, ImageDraw.Draw(image), *size)


def finish(canvas: Canvas) -> Image.Image:
    return canvas.image.resize((canvas.across // FINER, canvas.down // FINER), Image.Resampling.BOX)


def draw_mark(rng: random.Random, shape: str) -> Image.Image:
    canvas = new_canvas(SIDE, SIDE, "#ffffff")
    inks = rng.sample(INKS, 2)
    SHAPES[shape](canvas, rng, *inks)
    return finish(canvas)


def box(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """In shares of the canvas."""
    return left * canvas.across, top * canvas.down, right * canvas.across, bottom * canvas.down


def draw_ring(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    begin = rng.randrange(0, 360, 30)
    canvas.pen.ellipse(box(canvas, 0.12, 0.12, 0.88, 0.88), first)
    canvas.pen.ellipse(box(canvas, 0.3, 0.3, 0.7, 0.7), "#ffffff")
    canvas.pen.pieslice(box(canvas, 0.12, 0.12, 0.88, 0.88), begin, begin + rng.choice((45, 60, 90)), second)


def draw_bars(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    for number in range(4):
        left, height = 0.14 + number * 0.19, rng.uniform(0.25, 0.72)
        ink = second if number == rng.randrange(4) else first
        canvas.pen.rounded_rectangle(box(canvas, left, 0.86 - height, left + 0.14, 0.86), 16, ink)


def draw_halves(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    begin = rng.randrange(0, 180, 45)
    canvas.pen.pieslice(box(canvas, 0.1, 0.1, 0.9, 0.9), begin, begin + 180, first)
    canvas.pen.pieslice(box(canvas, 0.22, 0.22, 0.78, 0.78), begin + 180, begin + 360, second)


def draw_peaks(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    top = rng.uniform(0.14, 0.3)
    points = [(0.1, 0.84), (0.42, top), (0.74, 0.84)]
    canvas.pen.polygon(scale_points(canvas, points), first)
    canvas.pen.polygon(scale_points(canvas, [(0.4, 0.84), (0.66, top + 0.2), (0.92, 0.84)]), second)


def draw_diamond(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    canvas.pen.polygon(scale_points(canvas, [(0.5, 0.08), (0.92, 0.5), (0.5, 0.92), (0.08, 0.5)]), first)
    inner = rng.uniform(0.12, 0.22)
    points = [(0.5, 0.5 - inner), (0.5 + inner, 0.5), (0.5, 0.5 + inner), (0.5 - inner, 0.5)]
    canvas.pen.polygon(scale_points(canvas, points), rng.choice((second, "#ffffff")))


def draw_dots(canvas: Canvas, rng: random.Random, first: str, second: str) -> None:
    for across in range(3):
        for down in range(3):
            left, top, size = 0.16 + across * 0.25, 0.16 + down * 0.25, rng.choice((0.1, 0.14, 0.2))
            ink = rng.choice((first, first, second))
            canvas.pen.ellipse(box(canvas, left, top, left + size, top + size), ink)


def scale_points(canvas: Canvas, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(across * canvas.across, down * canvas.down) for across, down in points]


# By what is seen.
SHAPES: dict[str, Callable[[Canvas, random.Random, str, str], None]] = {
    "ring": draw_ring,
    "bars": draw_bars,
    "halves": draw_halves,
    "peaks": draw_peaks,
    "diamond": draw_diamond,
    "dots": draw_dots,
}


def draw_portrait(rng: random.Random) -> Image.Image:
    """A seal: head and shoulders of plain circles, like nobody."""
    canvas = new_canvas(SIDE, SIDE, rng.choice(PAPERS))
    head, coat, sash = rng.sample(INKS, 3)
    canvas.pen.ellipse(box(canvas, 0.14, 0.62, 0.86, 1.36), coat)
    canvas.pen.pieslice(box(canvas, 0.14, 0.62, 0.86, 1.36), 270, rng.choice((300, 315, 330)), sash)
    canvas.pen.ellipse(box(canvas, 0.33, 0.2, 0.67, 0.54), head)
    begin = rng.randrange(0, 360, 45)
    canvas.pen.pieslice(box(canvas, 0.33, 0.2, 0.67, 0.54), begin, begin + 180, sash)
    return finish(canvas)


def draw_wide(rng: random.Random) -> Image.Image:
    """Hills and lines one behind the other, as a city between rivers has them."""
    canvas = new_canvas(*WIDE, rng.choice(PAPERS))
    for number, ink in enumerate(rng.sample(INKS, 4)):
        ground = 0.35 + number * 0.16
        points = [(0.0, 1.0)]
        for step in range(9):
            points.append((step / 8, ground + rng.uniform(-0.14, 0.1)))
        canvas.pen.polygon(scale_points(canvas, [*points, (1.0, 1.0)]), ink)
    sun = rng.uniform(0.15, 0.75)
    canvas.pen.ellipse(box(canvas, sun, 0.08, sun + 0.12, 0.08 + 0.12 * canvas.across / canvas.down), "#f0b429")
    return finish(canvas)
