"""The credit of a picture is said in both languages; those that were typed go to the language that they are in."""

import re
from typing import Any

from django.db import migrations, models

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def part_languages(apps: Any, schema_editor: Any) -> None:
    for picture in apps.get_model("expo", "Picture").objects.exclude(credit_en=""):
        if HAN.search(picture.credit_en):
            picture.credit_en, picture.credit_zh = "", picture.credit_en
            picture.save(update_fields=["credit_en", "credit_zh"])


def join_languages(apps: Any, schema_editor: Any) -> None:
    for picture in apps.get_model("expo", "Picture").objects.filter(credit_en="").exclude(credit_zh=""):
        picture.credit_en = picture.credit_zh
        picture.save(update_fields=["credit_en"])


class Migration(migrations.Migration):
    dependencies = [("expo", "0035_report_and_terms")]

    operations = [
        migrations.RenameField("picture", "credit", "credit_en"),
        migrations.AlterField(
            "picture",
            "credit_en",
            models.CharField(blank=True, max_length=200, verbose_name="credit (English)"),
        ),
        migrations.AddField(
            "picture",
            "credit_zh",
            models.CharField(blank=True, max_length=200, verbose_name="credit (Chinese)"),
        ),
        migrations.RunPython(part_languages, join_languages),
    ]
