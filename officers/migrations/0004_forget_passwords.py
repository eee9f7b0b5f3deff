from django.db import migrations


class Migration(migrations.Migration):
    """A first password set in the admin used to be noted as it was typed. No line keeps it now."""

    dependencies = [
        ('officers', '0003_papers_and_reasons'),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE officers_auditevent SET changes = changes - 'new_password'
            WHERE jsonb_exists(changes, 'new_password')
            """,
            migrations.RunSQL.noop,
        ),
    ]
