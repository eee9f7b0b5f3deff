from django.db import migrations

KEYS = {
    "report_deadline_working_day": "deadline_working_day",
    "report_build_day": "build_day",
    "report_build_hour": "build_hour",
}
DEFAULTS = {"deadline_working_day": 5, "build_day": 1, "build_hour": 5}


def to_settings(apps, schema_editor):
    """What a Kanwil chose becomes a setting; what equals the default was nobody's choice."""
    Setting = apps.get_model("officers", "Setting")
    for row in apps.get_model("reports", "ReportSetting").objects.filter(
        office__kind__in=["kanwil", "pusat"]
    ):
        for key, field in KEYS.items():
            value = getattr(row, field)
            if value != DEFAULTS[field]:
                Setting.objects.get_or_create(
                    key=key, office_id=row.office_id, defaults={"value": value}
                )


def from_settings(apps, schema_editor):
    ReportSetting = apps.get_model("reports", "ReportSetting")
    Setting = apps.get_model("officers", "Setting")
    for setting in Setting.objects.filter(key__in=KEYS):
        ReportSetting.objects.update_or_create(
            office_id=setting.office_id, defaults={KEYS[setting.key]: setting.value}
        )
    Setting.objects.filter(key__in=KEYS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("officers", "0002_the_registry_lives"),
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(to_settings, from_settings),
        migrations.DeleteModel(name="ReportSetting"),
    ]
