"""What was stated of an edition's deals, and the public addresses that might compare it with what is listed."""

from expo.models import StatedFigure
from tests.support.factories import make_stated_figure
from tests.support.routes import PUBLIC
from tests.support.world import ADDRESSES


def say(edition, figure: str, value: int, currency: str = "", **fields) -> StatedFigure:
    unit = "money" if currency else "count"
    return make_stated_figure(edition=edition, figure=figure, value=value, unit=unit, currency=currency, **fields)


def addresses() -> list[str]:
    """Every public page in English and in Chinese, and both bulletins: the first is older than the statement."""
    paths = {*ADDRESSES, *(route.path for route in PUBLIC.values() if "{" not in route.path)}
    paths |= {path.replace("/bulletins/1/", "/bulletins/2/") for path in paths}
    paths |= {path.replace("/en/", "/zh-hans/") for path in paths} | {"/2019/bulletins/1.txt?lang=zh-hans"}
    return sorted(paths)
