"""Pictures, one file an address: to everybody while something public shows them, to data entry before."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from expo.accounts.access import require_permission
from expo.models import Picture
from expo.models.showcase.pictures import file_name
from expo.pictures.files import read_file

WEBP = "image/webp"
# Whoever was shown a picture may keep it: its address names its bytes. What many share asks again after a second.
PICTURE_CACHE = "public, max-age=31536000, s-maxage=1, proxy-revalidate"


@require_safe
def picture_file(request: HttpRequest, name: str, width: int) -> HttpResponse:
    rows = Picture.objects.named(name)
    picture = picture_of_width(rows.first(), width)
    if not rows.shown():
        raise Http404
    response = send_picture(picture, width)
    response.headers["Cache-Control"] = PICTURE_CACHE
    return response


@require_safe
@require_permission("expo.view_picture")
def picture_for_staff(request: HttpRequest, name: str, width: int) -> HttpResponse:
    return send_picture(picture_of_width(Picture.objects.named(name).first(), width), width)


def picture_of_width(picture: Picture | None, width: int) -> Picture:
    if picture is None or width not in picture.widths:
        raise Http404
    return picture


def send_picture(picture: Picture, width: int) -> HttpResponse:
    """Its bytes; or, to nginx, which file it is to send."""
    if settings.ACCEL_PICTURES:
        place = settings.ACCEL_PICTURES + file_name(picture.name, width, picture.width)
        return HttpResponse(content_type=WEBP, headers={"X-Accel-Redirect": place})
    try:
        content = read_file(picture, width)
    except FileNotFoundError as lost:
        raise Http404 from lost
    return HttpResponse(content, content_type=WEBP, headers={"ETag": f'"{picture.name}-{width}"'})
