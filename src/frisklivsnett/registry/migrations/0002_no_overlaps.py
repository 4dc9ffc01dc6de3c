"""Let the database refuse two agreements of a centre on the same day, and two coordinators of the network on the same day.

A unique constraint cannot compare periods, and an exclusion constraint exists on PostgreSQL only, so both databases get
the same triggers. On PostgreSQL a lock on the table makes those who write at the same time wait for each other.
"""

from django.db import migrations

RULES = [
    (
        "agreement",
        "other.organisation_id = NEW.organisation_id "
        "AND other.starts_on <= COALESCE(NEW.ended_on, NEW.ends_on) "
        "AND NEW.starts_on <= COALESCE(other.ended_on, other.ends_on)",
        "The centre already has an agreement in this period.",
    ),
    (
        "coordinatorterm",
        "(NEW.ends_on IS NULL OR other.starts_on <= NEW.ends_on) "
        "AND (other.ends_on IS NULL OR NEW.starts_on <= other.ends_on)",
        "The network already has a coordinator in this period.",
    ),
]


def make(apps, schema_editor):
    for name, overlap, message in RULES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("INSERT", "UPDATE"):
                schema_editor.execute(
                    f"""
                    CREATE TRIGGER registry_{name}_no_overlap_{event.lower()} BEFORE {event} ON registry_{name}
                    WHEN EXISTS (SELECT 1 FROM registry_{name} other
                                 WHERE other.id IS NOT NEW.id AND {overlap})
                    BEGIN SELECT RAISE(ABORT, '{message}'); END
                    """,
                    params=None,
                )
        else:
            schema_editor.execute(
                f"""
                CREATE FUNCTION registry_{name}_no_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    LOCK TABLE registry_{name} IN SHARE ROW EXCLUSIVE MODE;
                    IF EXISTS (SELECT 1 FROM registry_{name} other
                               WHERE other.id IS DISTINCT FROM NEW.id AND {overlap}) THEN
                        RAISE EXCEPTION '{message}' USING ERRCODE = 'exclusion_violation';
                    END IF;
                    RETURN NEW;
                END $$
                """,
                params=None,
            )
            schema_editor.execute(
                f"""
                CREATE TRIGGER registry_{name}_no_overlap BEFORE INSERT OR UPDATE ON registry_{name}
                FOR EACH ROW EXECUTE FUNCTION registry_{name}_no_overlap()
                """,
                params=None,
            )


def remove(apps, schema_editor):
    for name, _, _ in RULES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER registry_{name}_no_overlap_{event}")
        else:
            schema_editor.execute(f"DROP TRIGGER registry_{name}_no_overlap ON registry_{name}")
            schema_editor.execute(f"DROP FUNCTION registry_{name}_no_overlap()")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
