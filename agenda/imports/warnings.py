"""What is odd in a file, said of the entry that it is odd in."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WarningKind(TextChoices):
    """Worst first: what was left out, then what came in otherwise than it stands in the file."""

    TITLE_MISSING = "title_missing", _("Without a title: left out")
    DAY_OUTSIDE = "day_outside", _("On a day outside the edition: left out")
    ENDS_OUTSIDE = "ends_outside", _("Ends after the night that follows the edition's last day: left out")
    DELETED_HERE = "deleted_here", _("Deleted here since the last import: not brought back")
    EDITED_HERE = "edited_here", _("Changed in the file and by hand: what was written by hand stays")
    GUID_REPEATED = "guid_repeated", _("The same guid again: taken as an entry of its own")
    ID_REPEATED = "id_repeated", _("The same id again")
    ID_MISSING = "id_missing", _("Neither guid nor id: recognised by its title")
    DATE_MISSING = "date_missing", _("Without a date of its own: on the day it stands under")
    DATE_BAD = "date_bad", _("The date cannot be read: on the day it stands under")
    DAY_MISSING = "day_missing", _("On no day: to be announced")
    START_MISSING = "start_missing", _("Without a start: hours to be announced")
    START_BAD = "start_bad", _("The start cannot be read")
    START_DISAGREES = "start_disagrees", _("Start and date name different hours: the date counts")
    HOUR_SKIPPED = "hour_skipped", _("At an hour that the clocks skip in that night: hours to be announced")
    HOUR_TWICE = "hour_twice", _("At an hour that comes twice in that night: taken as is named beside it")
    LENGTH_MISSING = "length_missing", _("Without a length: hours to be announced")
    LENGTH_BAD = "length_bad", _("The length cannot be read: hours to be announced")
    LENGTH_ODD = "length_odd", _("The length has three parts: read as hours, minutes and seconds")
    LENGTH_ZERO = "length_zero", _("It lasts no time: hours to be announced")
    LENGTH_DAYS = "length_days", _("It lasts 24 hours or more: on each of its days, without hours")
    ROOM_OVERLAP = "room_overlap", _("Begins while the room is still taken")
    ROOM_MISSING = "room_missing", _("Without a room")
    ROOM_DISAGREES = "room_disagrees", _("It names another room than it stands under: the latter counts")
    ROOM_OF_NO_HALL = "room_of_no_hall", _("This room belongs to no hall")
    PERSON_TWICE = "person_twice", _("The same person twice: taken once")
    PERSON_NAMELESS = "person_nameless", _("A person without a name: left out")
    NAME_SPELLINGS = "name_spellings", _("One person's name in several spellings: taken for one person")
    NAMESAKES = "namesakes", _("Several people here bear this name: the first was taken")
    LANGUAGE_MISSING = "language_missing", _("Without a language")
    LANGUAGE_UNKNOWN = "language_unknown", _("The language is not known")
    HTML = "html", _("HTML in a text: taken out")
    UNPRINTABLE = "unprintable", _("Characters that cannot be printed: taken out")
    TEXT_CUT = "text_cut", _("A text is too long: cut")
    ZONE_UNKNOWN = "zone_unknown", _("The file's time zone is not known: the edition's was taken")
    ZONE_DIFFERS = "zone_differs", _("The file's time zone is not the edition's: hours are shown in the edition's")


REFUSED = {WarningKind.TITLE_MISSING, WarningKind.DAY_OUTSIDE, WarningKind.ENDS_OUTSIDE, WarningKind.DELETED_HERE}


class FileWarning(NamedTuple):
    """`entry` names the entry (or room, or the file where empty); `detail` quotes the file, in no language."""

    kind: WarningKind
    entry: str = ""
    title: str = ""
    detail: str = ""
