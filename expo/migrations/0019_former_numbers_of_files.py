from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("expo", "0018_content_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="importedfile",
            name="former_number",
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                fields=("kind", "former_number"), name="a_former_number_led_to_one_file"
            ),
        ),
    ]
