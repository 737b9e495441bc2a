"""Who takes part in a session, as columns of its export: those who have each role, and their titles there."""

from agenda.imports.sessions.titles import LANGUAGES, told_titles
from agenda.models import RoleKind, Session
from expo.admin.export.columns import BETWEEN, ExportColumn, name_of

READ_ALONG = ("roles__person", "roles__organisation")


def role_columns() -> list[ExportColumn]:
    return [*map(role_column, RoleKind.values), *map(titles_column, LANGUAGES)]


def role_column(role: str) -> ExportColumn:
    def read(session: Session) -> str:
        names = []
        for each in session.roles.all():
            if each.role == role:
                names.append(name_of(each.person or each.organisation))
        return BETWEEN.join(names)

    return ExportColumn(role, read, many=READ_ALONG)


def titles_column(language: str) -> ExportColumn:
    def read(session: Session) -> str:
        return told_titles(session.roles.all(), language)

    return ExportColumn(f"titles_{language}", read, many=READ_ALONG)
