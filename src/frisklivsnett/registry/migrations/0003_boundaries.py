"""Boundaries of places."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_no_overlaps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rings', models.JSONField()),
                ('longitude', models.FloatField()),
                ('latitude', models.FloatField()),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='boundary', to='registry.place')),
            ],
        ),
    ]
