"""Lines that stand alone in a sheet: headings of sections, titles of tables, notes."""

import re

from deals.imports.sheets.cells import fold_text

SECTION = re.compile(r"^[(（]?(?:[一二三四五六七八九十]+|[ivx]+|\d{1,2})[)）]?[、.．:：)）]")
NOTE = re.compile(
    r"^(?:注|备注|说明|填表|制表|填报|审核|联系|报送|金额单位|截止|截至|note|source|prepared|以上|以下"
    # These begin names of projects, too: 数据中心, 单位食堂, 统计软件.
    r"|单位(?=[:(\s十百千万亿元人美])|数据(?=来源|截|口径|由|均|为|统计)|统计(?=口径|时间|截|范围|数据|人|单位|表)|日期(?=[:\s]))"
)
NAMED = re.compile(r"(?:表|清单|名单|一览|台账|汇总)(?:\((?:续|共).*\)|续)?$")
PLACED = re.compile(
    r"会场|现场(?!总线|可编程|控制|监测|检测|管理|服务)|场外|馆外|馆内|会外|线上"
    r"|at the expo|outside|on-?site|off-?site|online"
)


def is_heading_text(text: str) -> bool:
    """Whether a text that stands alone in its row is a heading, a title or a note."""
    text = fold_text(text)
    return bool(NOTE.search(text) or SECTION.search(text) or PLACED.search(text) or NAMED.search(text))
