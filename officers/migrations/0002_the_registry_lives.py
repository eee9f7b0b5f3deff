import dbi_portal.lib.constraints
import dbi_portal.lib.searching
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import officers.models.officer
from django.conf import settings
from django.db import migrations, models


def post_of_today(apps, schema_editor):
    """Who is on the register already has one post: the office and position known of him."""
    officer, post = apps.get_model("officers", "Officer"), apps.get_model("officers", "OfficerPost")
    post.objects.bulk_create(
        post(
            officer=each,
            office_id=each.office_id,
            position=each.position,
            starts_on=each.joined_on,
            ends_on=each.left_on,
            made_up=each.made_up,
        )
        for each in officer.objects.all()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('officers', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160, verbose_name='kunci')),
                ('kind', models.CharField(max_length=40, verbose_name='jenis')),
                ('text', models.CharField(max_length=400, verbose_name='isi')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='halaman')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='dibaca')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='dikirim lewat surel')),
            ],
            options={
                'verbose_name': 'pemberitahuan',
                'verbose_name_plural': 'pemberitahuan',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OfficeHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='mulai berlaku')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='berakhir')),
                ('made_up', models.BooleanField(default=False, editable=False, verbose_name='data contoh')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='sumber')),
                ('capacity', models.CharField(choices=[('definitif', 'Kepala kantor'), ('plt', 'Plt. (pelaksana tugas)'), ('plh', 'Plh. (pelaksana harian)')], default='definitif', max_length=10, verbose_name='sebagai')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('employee_number', models.CharField(blank=True, max_length=18, verbose_name='NIP')),
                ('position', models.CharField(help_text='Seperti pada tanda tangan, tanpa Plt. atau Plh.', max_length=150, verbose_name='jabatan')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='dasar penunjukan')),
            ],
            options={
                'verbose_name': 'pimpinan kantor',
                'verbose_name_plural': 'pimpinan kantor',
                'ordering': ['office', '-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='OfficerPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_up', models.BooleanField(default=False, editable=False, verbose_name='data contoh')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='sumber')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='jabatan')),
                ('starts_on', models.DateField(blank=True, help_text='Kosong: tidak diketahui.', null=True, verbose_name='sejak')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('basis', models.CharField(blank=True, help_text='Nomor SK mutasi.', max_length=200, verbose_name='dasar')),
            ],
            options={
                'verbose_name': 'jabatan petugas',
                'verbose_name_plural': 'jabatan petugas',
                'ordering': ['officer', models.OrderBy(models.F('starts_on'), nulls_first=True)],
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='pengaturan')),
                ('value', models.JSONField(verbose_name='nilai')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='diubah')),
            ],
            options={
                'verbose_name': 'pengaturan',
                'verbose_name_plural': 'pengaturan',
                'ordering': ['key', 'office'],
            },
        ),
        migrations.AddField(
            model_name='auditevent',
            name='about',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, size=None, verbose_name='juga tentang'),
        ),
        migrations.AddField(
            model_name='officer',
            name='photo',
            field=models.ImageField(blank=True, upload_to=officers.models.officer.photo_path, verbose_name='foto'),
        ),
        migrations.AddField(
            model_name='officer',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=dbi_portal.lib.searching.SearchText('name', 'position'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='user',
            name='invited_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='diundang'),
        ),
        migrations.AddField(
            model_name='user',
            name='mail_notices',
            field=models.BooleanField(default=True, help_text='Pengingat sesi, laporan yang tertunda, dan hal yang menunggu Anda.', verbose_name='kirim pemberitahuan lewat surel'),
        ),
        migrations.AddField(
            model_name='user',
            name='phone',
            field=models.CharField(blank=True, max_length=30, verbose_name='nomor WhatsApp'),
        ),
        migrations.AddField(
            model_name='user',
            name='session_epoch',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Naik satu: semua sesi akun ini berakhir.'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=django.contrib.postgres.indexes.GinIndex(fields=['about'], name='audit_by_about'),
        ),
        migrations.AddField(
            model_name='notice',
            name='office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='officehead',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='officers.office', verbose_name='kantor'),
        ),
        migrations.AddField(
            model_name='officehead',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='headships', to=settings.AUTH_USER_MODEL, verbose_name='akun portal'),
        ),
        migrations.AddField(
            model_name='officerpost',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='officers.office', verbose_name='kantor'),
        ),
        migrations.AddField(
            model_name='officerpost',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='officers.officer', verbose_name='petugas'),
        ),
        migrations.AddField(
            model_name='setting',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diubah oleh'),
        ),
        migrations.AddField(
            model_name='setting',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settings', to='officers.office', verbose_name='kantor'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread_by_reader'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('user', 'key'), name='notice_once_per_reader'),
        ),
        migrations.AddConstraint(
            model_name='officehead',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='office_head_ends_after_start', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'),
        ),
        migrations.AddConstraint(
            model_name='officehead',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity', 'definitif')), expressions=[('office', '='), (dbi_portal.lib.constraints.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='office_has_one_head_a_day', violation_error_message='Pada tanggal itu sudah ada kepala kantor.'),
        ),
        migrations.AddConstraint(
            model_name='officehead',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity', 'definitif'), _negated=True), expressions=[('office', '='), (dbi_portal.lib.constraints.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='office_has_one_acting_head_a_day', violation_error_message='Pada tanggal itu sudah ada Plt. atau Plh.'),
        ),
        migrations.AddConstraint(
            model_name='officehead',
            constraint=models.CheckConstraint(condition=models.Q(('capacity', 'definitif'), ('ends_on__isnull', False), ('capacity', 'plt'), _connector='OR'), name='daily_acting_head_has_an_end', violation_error_message='Plh. ditunjuk untuk jangka pendek: isi tanggal selesai.'),
        ),
        migrations.AddConstraint(
            model_name='officehead',
            constraint=models.CheckConstraint(condition=models.Q(('employee_number', ''), ('employee_number__regex', '^\\d{18}$'), _connector='OR'), name='head_number_has_18_digits', violation_error_message='NIP terdiri dari 18 angka, tanpa spasi.'),
        ),
        migrations.AddConstraint(
            model_name='officerpost',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='officer_post_ends_after_start', violation_error_message='Tanggal selesai tidak boleh sebelum tanggal mulai.'),
        ),
        migrations.AddConstraint(
            model_name='officerpost',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('officer', '='), (dbi_portal.lib.constraints.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='officer_has_one_post_a_day', violation_error_message='Pada tanggal itu petugas ini sudah tercatat di jabatan lain.'),
        ),
        migrations.AddConstraint(
            model_name='setting',
            constraint=models.UniqueConstraint(fields=('key', 'office'), name='setting_once_per_office'),
        ),
        migrations.AddIndex(
            model_name='officer',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='officer_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.RunPython(post_of_today, migrations.RunPython.noop),
    ]
