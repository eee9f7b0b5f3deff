"""Rules kept by PostgreSQL, on tables made for these tests."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils.module_loading import import_string

from dbi_portal.lib.constraints import (
    CompositeForeignKey,
    ends_after_start,
    no_overlap,
    set_together,
)

pytestmark = pytest.mark.django_db(transaction=True)
SAME_OFFICE = CompositeForeignKey(
    fields=("session", "office"),
    to="lib.Session",
    to_fields=("id", "office"),
    name="consultation_office_is_the_sessions",
)


@pytest.fixture
def tables():
    """Session, Consultation and Posting as real tables; gone after the test."""
    with isolate_apps("dbi_portal.lib") as apps:

        class Session(models.Model):  # noqa: DJ008
            office = models.IntegerField()

            class Meta:
                app_label = "lib"
                constraints = [
                    models.UniqueConstraint(fields=["id", "office"], name="session_with_office")
                ]

        class Consultation(models.Model):  # noqa: DJ008
            session = models.ForeignKey(Session, models.CASCADE)
            office = models.IntegerField()

            class Meta:
                app_label = "lib"
                constraints = [SAME_OFFICE]

        class Posting(models.Model):  # noqa: DJ008
            officer = models.IntegerField()
            village = models.IntegerField()
            starts_on = models.DateField()
            ends_on = models.DateField(null=True, blank=True)
            decree = models.TextField(null=True)  # noqa: DJ001 (unset is what is tested)
            decreed_on = models.DateField(null=True)

            class Meta:
                app_label = "lib"
                constraints = [
                    set_together("decree", "decreed_on", name="posting_decree_pair"),
                    ends_after_start("posting_ends_after_start"),
                    no_overlap("posting_once_a_day", "officer", "village"),
                ]

        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        made = (Session, Consultation, Posting)
        with connection.schema_editor() as editor:
            # The table that points is made first: the constraint must wait for its target.
            for model in (Consultation, Session, Posting):
                editor.create_model(model)
        yield apps
        with connection.schema_editor() as editor:
            for model in made[::-1]:
                editor.delete_model(model)


@pytest.fixture
def session(tables):
    return tables.get_model("lib.Session").objects.create(office=1)


def consult(tables, session, office):
    return tables.get_model("lib.Consultation").objects.create(session=session, office=office)


def post(tables, start, end=None, **other):
    fields = {"officer": 1, "village": 1} | other
    return tables.get_model("lib.Posting").objects.create(starts_on=start, ends_on=end, **fields)


def test_a_consultation_belongs_to_the_office_of_its_session(tables, session):
    consult(tables, session, office=1)
    with pytest.raises(IntegrityError, match="consultation_office_is_the_sessions"):
        consult(tables, session, office=2)


def test_a_session_moved_to_another_office_takes_its_consultations_along(tables, session):
    consultation = consult(tables, session, office=1)
    session.office = 2
    session.save()
    consultation.refresh_from_db()
    assert consultation.office == 2


def test_rows_may_be_written_in_any_order_within_one_transaction(tables):
    Session = tables.get_model("lib.Session")
    with transaction.atomic():
        consult(tables, Session(pk=99), office=3)
        Session.objects.create(pk=99, office=3)
    assert Session.objects.get().consultation_set.count() == 1


def test_the_rule_can_be_dropped_and_put_back_by_a_migration(tables, session):
    Consultation = tables.get_model("lib.Consultation")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Consultation, SAME_OFFICE)
    stray = consult(tables, session, office=2)
    stray.delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Consultation, SAME_OFFICE)
    with pytest.raises(IntegrityError):
        consult(tables, session, office=2)


def test_a_written_migration_makes_the_same_tables_and_asks_for_no_other(tables):
    for model in ("Consultation", "Session"):
        with connection.schema_editor() as editor:
            editor.delete_model(tables.get_model("lib", model))
    operations = operations_between(ProjectState(), ProjectState.from_apps(tables))
    migrated = ProjectState()
    with connection.schema_editor() as editor:
        for operation in operations:
            before = migrated.clone()
            operation.state_forwards("lib", migrated)
            if getattr(operation, "name", "") != "Posting":  # whose table is still there
                operation.database_forwards("lib", editor, before, migrated)
    assert operations_between(migrated, ProjectState.from_apps(tables)) == []
    with pytest.raises(IntegrityError):
        consult(tables, tables.get_model("lib.Session").objects.create(office=1), office=2)


def operations_between(before, after):
    changes = MigrationAutodetector(before, after)._detect_changes()
    return [operation for migration in changes.get("lib", []) for operation in migration.operations]


def test_the_rule_survives_being_written_into_a_migration_file():
    path, args, kwargs = SAME_OFFICE.deconstruct()
    assert import_string(path)(*args, **kwargs) == SAME_OFFICE
    text, imports = MigrationWriter.serialize(SAME_OFFICE)
    names = {}
    for line in imports:
        exec(line, names)  # noqa: S102 (what Django itself just wrote)
    assert eval(text, names) == SAME_OFFICE  # noqa: S307


def test_a_rule_with_another_target_is_another_rule():
    other = CompositeForeignKey(
        fields=("session", "office"), to="lib.Other", to_fields=("id", "office"), name="x"
    )
    assert other != SAME_OFFICE


def test_columns_that_do_not_pair_up_are_refused_at_once():
    with pytest.raises(ValueError, match="pair up"):
        CompositeForeignKey(fields=("session",), to="lib.X", to_fields=("id", "office"), name="x")


def test_an_officer_is_posted_to_a_village_once_at_a_time(tables):
    post(tables, date(2025, 1, 1), date(2025, 3, 31))
    with pytest.raises(IntegrityError, match="posting_once_a_day"):
        post(tables, date(2025, 3, 31), date(2025, 4, 30))  # the last day counts
    post(tables, date(2025, 4, 1))
    with pytest.raises(IntegrityError, match="posting_once_a_day"):
        post(tables, date(2030, 1, 1))  # an open posting runs on
    post(tables, date(2030, 1, 1), village=2)
    post(tables, date(2030, 1, 1), officer=2)


def test_a_form_says_that_two_postings_overlap(tables):
    post(tables, date(2025, 1, 1))
    Posting = tables.get_model("lib.Posting")
    again = Posting(officer=1, village=1, starts_on=date(2025, 6, 1), decree="", decreed_on=None)
    with pytest.raises(ValidationError, match="bertumpuk dengan rentang lain"):
        again.validate_constraints()


def test_a_posting_may_last_one_day_but_not_end_before_it_starts(tables):
    post(tables, date(2025, 1, 2), date(2025, 1, 2))
    with pytest.raises(IntegrityError, match="posting_ends_after_start"):
        post(tables, date(2026, 1, 2), date(2026, 1, 1))


def test_a_decree_has_a_number_and_a_date_or_neither(tables):
    post(tables, date(2025, 1, 1), decree="W.11 Tahun 2024", decreed_on=date(2024, 12, 1))
    with pytest.raises(IntegrityError, match="posting_decree_pair"):
        post(tables, date(2025, 1, 1), officer=2, decree="W.11 Tahun 2024")
