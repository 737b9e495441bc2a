import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0022_minimum_size_as_written"),
        ("expo", "0017_imported_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="expo.edition", verbose_name="edition"
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="fingerprint",
            field=models.CharField(blank=True, max_length=64, verbose_name="fingerprint of its columns"),
        ),
    ]
