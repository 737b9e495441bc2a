"""The rule and the scores behind a ranking as a file, from which `manage.py rank_scores` computes it again."""

import json
from io import BytesIO
from typing import IO, Any

from agenda.models.contests import FrozenRanking, Round
from expo.models import Edition


def find_open_ranking(edition: Edition, contest: str, number: int, version: int) -> FrozenRanking | None:
    """By the addresses of contest, round and version; None where its scores are not the public's."""
    rankings = FrozenRanking.objects.recomputable().filter(round__contest__edition=edition, version=version)
    return (
        rankings.filter(round__contest__slug=contest, round__number=number)
        .select_related("round__contest__edition")
        .first()
    )


def public_content(ranking: FrozenRanking) -> dict[str, Any]:
    """What it keeps, without recusals from entries that have no place in it: of those the public may know nothing.
    The ranking does not follow from them.
    """
    placed = {row["entry"] for row in ranking.result["ranking"]}
    told = []
    for pair in ranking.content["recused"]:
        if pair["entry"] in placed:
            told.append(pair)
    return ranking.content | {"recused": told}


def scores_file(content: dict[str, Any]) -> IO[bytes]:
    """JSON that `rank_scores` reads: entries and judges by their codes."""
    return BytesIO(f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())


def file_headers(round_: Round, version: int) -> dict[str, str]:
    """Under a name that tells edition, contest, round and version, like 2019-makers-1-v2.json."""
    name = f"{round_.contest.edition.slug}-{round_.contest.slug}-{round_.number}-v{version}.json"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
