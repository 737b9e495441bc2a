"""From a picture to the files that pages load: upright, in sRGB, without metadata, as WebP of several widths."""

import io

from PIL import Image, ImageCms, ImageOps

from expo.pictures import limits
from expo.pictures.encoded import Crop, EncodedPicture
from expo.pictures.errors import PictureRefusal
from expo.pictures.formats import require_picture, webp_size

QUALITY, EFFORT = 82, 4


def encode_file(data: bytes, widths: tuple[int, ...], crop: Crop | None = None) -> EncodedPicture:
    """Raises PictureRefusal. Of what moves, the first frame."""
    name = require_picture(data)
    if name == "WEBP":
        require_pixels(name, *webp_size(data))
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as opened:
            require_pixels(name, *opened.size)
            return encode_image(upright_part(opened, max(widths), crop), widths)
    except Image.DecompressionBombError as error:
        raise PictureRefusal("too_many_pixels", limit=limits.PIXELS[name] // 1_000_000) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise PictureRefusal("broken") from error


def require_pixels(name: str, width: int, height: int) -> None:
    """Not more than a picture of this format may have, and not fewer than can be seen."""
    if width * height > limits.PIXELS[name]:
        raise PictureRefusal("too_many_pixels", limit=limits.PIXELS[name] // 1_000_000)
    require_size(width, height)


def require_size(width: int, height: int) -> None:
    if min(width, height) < limits.SMALLEST:
        raise PictureRefusal("too_small", limit=limits.SMALLEST)


def upright_part(opened: Image.Image, widest: int, crop: Crop | None) -> Image.Image:
    """What is kept of the picture, turned as it was taken, hardly larger than it is needed."""
    full = upright_size(opened)
    opened.draft("RGB", (2 * widest, 2 * widest))
    opened.load()
    image = ImageOps.exif_transpose(reduce_image(opened, widest, crop))
    if crop:
        image = image.crop(scaled_box(crop, full, image.size))
    require_proportions(*image.size)
    return convert_to_srgb(image)


def upright_size(opened: Image.Image) -> tuple[int, int]:
    width, height = opened.size
    if opened.getexif().get(0x0112, 1) in (5, 6, 7, 8):
        return height, width
    return width, height


def reduce_image(image: Image.Image, widest: int, crop: Crop | None) -> Image.Image:
    """Smaller by a whole number where it is far larger than needed; so what follows costs little memory."""
    spare = min(image.size) // (2 * widest)
    if crop or spare < 2 or image.mode in ("P", "PA", "1"):
        return image
    smaller = image.reduce(spare)
    smaller.info = image.info
    smaller.getexif().update(image.getexif())
    return smaller


def scaled_box(crop: Crop, full: tuple[int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The four numbers, which are of the full picture, in pixels of the one at hand. Raises PictureRefusal."""
    right, bottom = crop.left + crop.width, crop.top + crop.height
    if min(crop.left, crop.top) < 0 or right > full[0] or bottom > full[1]:
        raise PictureRefusal("crop_outside", width=full[0], height=full[1])
    require_size(crop.width, crop.height)
    across, down = size[0] / full[0], size[1] / full[1]
    return round(crop.left * across), round(crop.top * down), round(right * across), round(bottom * down)


def require_proportions(width: int, height: int) -> None:
    if max(width, height) > limits.LONGEST * min(width, height):
        raise PictureRefusal("too_long", limit=limits.LONGEST)


def convert_to_srgb(image: Image.Image) -> Image.Image:
    """In the colours that every screen means, with transparency where there is any."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        image = convert_profile(image, profile)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def convert_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile that cannot be read says nothing of the colours.
        return image
    return converted or image


def encode_image(image: Image.Image, widths: tuple[int, ...]) -> EncodedPicture:
    """Never larger than it is; only pixels go in."""
    widest = min(max(widths), image.width)
    files = {}
    height = 0
    for width in [*(each for each in widths if each < widest), widest]:
        height = max(1, round(image.height * width / image.width))
        files[width] = encode_webp(image.resize((width, height), Image.Resampling.LANCZOS))
    return EncodedPicture(files, widest, height)


def encode_webp(image: Image.Image) -> bytes:
    image.info = {}
    written = io.BytesIO()
    image.save(written, "WEBP", quality=QUALITY, method=EFFORT)
    return written.getvalue()
