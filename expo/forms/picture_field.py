"""A picture in a form: brought, described, cropped, replaced or taken away, all in one field; works without scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from expo.i18n.numbers import is_key
from expo.models import Picture
from expo.pictures import intake
from expo.pictures.encoded import Crop
from expo.pictures.files import read_file

WORDS = ("alt_en", "alt_zh", "credit_en", "credit_zh", "licence")
FOCUS = ("focus_x", "focus_y")
CROP = ("left", "top", "width", "height")
LABELS = {
    "alt_en": _("what is seen (English)"),
    "alt_zh": _("what is seen (Chinese)"),
    "credit_en": _("credit (English)"),
    "credit_zh": _("credit (Chinese)"),
    "licence": _("licence"),
    "focus_x": _("focus from the left, in percent"),
    "focus_y": _("focus from the top, in percent"),
    "left": _("from the left"),
    "top": _("from the top"),
    "width": _("width"),
    "height": _("height"),
}
MIDDLE = "50"
SHOWN_WIDTH = 320
LONGEST_NUMBER = 6


@dataclass(frozen=True)
class PictureSeal:
    """Of the keys that a form holds: one that another row, field or person was shown, or that is typed, opens nothing.

    `form`: what tells the form from all others; `current`: the key of the row's own picture, which needs no seal.
    """

    form: str
    current: str

    def seal_key(self, key: int) -> str:
        return self.signer().sign(str(key))

    def open_key(self, sealed: str) -> str | None:
        """The key; None of what this form has not held."""
        if not sealed or sealed.partition(":")[0] == self.current:
            return sealed.partition(":")[0]
        try:
            return self.signer().unsign(sealed)
        except BadSignature:
            return None

    def signer(self) -> Signer:
        return Signer(salt=f"expo.picture:{self.form}")


def picture_seal(row: Model, name: str, user: int) -> PictureSeal:
    """Of the field of that name in this person's form of the row."""
    current = getattr(row, f"{name}_id") or ""
    return PictureSeal(f"{row._meta.label_lower}:{row.pk}:{name}:{user}", str(current))


@dataclass(frozen=True)
class SentPicture:
    """What a form holds of a picture. `kept`: the key of the one that is there; `said` and `crop`: as they were typed.

    `upload`: the file that was brought, before it has become a picture; `foreign`: another was named than the form
    held, in place of which `kept` is the row's own.
    """

    kept: str = ""
    upload: UploadedFile | None = None
    removed: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    crop: Mapping[str, str] = field(default_factory=dict)
    foreign: bool = False


class PictureWidget(forms.Widget):
    template_name = "admin/widgets/picture.html"
    needs_multipart_form = True
    seal: PictureSeal

    def value_from_datadict(self, data: Any, files: Any, name: str) -> SentPicture:
        said, crop = typed_values(data, name, (*WORDS, *FOCUS)), typed_values(data, name, CROP)
        upload = files.get(f"{name}-file")
        # A file that has become a picture already, in a form that is shown again for another reason.
        if made := getattr(upload, "picture", None):
            return SentPicture(str(made.pk), None, False, said)
        kept, removed = self.seal.open_key(data.get(name, "")), f"{name}-remove" in data
        if kept is None:
            return SentPicture(self.seal.current, upload, removed, said, crop, foreign=True)
        return SentPicture(kept, upload, removed, said, crop)

    def entries(self, name: str, value: Any) -> dict[str, str]:
        """What the boxes of an untouched picture send."""
        picture = find_picture(value)
        said = {f"{name}-{part}": text for part, text in words_of(picture).items()}
        return said | {name: self.seal.seal_key(picture.pk) if picture else ""}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-file" not in files

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        sent = value if isinstance(value, SentPicture) else None
        picture = find_picture(sent.kept if sent else value)
        said = sent.said if sent else words_of(picture)
        crop = sent.crop if sent else {}
        boxes = {"words": boxes_of(WORDS, said), "focus": boxes_of(FOCUS, said), "crop": boxes_of(CROP, crop)}
        shown, sealed = 0, ""
        if picture:
            shown, sealed = min(SHOWN_WIDTH, picture.width), self.seal.seal_key(picture.pk)
        context |= {"picture": picture, "sealed": sealed, "shown": shown}
        return context | {"removed": bool(sent and sent.removed), **boxes}


