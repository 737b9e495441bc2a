"""A picture of a ZIP that is asked about, made anew and small, for whoever is to say whose it is."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from expo.imports.kinds import ImportKind
from expo.imports.pictures.archive import PictureArchive
from expo.models.imports import ImportedFile
from expo.pictures.intake import read_picture
from expo.views.pictures import WEBP


@require_safe
def asked_picture(request: HttpRequest, run: ImportedFile, kind: ImportKind, number: int) -> HttpResponse:
    """`number`: of the file in its ZIP, which is there until it is imported."""
    try:
        archive = PictureArchive(bytes(run.content))
        [file] = [file for file in archive.files if file.number == number]
        encoded = read_picture(archive.read(file))
    except (ValidationError, ValueError) as error:
        raise Http404 from error
    return HttpResponse(encoded.files[min(encoded.files)], content_type=WEBP)
