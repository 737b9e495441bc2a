"""Members of a team as its form shows them, in a name and an organisation each, and written back as they were typed."""

from collections.abc import Sequence
from typing import Any

from agenda.models.contests import Team, TeamMember
from expo.i18n.characters import printable_line
from expo.i18n.languages import is_chinese

# The name of a member and that of the organisation, either of which may be empty.
Row = tuple[str, str]


def stored_members(team: Team | None) -> list[TeamMember]:
    if team is None:
        return []
    return list(team.members.select_related("person", "organisation").order_by("order", "pk"))


def shown_row(member: TeamMember) -> Row:
    """Those that staff know stand in the form by the names that they are known by."""
    organisation = shown_name(member.organisation) if member.organisation else member.organisation_name
    return shown_name(member.person or member), printable_line(organisation).strip()


def shown_name(row: Any) -> str:
    """In the one box that there is for it."""
    return printable_line(row.name_zh or row.name_en).strip()


def write_members(team: Team, stored: Sequence[TeamMember], typed: Sequence[Row]) -> None:
    """What stands in a box as before keeps whom staff know behind it, and both languages; the rest is as written.

    `stored`: the members before, of this team or of the one that it takes the place of.
    """
    rows = [member_of(team, row) for row in match_rows(stored, typed)]
    team.members.exclude(pk__in=[row.pk for row in rows if row.pk]).delete()
    for order, (row, (name, organisation)) in enumerate(zip(rows, typed, strict=True), start=1):
        before = shown_row(row)
        if name != before[0]:
            write_name(row, name)
        if organisation != before[1]:
            write_organisation(row, organisation, stored)
        row.order = order
        row.save()


def member_of(team: Team, row: TeamMember) -> TeamMember:
    """`row` itself where it is of this team, otherwise one like it."""
    if row.team_id == team.pk:
        return row
    fields = {
        name: getattr(row, name) for name in ("person", "organisation", "organisation_name", "name_en", "name_zh")
    }
    return TeamMember(team=team, **fields)


def match_rows(stored: Sequence[TeamMember], typed: Sequence[Row]) -> list[TeamMember]:
    """For each row the member that it was, or a new one: first those that are the same, then those of the same name."""
    left, found = list(stored), dict[int, TeamMember]()
    for columns in (2, 1):
        for place, row in enumerate(typed):
            if place in found or not any(row[:columns]):
                continue
            same = first_same(left, row, columns)
            if same is not None:
                left.remove(same)
                found[place] = same
    return [found.get(place) or TeamMember() for place in range(len(typed))]


def first_same(members: Sequence[TeamMember], row: Row, columns: int) -> TeamMember | None:
    for member in members:
        if shown_row(member)[:columns] == row[:columns]:
            return member
    return None


def write_name(row: TeamMember, name: str) -> None:
    row.person = None
    for field, value in name_fields(name).items():
        setattr(row, field, value)


def write_organisation(row: TeamMember, name: str, stored: Sequence[TeamMember]) -> None:
    """The one that another member has by this name is meant again."""
    row.organisation, row.organisation_name = None, name
    for member in stored:
        if member.organisation and shown_row(member)[1] == name:
            row.organisation, row.organisation_name = member.organisation, member.organisation_name
            return


def name_fields(name: str) -> dict[str, str]:
    """A name that somebody wrote in one box, in the field of its language."""
    if is_chinese(name):
        return {"name_en": "", "name_zh": name}
    return {"name_en": name, "name_zh": ""}
