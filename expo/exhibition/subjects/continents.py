"""Which continent a country or region lies in, as the United Nations group them for statistics (UN M49)."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By ISO 3166-1 alpha-2.
CONTINENTS: tuple[tuple[str | Promise, str], ...] = (
    (
        _("Asia"),
        "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH "
        "PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
    ),
    (
        _("Europe"),
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK "
        "MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    ),
    (
        _("Africa"),
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ "
        "NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW",
    ),
    (
        _("Americas"),
        "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC "
        "MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
    ),
    (
        _("Oceania"),
        "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    ),
    (_("Antarctica"), "AQ"),
)
ELSEWHERE = len(CONTINENTS)


@cache
def ranks_by_code() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, (_name, codes) in enumerate(CONTINENTS):
        ranks |= dict.fromkeys(codes.split(), rank)
    return ranks


def continent_rank(code: str) -> int:
    """The place of its continent among `CONTINENTS`; behind all of them where it lies in none."""
    return ranks_by_code().get(code, ELSEWHERE)


def continent_name(rank: int) -> str:
    if rank == ELSEWHERE:
        return str(_("Elsewhere"))
    return str(CONTINENTS[rank][0])
