"""Two files for one row: neither is guessed to be the better one, but a name in a file counts for more than a pick."""

from django.utils.translation import gettext as _

from expo.i18n.kept_texts import both_translations
from expo.imports.pictures.named_pictures import NamedPicture


def leave_out_twins(pictures: list[NamedPicture]) -> None:
    named: dict[str, list[NamedPicture]] = {}
    for picture in pictures:
        if picture.target:
            named.setdefault(picture.target.key, []).append(picture)
    for twins in named.values():
        if len(twins) > 1:
            part_twins(twins)


def part_twins(twins: list[NamedPicture]) -> None:
    """The one that is called so itself stays; the others are asked again, with the reason."""
    called = [twin for twin in twins if not twin.answered]
    for twin in twins:
        if called == [twin]:
            continue
        twin.target = None
        twin.nameable = True
        twin.reason = twin_reason([other.path for other in twins if other is not twin])


def twin_reason(others: list[str]) -> dict[str, str]:
    said = {"others": ", ".join(others)}
    return both_translations(lambda: _("The ZIP has another picture of the same: %(others)s.") % said)
