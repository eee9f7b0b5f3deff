import dbi_portal.lib.constraints
import dbi_portal.lib.searching
import django.contrib.postgres.indexes
import django.db.models.deletion
import outreach.models.calendar
import outreach.models.review
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0001_initial'),
        ('villages', '0002_the_registry_lives'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('saya', 'Kegiatan saya'), ('kantor', 'Semua kegiatan yang boleh saya lihat')], default='saya', max_length=10, verbose_name='isi')),
                ('token', models.CharField(default=outreach.models.calendar.new_token, editable=False, max_length=60, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
            ],
            options={
                'verbose_name': 'langganan kalender',
                'verbose_name_plural': 'langganan kalender',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='InstitutionAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=150, verbose_name='sebutan lain')),
                ('key', models.CharField(editable=False, max_length=150, unique=True)),
            ],
            options={
                'verbose_name': 'sebutan instansi',
                'verbose_name_plural': 'sebutan instansi',
            },
        ),
        migrations.CreateModel(
            name='SessionAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=outreach.models.review.attachment_path, verbose_name='berkas')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('size', models.PositiveIntegerField(verbose_name='ukuran (bita)')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='diunggah')),
            ],
            options={
                'verbose_name': 'lampiran kegiatan',
                'verbose_name_plural': 'lampiran kegiatan',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(blank=True, max_length=40, verbose_name='isian')),
                ('note', models.CharField(max_length=500, verbose_name='catatan')),
                ('written_at', models.DateTimeField(verbose_name='ditulis')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='dijawab')),
            ],
            options={
                'verbose_name': 'catatan tinjauan',
                'verbose_name_plural': 'catatan tinjauan',
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='Hari pertama bulan itu.', verbose_name='bulan')),
                ('sessions', models.PositiveSmallIntegerField(verbose_name='target kegiatan')),
                ('set_at', models.DateTimeField(auto_now=True, verbose_name='ditetapkan')),
            ],
            options={
                'verbose_name': 'target kegiatan',
                'verbose_name_plural': 'target kegiatan',
                'ordering': ['-month', 'office', 'village'],
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nama tempat')),
                ('key', models.CharField(editable=False, max_length=200)),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='alamat')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='tidak dipakai sejak')),
            ],
            options={
                'verbose_name': 'tempat kegiatan',
                'verbose_name_plural': 'tempat kegiatan',
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='audiencegroup',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='duty',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='followup',
            name='carried_from',
            field=models.ForeignKey(blank=True, editable=False, help_text='Tindak lanjut yang sama pada revisi kegiatan sebelumnya.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='outreach.followup'),
        ),
        migrations.AddField(
            model_name='institution',
            name='retired_on',
            field=models.DateField(blank=True, null=True, verbose_name='tidak dipakai sejak'),
        ),
        migrations.AddField(
            model_name='programmetag',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='session',
            name='corrects',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='outreach.session', verbose_name='mengoreksi'),
        ),
        migrations.AddField(
            model_name='sessionkind',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='topic',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='session',
            name='correction_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='alasan koreksi'),
        ),
        migrations.AddField(
            model_name='session',
            name='revision',
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='revisi'),
        ),
        migrations.AlterField(
            model_name='session',
            name='status',
            field=models.CharField(choices=[('direncanakan', 'Direncanakan'), ('terlaksana', 'Terlaksana, belum dilaporkan'), ('dilaporkan', 'Menunggu tinjauan'), ('dikembalikan', 'Dikembalikan'), ('disetujui', 'Disetujui'), ('dibatalkan', 'Dibatalkan'), ('digantikan', 'Digantikan koreksi')], default='direncanakan', max_length=12, verbose_name='status'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='institutionalias',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='outreach.institution'),
        ),
        migrations.AddField(
            model_name='sessionattachment',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='sessionattachment',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='outreach.session'),
        ),
        migrations.AddField(
            model_name='sessionattachment',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diunggah oleh'),
        ),
        migrations.AddField(
            model_name='sessionremark',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='sessionremark',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='outreach.session'),
        ),
        migrations.AddField(
            model_name='sessionremark',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dari'),
        ),
        migrations.AddField(
            model_name='target',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_targets', to='officers.office', verbose_name='kantor'),
        ),
        migrations.AddField(
            model_name='target',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ditetapkan oleh'),
        ),
        migrations.AddField(
            model_name='target',
            name='village',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='session_targets', to='villages.guidedvillage', verbose_name='Desa Binaan'),
        ),
        migrations.AddField(
            model_name='venue',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='officers.office', verbose_name='kantor'),
        ),
        migrations.AddField(
            model_name='venue',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='villages.region', verbose_name='desa/kelurahan'),
        ),
        migrations.AddField(
            model_name='session',
            name='venue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='outreach.venue', verbose_name='tempat yang dikenal'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['held_on'], name='session_by_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'dibatalkan'), _negated=True), fields=('corrects',), name='session_has_one_correction', violation_error_message='Koreksi kegiatan ini sudah dibuka.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True), ('revision', 1)), models.Q(('corrects__isnull', False), ('revision__gt', 1), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='session_correction_says_why', violation_error_message='Tulis apa yang dikoreksi dan mengapa.'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user', 'scope'), name='one_living_feed_per_scope'),
        ),
        migrations.AddConstraint(
            model_name='sessionattachment',
            constraint=dbi_portal.lib.constraints.CompositeForeignKey(fields=('session', 'office'), name='session_attachment_in_its_office', to='outreach.Session', to_fields=('id', 'office')),
        ),
        migrations.AddConstraint(
            model_name='sessionremark',
            constraint=dbi_portal.lib.constraints.CompositeForeignKey(fields=('session', 'office'), name='session_remark_in_its_office', to='outreach.Session', to_fields=('id', 'office')),
        ),
        migrations.AddConstraint(
            model_name='sessionremark',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='session_remark_says_something'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('office', 'village', 'month'), name='one_target_per_village_and_month', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='target_month_is_a_first_day'),
        ),
        migrations.AddConstraint(
            model_name='venue',
            constraint=models.UniqueConstraint(fields=('office', 'key', 'region'), name='venue_is_listed_once', nulls_distinct=False, violation_error_message='Tempat ini sudah ada dalam daftar.'),
        ),
        migrations.AddConstraint(
            model_name='venue',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='venue_has_a_name'),
        ),
        migrations.AddField(
            model_name='institution',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=dbi_portal.lib.searching.SearchText('name'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='session',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=dbi_portal.lib.searching.SearchText('title', 'place'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='institution',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='institution_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='session',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='session_search', opclasses=['gin_trgm_ops']),
        ),
    ]
