from django.db import migrations, models

SQLITE = {
    "make": [
        """
        CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'The event log can only be added to.'); END
        """,
        """
        CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'The event log can only be added to.'); END
        """,
    ],
    "remove": ["DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"],
}
POSTGRESQL = {
    "make": [
        """
        CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'The event log can only be added to.' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()
        """,
        """
        CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()
        """,
    ],
    "remove": [
        "DROP TRIGGER audit_event_no_change ON audit_event",
        "DROP TRIGGER audit_event_no_truncate ON audit_event",
        "DROP FUNCTION audit_event_refuse()",
    ],
}


def statements(schema_editor, what):
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor][what]


def forbid_changes(apps, schema_editor):
    for statement in statements(schema_editor, "make"):
        schema_editor.execute(statement, params=None)


def allow_changes(apps, schema_editor):
    for statement in statements(schema_editor, "remove"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=60)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("details", models.JSONField(default=dict)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "audit_event",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["kind", "object_id", "id"], name="audit_event_of_object"),
                    models.Index(fields=["organisation_id", "id"], name="audit_event_of_organisation"),
                ],
            },
        ),
        migrations.RunPython(forbid_changes, allow_changes),
        # From here on the table is left alone by ``flush`` and by the making of migrations: see models.py.
        migrations.AlterModelOptions(name="event", options={"managed": False, "ordering": ["id"]}),
    ]
