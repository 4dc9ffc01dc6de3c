"""The steps of a report from draft to published, which the database refuses to change; and texts of several kinds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "publication_reportstep"
NAME = "publication_step_no_update"
SQLITE = f"""
CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'A step that is taken stays as it is.'); END
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
        ("publication", "0003_report_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("reporttext", "template", models.CharField(default="annual-report", max_length=40)),
        migrations.RemoveConstraint("reporttext", "report_text_once"),
        migrations.AddConstraint(
            "reporttext", models.UniqueConstraint(fields=("round", "template", "language"), name="report_text_once")
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("move", models.CharField(choices=[("send", "Send"), ("approve", "Approve"), ("return", "Return"), ("withdraw", "Withdraw"), ("publish", "Publish")], max_length=10)),
                ("at", models.DateTimeField()),
                ("same_person", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("correction", models.TextField(blank=True)),
                ("text_checksum", models.CharField(max_length=64)),
                ("data_checksum", models.CharField(max_length=64)),
                ("asked", models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("by", models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("round", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="report_steps", to="collection.round")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="report_step_once"),
                    models.CheckConstraint(condition=models.Q(("move__in", ["send", "approve", "return", "withdraw", "publish"])), name="report_step_move_known"),
                ],
            },
        ),
        migrations.RunPython(make, remove),
    ]
