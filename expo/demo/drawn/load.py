"""Gives what the rehearsal has invented its drawn pictures; whatever has been at a real edition gets none."""

from collections.abc import Sequence

from django.db.models import Model, QuerySet
from PIL import Image

from expo.demo.drawn import shapes
from expo.demo.words import random_generator
from expo.models import Edition, Hall, Launch, Organisation, Person, Picture, Scenario
from expo.models.showcase.pictures import WIDTHS
from expo.pictures.encoding import encode_image
from expo.pictures.intake import keep_picture

MARKS, PORTRAITS, WIDES = 36, 16, 7
# So many more than there are pictures share them out; those of the difference stay without.
WITHOUT = 4
CREDIT = {"credit_en": "Smart China Expo", "credit_zh": "智博会"}
NAMES = {
    "ring": ("A drawn mark: a ring", "绘制的标志：圆环"),
    "bars": ("A drawn mark: four bars", "绘制的标志：四根立柱"),
    "halves": ("A drawn mark: two halves of circles", "绘制的标志：两个半圆"),
    "peaks": ("A drawn mark: two peaks", "绘制的标志：双峰"),
    "diamond": ("A drawn mark: a diamond", "绘制的标志：菱形"),
    "dots": ("A drawn mark: nine dots", "绘制的标志：九个圆点"),
}
PORTRAIT = ("A drawn seal in place of a portrait", "代替肖像的绘制印章")
WIDE = ("A drawing of hills and a sun", "绘制的群山与太阳")


def load(edition: Edition) -> None:
    marks = draw_marks()
    portraits, wides = [], []
    rng = random_generator("drawn pictures")
    for _number in range(PORTRAITS):
        portraits.append(keep(shapes.draw_portrait(rng), PORTRAIT))
    for _number in range(WIDES):
        wides.append(keep(shapes.draw_wide(rng), WIDE))
    share_out(
        invented_rows(Organisation.objects.filter(participations__edition=edition), "participations"), "logo", marks
    )
    share_out(invented_rows(Person.objects.filter(attendances__edition=edition), "attendances"), "portrait", portraits)
    Edition.objects.filter(pk=edition.pk).update(key_visual=wides[0])
    show_each(Launch.objects.filter(edition=edition), wides[1:])
    show_each(Scenario.objects.filter(edition=edition), wides[1:])
    show_each(Hall.objects.filter(edition=edition), wides[1:])


def draw_marks() -> list[Picture]:
    rng = random_generator("drawn marks")
    shape_names = list(NAMES)
    marks = []
    for number in range(MARKS):
        shape = shape_names[number % len(shape_names)]
        marks.append(keep(shapes.draw_mark(rng, shape), NAMES[shape]))
    return marks


def keep(image: Image.Image, names: tuple[str, str]) -> Picture:
    alt_en, alt_zh = names
    return keep_picture(encode_image(image, WIDTHS), alt_en=alt_en, alt_zh=alt_zh, **CREDIT)


def invented_rows(rows: QuerySet, part: str) -> QuerySet:
    """Those that were at no real edition."""
    real = rows.model._default_manager.filter(**{f"{part}__edition__rehearsal": False})
    return rows.exclude(pk__in=real.values("pk")).distinct()


def share_out(rows: QuerySet, field: str, pictures: Sequence[Picture]) -> None:
    """The same to each at every load; a few stay without, for whom initials stand."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    model: type[Model] = rows.model
    for number, picture in enumerate(pictures):
        model._default_manager.filter(pk__in=keys[number :: len(pictures) + WITHOUT]).update(**{field: picture})


def show_each(rows: QuerySet, pictures: Sequence[Picture]) -> None:
    for number, key in enumerate(rows.order_by("pk").values_list("pk", flat=True)):
        rows.filter(pk=key).update(picture=pictures[number % len(pictures)])
