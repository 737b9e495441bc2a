"""Booths that several exhibitors share are marked as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expo", "0014_confirm_stated_figures")]

    operations = [
        migrations.AddField(
            model_name="booth",
            name="shared",
            field=models.BooleanField(
                default=False,
                help_text="Several exhibitors stand here together, and that is meant.",
                verbose_name="shared",
            ),
        ),
    ]
