"""What a team has entered, to be read."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from agenda.contests.entering.applications import stored_application
from agenda.contests.entering.review import MemberQuestion, seen_version
from agenda.models.contests import Entry
from expo.db.columns import find_column
from expo.i18n.bilingual import localised_text

register = template.Library()


@register.simple_tag
def entered_rows(entry: Entry) -> list[tuple[str, str]]:
    """`{% entered_rows entry as rows %}`: label and text of all that is filled in, members a line each."""
    stored = stored_application(entry)
    rows = [(_("Track"), localised_text(entry.track, "name").value)]
    for name, value in stored.fields.items():
        rows.append((str(find_column(Entry, name).verbose_name), value))
    members = "\n".join(" · ".join(filter(None, member)) for member in stored.members)
    rows += [(_("Name of the team"), stored.team), (_("Members of the team"), members)]
    return [row for row in rows if row[1]]


@register.simple_tag
def answer_to(question: MemberQuestion, sent: Mapping[str, str]) -> str:
    """`{% answer_to question sent as answer %}`: what somebody chose before; empty where nothing was."""
    return sent.get(question.field, "")


register.filter(seen_version)
