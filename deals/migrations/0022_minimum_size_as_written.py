"""The minimum size of a definition is typed as people write amounts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0021_hide_organisations_of_the_ledger"),
    ]

    operations = [
        migrations.AlterField(
            model_name="definition",
            name="minimum_minor",
            field=models.BigIntegerField(
                blank=True,
                help_text="Like 1亿 or 100m, in the reporting currency. Amounts that are not shown count as too small.",
                null=True,
                verbose_name="minimum size",
            ),
        ),
    ]