def typed_values(data: Any, name: str, parts: tuple[str, ...]) -> dict[str, str]:
    return {part: data.get(f"{name}-{part}", "").strip() for part in parts}


def boxes_of(parts: tuple[str, ...], values: Mapping[str, str]) -> list[tuple[str, Any, str]]:
    """Of each part its name, its label and what stands in its box."""
    return [(part, LABELS[part], values.get(part, "")) for part in parts]


def find_picture(key: Any) -> Picture | None:
    if isinstance(key, Picture):
        return key
    if not is_key(str(key or "")):
        return None
    return Picture.objects.filter(pk=key).first()


def words_of(picture: Picture | None) -> dict[str, str]:
    """What a picture says of itself, as its boxes show it."""
    if picture is None:
        return dict.fromkeys(FOCUS, MIDDLE)
    return {part: str(getattr(picture, part)) for part in (*WORDS, *FOCUS)}


class PictureField(forms.Field):
    """Cleans to a Picture that is stored, or to None. `by`: the key of whoever is shown the form."""

    widget = PictureWidget
    default_error_messages = {
        "alt": _("Say in English and in Chinese what is seen, for whoever cannot see the picture."),
        "number": _("“%(said)s” is no whole number."),
        "focus": _("The focus lies between 0 and 100 percent of the picture."),
        "crop": _("To crop, fill in all four numbers."),
        "foreign": _("This form was not shown that picture: choose its file here."),
    }

    def __init__(self, *, by: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by = by

    def hold_to_row(self, row: Model, name: str) -> None:
        """Take no picture but those that the form of this row shows, or that are brought in it."""
        self.widget.seal = picture_seal(row, name, self.by)

    def clean(self, value: SentPicture) -> Picture | None:
        picture = find_picture(value.kept)
        if value.upload:
            picture = self.take_upload(value.upload, self.crop_of(value))
        elif value.removed:
            return None
        elif value.foreign:
            raise ValidationError(self.error_messages["foreign"], "foreign")
        elif picture is None:
            return None
        elif crop := self.crop_of(value):
            picture = intake.add_picture(read_file(picture, picture.width), crop=crop, **words_of(picture))
        return self.describe(picture, value.said)

    def take_upload(self, upload: UploadedFile, crop: Crop | None) -> Picture:
        """It is kept at once: what else is wrong with the form does not ask for it again."""
        picture = intake.add_picture(upload.read(), crop=crop, alt_en=str(self.label))
        upload.picture = picture  # type: ignore[attr-defined]  # for the form that is shown again
        return picture

    def describe(self, picture: Picture, said: Mapping[str, str]) -> Picture:
        """The picture with these words: itself where it has them, else another row of the same file."""
        if not said["alt_en"] or not said["alt_zh"]:
            raise ValidationError(self.error_messages["alt"], "alt")
        words = dict(said) | {part: self.percent(said[part]) for part in FOCUS}
        found = Picture.objects.filter(file=picture.file.name, **words).first()
        if found:
            return found
        made = Picture(file=picture.file.name, width=picture.width, height=picture.height, **words)
        made.full_clean()
        made.save()
        return made

    def percent(self, said: str) -> int:
        number = self.whole_number(said or MIDDLE)
        if not 0 <= number <= 100:
            raise ValidationError(self.error_messages["focus"], "focus")
        return number

    def crop_of(self, value: SentPicture) -> Crop | None:
        typed = [value.crop.get(part, "") for part in CROP]
        if not any(typed):
            return None
        if not all(typed):
            raise ValidationError(self.error_messages["crop"], "crop")
        return Crop(*map(self.whole_number, typed))

    def whole_number(self, said: str) -> int:
        if not said.isascii() or not said.isdigit() or len(said) > LONGEST_NUMBER:
            raise ValidationError(self.error_messages["number"], "number", {"said": said})
        return int(said)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if data.upload or data.removed or data.foreign or any(data.crop.values()):
            return True
        before = find_picture(initial)
        if before is None:
            return bool(data.kept)
        return data.kept != str(before.pk) or dict(data.said) != words_of(before)
