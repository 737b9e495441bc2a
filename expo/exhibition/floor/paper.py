"""How large plans are set on paper, where nobody zooms: numbers of stands that are read, with the list as their key."""

from expo.exhibition.floor.hall_drawing import HallDrawing
from expo.exhibition.floor.labels import NAME

# Of A4 below the heading of the page, as the style sheet leaves it for a plan, in millimetres.
WIDTH, HEIGHT = 180, 172
SIX_POINTS = 6 * 25.4 / 72
# The sizes of type that the style sheet knows, in centimetres of the hall; three metres hold four characters.
SIZES = (80, 100, 120, 140)


def number_size(drawing: HallDrawing) -> int:
    """Of the numbers of its stands, six points on paper or the largest that stands hold; 0: its names are read, too."""
    read = SIX_POINTS * max(drawing.width / WIDTH, drawing.depth / HEIGHT)
    if read <= NAME:
        return 0
    return next((size for size in SIZES if size >= read), SIZES[-1])
