"""The text of a report, with its versions, which the database refuses to change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "publication_reporttextversion"
NAME = "publication_text_no_update"
SQLITE = f"""
CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'A version that is saved stays as it is.'); END
"""
POSTGRESQL = f"""
CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION publication_refuse()
"""


def make(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor], params=None)


def remove(apps, schema_editor):
    where = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {NAME}{where}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("collection", "0002_versions_stay"),
        ("publication", "0002_editions_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("round", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="report_texts", to="collection.round")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "language"), name="report_text_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportTextVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("based_on", models.PositiveIntegerField(default=0)),
                ("aside", models.BooleanField(default=False)),
                ("restored_from", models.PositiveIntegerField(default=0)),
                ("source", models.TextField()),
                ("saved_by", models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("text", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="publication.reporttext")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("text", "number"), name="report_text_version_once")],
            },
        ),
        migrations.RunPython(make, remove),
    ]
