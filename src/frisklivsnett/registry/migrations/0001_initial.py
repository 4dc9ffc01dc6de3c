
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-postadresse')),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('language', models.CharField(choices=[('nb', 'Bokmål'), ('nn', 'Nynorsk'), ('en', 'English')], default='nb', max_length=2, verbose_name='språk')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case'), models.CheckConstraint(condition=models.Q(('language__in', ['nb', 'nn', 'en'])), name='user_language_known')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('health_region', 'helseregion'), ('governor_area', 'statsforvalterembete'), ('county', 'fylke'), ('municipality', 'kommune'), ('district', 'bydel')], max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=100)),
                ('official_name', models.CharField(max_length=100)),
                ('name_sami', models.CharField(blank=True, max_length=100)),
                ('sami_language', models.CharField(blank=True, max_length=3)),
                ('name_kven', models.CharField(blank=True, max_length=100)),
                ('in_sami_area', models.BooleanField(default=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('governor_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='governor_counties', to='registry.place')),
                ('health_region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='region_counties', to='registry.place')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='registry.place')),
            ],
            options={
                'ordering': ['kind', 'code', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('directorate', 'direktorat'), ('centre', 'utviklingssentral'), ('county_governor', 'statsforvalter'), ('county_council', 'fylkeskommune')], max_length=20)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('language', models.CharField(choices=[('nb', 'bokmål'), ('nn', 'nynorsk')], default='nb', max_length=2)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='registry.place')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lead', 'leder'), ('colleague', 'medarbeider'), ('adviser', 'rådgiver'), ('reader', 'leser')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='registry.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['organisation', 'user', 'starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='registry.place')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='registry.place')),
            ],
            options={
                'ordering': ['on', 'old', 'new'],
            },
        ),
        migrations.CreateModel(
            name='CoordinatorTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('extra_grant', models.PositiveIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coordinator_terms', to='registry.organisation')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='coordinator_ends_after_start'), models.UniqueConstraint(fields=('starts_on',), name='coordinator_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('grant', models.PositiveIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='registry.organisation')),
            ],
            options={
                'ordering': ['organisation', 'starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='agreement_ends_after_start'), models.CheckConstraint(condition=models.Q(('ended_on', None), models.Q(('ended_on__gte', models.F('starts_on')), ('ended_on__lt', models.F('ends_on'))), _connector='OR'), name='agreement_ended_early_inside'), models.UniqueConstraint(fields=('organisation', 'starts_on'), name='agreement_once_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('kind', 'code', 'valid_from'), name='place_code_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='place_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['health_region', 'governor_area', 'county', 'municipality', 'district'])), name='place_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['municipality', 'district']), ('parent__isnull', False)), models.Q(models.Q(('kind__in', ['municipality', 'district']), _negated=True), ('parent__isnull', True)), _connector='OR'), name='place_parent_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('governor_area__isnull', False), ('health_region__isnull', False), ('kind', 'county')), models.Q(models.Q(('kind', 'county'), _negated=True), ('governor_area__isnull', True), ('health_region__isnull', True)), _connector='OR'), name='place_region_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['directorate', 'centre', 'county_governor', 'county_council'])), name='organisation_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['nb', 'nn'])), name='organisation_language_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'directorate'), ('place__isnull', True)), models.Q(models.Q(('kind', 'directorate'), _negated=True), ('place__isnull', False)), _connector='OR'), name='organisation_place_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['lead', 'colleague', 'adviser', 'reader'])), name='role_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.UniqueConstraint(fields=('user', 'organisation', 'kind', 'starts_on'), name='role_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('old', 'new'), name='succession_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='succession_between_two'),
        ),
    ]
