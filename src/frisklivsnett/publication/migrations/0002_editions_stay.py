"""The database keeps what an edition was made from, and refuses to change an edition or a file of one."""

from django.db import migrations, models

TABLES = {"publication_edition": "edition", "publication_editionfile": "file"}
WORDS = "What has been published stays as it is."


def sqlite(table, name):
    return [
        f"""
        CREATE TRIGGER publication_{name}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
    ]


def postgresql(table, name):
    return [
        f"""
        CREATE TRIGGER publication_{name}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
        EXECUTE FUNCTION publication_refuse()
        """
    ]


REFUSE = f"""
CREATE FUNCTION publication_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def make(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(REFUSE, params=None)
    trigger = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    for table, name in TABLES.items():
        for statement in trigger(table, name):
            schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, name in TABLES.items():
        where = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER publication_{name}_no_update{where}", params=None)
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION publication_refuse()", params=None)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        migrations.AddField("edition", "data", models.JSONField(default=dict)),
        migrations.RunPython(make, remove),
    ]
