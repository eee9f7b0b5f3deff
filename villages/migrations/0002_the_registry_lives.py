import dbi_portal.lib.constraints
import dbi_portal.lib.searching
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.manager
import villages.models.proposal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('villages', '0001_initial'),
        ('officers', '0002_the_registry_lives'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_up', models.BooleanField(default=False, editable=False, verbose_name='data contoh')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='sumber')),
                ('number', models.CharField(blank=True, help_text='Ditulis persis seperti pada surat.', max_length=150, verbose_name='nomor surat')),
                ('proposed_on', models.DateField(verbose_name='tanggal surat')),
                ('status', models.CharField(choices=[('konsep', 'Konsep'), ('dikirim', 'Dikirim ke Kanwil'), ('ditarik', 'Ditarik')], default='konsep', max_length=10, verbose_name='keadaan')),
                ('background', models.TextField(blank=True, help_text='Satu atau dua alinea pembuka surat usul.', verbose_name='latar belakang')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='ditarik')),
                ('withdraw_reason', models.CharField(blank=True, max_length=300, verbose_name='alasan penarikan')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('search', models.GeneratedField(db_persist=True, expression=dbi_portal.lib.searching.SearchText('number', 'background'), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'usul Desa Binaan',
                'verbose_name_plural': 'usul Desa Binaan',
                'ordering': ['-proposed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=150, verbose_name='nomor surat')),
                ('answered_on', models.DateField(verbose_name='tanggal jawaban')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='dicatat')),
                ('made_up', models.BooleanField(default=False, editable=False, verbose_name='data contoh')),
            ],
            options={
                'verbose_name': 'jawaban usul',
                'verbose_name_plural': 'jawaban usul',
                'ordering': ['answered_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=villages.models.proposal.proposal_file_path, verbose_name='berkas')),
                ('name', models.CharField(max_length=200, verbose_name='nama')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='diunggah')),
            ],
            options={
                'verbose_name': 'lampiran usul',
                'verbose_name_plural': 'lampiran usul',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalVillage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('argument', models.TextField(blank=True, verbose_name='pertimbangan')),
                ('evidence', models.JSONField(blank=True, default=list, help_text='Baris {label, value, note, url}: angka pada hari usul dikirim.', verbose_name='angka')),
                ('decision', models.CharField(choices=[('menunggu', 'Menunggu jawaban'), ('disetujui', 'Disetujui'), ('dikembalikan', 'Dikembalikan'), ('ditolak', 'Tidak disetujui'), ('ditarik', 'Ditarik')], default='menunggu', max_length=12, verbose_name='jawaban')),
                ('decision_note', models.CharField(blank=True, max_length=500, verbose_name='catatan jawaban')),
            ],
            options={
                'verbose_name': 'desa yang diusulkan',
                'verbose_name_plural': 'desa yang diusulkan',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RegionUnits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_up', models.BooleanField(default=False, editable=False, verbose_name='data contoh')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='sumber')),
                ('rt_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah RT')),
                ('rw_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jumlah RW')),
                ('counted_on', models.DateField(verbose_name='keadaan per')),
            ],
            options={
                'verbose_name': 'jumlah RT/RW',
                'verbose_name_plural': 'jumlah RT/RW',
                'ordering': ['region', '-counted_on'],
            },
        ),
        migrations.CreateModel(
            name='StepOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'penyematan',
                'verbose_name_plural': 'penyematan',
            },
        ),
        migrations.AlterModelOptions(
            name='villagestep',
            options={'base_manager_name': 'trace', 'default_manager_name': 'objects', 'ordering': ['happened_on', 'pk'], 'verbose_name': 'tahap desa', 'verbose_name_plural': 'tahap desa'},
        ),
        migrations.AlterModelManagers(
            name='villagestep',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('trace', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='selectionreason',
            name='office',
            field=models.ForeignKey(blank=True, help_text='Kosong: berlaku untuk semua kantor.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office', verbose_name='milik'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='villages.villagestep', verbose_name='menggantikan'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='voided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dibatalkan oleh'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='officiated_by',
            field=models.CharField(blank=True, help_text='Jabatan, misalnya Kepala Kanwil.', max_length=200, verbose_name='dikukuhkan oleh'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='void_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='alasan pembatalan'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='voided_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='dibatalkan'),
        ),
        migrations.AlterField(
            model_name='guidedvillage',
            name='stage',
            field=models.CharField(choices=[('calon', 'Calon'), ('penjajakan', 'Penjajakan'), ('diusulkan', 'Diusulkan'), ('disetujui', 'Disetujui Kanwil'), ('ditetapkan', 'Ditetapkan'), ('dikukuhkan', 'Dikukuhkan'), ('aktif', 'Aktif'), ('tidak-aktif', 'Tidak aktif'), ('ditolak', 'Tidak disetujui')], default='calon', editable=False, max_length=12, verbose_name='tahap'),
        ),
        migrations.AlterField(
            model_name='villagestep',
            name='stage',
            field=models.CharField(choices=[('calon', 'Calon'), ('penjajakan', 'Penjajakan'), ('diusulkan', 'Diusulkan'), ('disetujui', 'Disetujui Kanwil'), ('ditetapkan', 'Ditetapkan'), ('dikukuhkan', 'Dikukuhkan'), ('aktif', 'Aktif'), ('tidak-aktif', 'Tidak aktif'), ('ditolak', 'Tidak disetujui')], max_length=12, verbose_name='tahap'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='addressed_to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals_received', to='officers.office', verbose_name='kepada'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dibuat oleh'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='officers.office', verbose_name='kantor pengusul'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_answers', to='officers.office', verbose_name='Kanwil'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='villages.proposal'),
        ),
        migrations.AddField(
            model_name='proposalanswer',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dijawab oleh'),
        ),
        migrations.AddField(
            model_name='proposalfile',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='proposalfile',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='villages.proposal'),
        ),
        migrations.AddField(
            model_name='proposalfile',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposalfile',
            name='village',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='villages.guidedvillage', verbose_name='desa'),
        ),
        migrations.AddField(
            model_name='proposalvillage',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal_villages', to='villages.proposalanswer', verbose_name='surat jawaban'),
        ),
        migrations.AddField(
            model_name='proposalvillage',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='proposalvillage',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposal_villages', to='villages.proposal'),
        ),
        migrations.AddField(
            model_name='proposalvillage',
            name='village',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_villages', to='villages.guidedvillage', verbose_name='desa'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='villages',
            field=models.ManyToManyField(related_name='proposals', through='villages.ProposalVillage', to='villages.guidedvillage', verbose_name='desa'),
        ),
        migrations.AddField(
            model_name='regionunits',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='region_units', to='officers.office', verbose_name='dicatat kantor'),
        ),
        migrations.AddField(
            model_name='regionunits',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionunits',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='villages.region', verbose_name='desa/kelurahan'),
        ),
        migrations.AddField(
            model_name='stepofficer',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='officers.office'),
        ),
        migrations.AddField(
            model_name='stepofficer',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='step_officers', to='officers.officer'),
        ),
        migrations.AddField(
            model_name='stepofficer',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='step_officers', to='villages.villagestep'),
        ),
        migrations.AddField(
            model_name='villagestep',
            name='pinned',
            field=models.ManyToManyField(related_name='pinned_at', through='villages.StepOfficer', to='officers.officer', verbose_name='petugas yang disemati'),
        ),
        migrations.AddConstraint(
            model_name='villagestep',
            constraint=models.UniqueConstraint(fields=('id', 'office'), name='step_with_its_office'),
        ),
        migrations.AddConstraint(
            model_name='villagestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='voided_step_says_why', violation_error_message='Tulis mengapa tahap ini diperbaiki atau dibatalkan.'),
        ),
        migrations.AddConstraint(
            model_name='proposalfile',
            constraint=dbi_portal.lib.constraints.CompositeForeignKey(fields=('proposal', 'office'), name='proposal_file_in_its_office', to='villages.Proposal', to_fields=('id', 'office')),
        ),
        migrations.AddConstraint(
            model_name='proposalvillage',
            constraint=models.UniqueConstraint(fields=('proposal', 'village'), name='proposal_names_village_once'),
        ),
        migrations.AddConstraint(
            model_name='proposalvillage',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'menunggu')), fields=('village',), name='village_waits_in_one_proposal', violation_error_message='Desa ini sudah ada dalam usul lain yang belum dijawab.'),
        ),
        migrations.AddConstraint(
            model_name='proposalvillage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['dikembalikan', 'ditolak']), _negated=True), models.Q(('decision_note', ''), _negated=True), _connector='OR'), name='returned_village_says_why', violation_error_message='Tulis alasan mengembalikan atau tidak menyetujui.'),
        ),
        migrations.AddConstraint(
            model_name='proposalvillage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('decision__in', ['menunggu', 'ditarik'])), models.Q(('answer__isnull', False), ('decision__in', ['disetujui', 'dikembalikan', 'ditolak'])), _connector='OR'), name='answered_village_has_its_answer'),
        ),
        migrations.AddConstraint(
            model_name='proposalvillage',
            constraint=dbi_portal.lib.constraints.CompositeForeignKey(fields=('proposal', 'office'), name='proposal_village_in_its_office', to='villages.Proposal', to_fields=('id', 'office')),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('office', 'number'), name='proposal_number_once_per_office', violation_error_message='Nomor surat ini sudah dipakai usul lain kantor Anda.'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('id', 'office'), name='proposal_with_its_office'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'ditarik'), ('withdrawn_on__isnull', False), models.Q(('withdraw_reason', ''), _negated=True)), models.Q(models.Q(('status', 'ditarik'), _negated=True), ('withdraw_reason', ''), ('withdrawn_on__isnull', True)), _connector='OR'), name='withdrawn_proposal_says_when_and_why', violation_error_message='Tulis alasan penarikan usul.'),
        ),
        migrations.AddConstraint(
            model_name='regionunits',
            constraint=models.UniqueConstraint(fields=('region', 'office', 'counted_on'), name='units_counted_once_a_day', violation_error_message='Jumlah RT/RW pada tanggal itu sudah dicatat.'),
        ),
        migrations.AddConstraint(
            model_name='regionunits',
            constraint=models.CheckConstraint(condition=models.Q(('rt_count__isnull', False), ('rw_count__isnull', False), _connector='OR'), name='units_count_something', violation_error_message='Isi jumlah RT, jumlah RW, atau keduanya.'),
        ),
        migrations.AddConstraint(
            model_name='stepofficer',
            constraint=models.UniqueConstraint(fields=('step', 'officer'), name='officer_is_pinned_once'),
        ),
        migrations.AddConstraint(
            model_name='stepofficer',
            constraint=dbi_portal.lib.constraints.CompositeForeignKey(fields=('step', 'office'), name='pinned_in_the_steps_office', to='villages.VillageStep', to_fields=('id', 'office')),
        ),
        migrations.AddField(
            model_name='decree',
            name='search',
            field=models.GeneratedField(db_persist=True, expression=dbi_portal.lib.searching.SearchText('number', 'title'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='decree',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='decree_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='proposal_search', opclasses=['gin_trgm_ops']),
        ),
    ]
