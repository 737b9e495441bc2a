"""Organisations by the projects that they signed: as many as there are deals, of which a page shows few."""

from typing import NamedTuple

LEAGUE = "organisation"
# Not a dimension, but how many organisations a league has of which only the largest are read, as its projects.
LEAGUE_SIZE = "league_size"
# What the parts below read beside what is counted, as a table of its own.
SIGNED = "SELECT DISTINCT of_terms, by_organisation AS firm FROM origins WHERE by_organisation IS NOT NULL"
# In the order of `breakdowns.size_key`.
OF_LARGEST = f"""SELECT * FROM (SELECT '{LEAGUE}', CAST(firm AS varchar), {{0}}
 FROM counted JOIN signed ON of_terms = terms_key GROUP BY firm
 ORDER BY COALESCE(SUM(minor), 0) DESC, COUNT(*) DESC, firm LIMIT {{1}}) AS largest"""  # noqa: S608
OF_NOBODY = f"""SELECT '{LEAGUE}', CAST(NULL AS varchar), {{0}}
 FROM counted LEFT JOIN signed ON of_terms = terms_key WHERE firm IS NULL GROUP BY firm"""  # noqa: S608
SIZE = f"""SELECT '{LEAGUE_SIZE}', CAST(NULL AS varchar), firms, NULL, 0, 0, last FROM (SELECT COUNT(DISTINCT firm)
 AS firms, MAX(announced_at) AS last FROM counted JOIN signed ON of_terms = terms_key) AS league WHERE firms > 0"""  # noqa: S608
OF_ONE = f"""SELECT '{LEAGUE}', CAST(firm AS varchar), {{0}}
 FROM counted JOIN signed ON of_terms = terms_key WHERE firm = {{1}} GROUP BY firm"""  # noqa: S608


class LeagueChoice(NamedTuple):
    """Which organisations are rows: so many, the largest; or the one of this key; all where neither is said."""

    largest: int | None = None
    organisation: int | None = None


ALL = LeagueChoice()


def league_queries(league: LeagueChoice, sums: str) -> list[str]:
    """The parts of the query that sum by those organisations; with the largest, by nobody, and how many there are."""
    if league.organisation is not None:
        return [OF_ONE.format(sums, int(league.organisation))]
    return [OF_LARGEST.format(sums, int(league.largest or 0)), OF_NOBODY.format(sums), SIZE]
