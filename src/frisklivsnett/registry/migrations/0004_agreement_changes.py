"""What the Directorate does to agreements, and grants and days that the database refuses.

SQLite makes a table anew to give it a constraint, and what watches over it (migration 0002) goes with the old one: so
the watch is ended before, and set again after.
"""

import datetime
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WATCH = import_module("frisklivsnett.registry.migrations.0002_no_overlaps")


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_boundaries'),
    ]

    operations = [
        migrations.RunPython(WATCH.remove, WATCH.make),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__lte', datetime.date(2100, 12, 31)), ('starts_on__gte', datetime.date(2000, 1, 1))), name='agreement_in_our_time'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('grant__gte', 1), ('grant__lte', 10000000)), name='agreement_grant_likely'),
        ),
        migrations.RunPython(WATCH.make, WATCH.remove),
        migrations.CreateModel(
            name='AgreementChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('given', 'Given'), ('extended', 'Extended'), ('ended', 'Ended'), ('corrected', 'Corrected'), ('removed', 'Removed')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('grant', models.PositiveIntegerField()),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='changes', to='registry.agreement')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreement_changes', to='registry.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['given', 'extended', 'ended', 'corrected', 'removed'])), name='agreement_change_known'), models.CheckConstraint(condition=models.Q(('kind', 'given'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='agreement_change_reason')],
            },
        ),
    ]
