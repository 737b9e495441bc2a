"""Pinyin made from traditional characters read them one by one, 重慶 as zhong qing: made anew, unless it was edited."""

import unicodedata
from typing import Any

from django.db import migrations


def remake(apps: Any, schema_editor: Any) -> None:
    for name in ("Organisation", "Person"):
        model = apps.get_model("expo", name)
        rows = [row for row in model.objects.exclude(name_zh="").exclude(name_zh=None) if remade(row)]
        fields = ["pinyin", "initials"] if name == "Organisation" else ["pinyin"]
        model.objects.bulk_update(rows, fields, batch_size=500)


def remade(row: Any) -> bool:
    """Give a row the pinyin of its name; whether it had another, which nobody had written by hand."""
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert(row.name_zh)
    before, now = pinyin_of(row.name_zh), pinyin_of(simplified)
    length = row._meta.get_field("pinyin").max_length
    if now == before or row.pinyin != before[:length]:
        return False
    row.pinyin = now[:length]
    if hasattr(row, "initials"):
        row.initials = "".join(word[0] for word in now.split())[: row._meta.get_field("initials").max_length]
    return True


def pinyin_of(name: str) -> str:
    from pypinyin import lazy_pinyin

    words = " ".join(" ".join(lazy_pinyin(name)).split()).lower()
    return "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))


class Migration(migrations.Migration):
    dependencies = [("expo", "0010_lasting_addresses")]

    operations = [migrations.RunPython(remake, migrations.RunPython.noop)]
