"""The database refuses to change a version that has been sent. (Who deletes one is found out by the event log.)"""

from django.db import migrations

SQLITE = {
    "make": [
        """
        CREATE TRIGGER collection_version_no_update BEFORE UPDATE ON collection_submissionversion
        WHEN OLD.answers IS NOT NEW.answers OR OLD.checksum IS NOT NEW.checksum OR OLD.number IS NOT NEW.number
          OR OLD.submission_id IS NOT NEW.submission_id OR OLD.submitted_at IS NOT NEW.submitted_at
          OR OLD.on_time IS NOT NEW.on_time
        BEGIN SELECT RAISE(ABORT, 'A version that has been sent stays as it is.'); END
        """,
    ],
    "remove": ["DROP TRIGGER collection_version_no_update"],
}
POSTGRESQL = {
    "make": [
        """
        CREATE FUNCTION collection_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          RAISE EXCEPTION 'A version that has been sent stays as it is.' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER collection_version_no_update BEFORE UPDATE ON collection_submissionversion FOR EACH ROW
        WHEN (ROW(OLD.answers, OLD.checksum, OLD.number, OLD.submission_id, OLD.submitted_at, OLD.on_time)
          IS DISTINCT FROM ROW(NEW.answers, NEW.checksum, NEW.number, NEW.submission_id, NEW.submitted_at, NEW.on_time))
        EXECUTE FUNCTION collection_version_refuse()
        """,
    ],
    "remove": [
        "DROP TRIGGER collection_version_no_update ON collection_submissionversion",
        "DROP FUNCTION collection_version_refuse()",
    ],
}


def run(schema_editor, what):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor][what]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: run(schema_editor, "make"),
            lambda apps, schema_editor: run(schema_editor, "remove"),
        )
    ]
