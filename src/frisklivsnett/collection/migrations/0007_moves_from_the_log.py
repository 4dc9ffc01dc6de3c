"""Moves that were made before they were kept are read from the event log."""

from django.conf import settings
from django.db import migrations

MOVES = {"submission.submitted": "submit", "submission.taken_back": "take_back"}


def fill(apps, schema_editor):
    """Add a row for each report sent and taken back that the log tells of."""
    Event, Moved = apps.get_model("audit", "Event"), apps.get_model("collection", "Moved")
    known = set(apps.get_model("collection", "Submission").objects.values_list("pk", flat=True))
    people = set(apps.get_model("registry", "User").objects.values_list("pk", flat=True))
    numbers, rows = {}, []
    for event in Event.objects.filter(verb__in=MOVES).order_by("pk").iterator(chunk_size=2000):
        submission = int(event.object_id)
        if submission not in known:
            continue
        number = numbers[submission] = event.details.get("number", numbers.get(submission, 0))
        by = event.by_id if event.by_id in people else None
        rows.append(
            Moved(submission_id=submission, move=MOVES[event.verb], number=number, at=event.at, by_id=by, words="")
        )
    Moved.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("collection", "0006_taken_over"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
