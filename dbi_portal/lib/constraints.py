"""Rules the database itself keeps, said in one line of a model's `Meta.constraints`."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import BaseConstraint, CheckConstraint, F, Func, Q


def set_together(*fields: str, name: str, message: str | None = None) -> CheckConstraint:
    """All of `fields` are set, or none is."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(name=name, condition=none | every, violation_error_message=message)


def ends_after_start(
    name: str,
    *,
    start: str = "starts_on",
    end: str = "ends_on",
    message: str = "Tanggal selesai tidak boleh sebelum tanggal mulai.",
) -> CheckConstraint:
    """The last day is not before the first. Both days count; no last day means still running."""
    in_order = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})
    return CheckConstraint(name=name, condition=in_order, violation_error_message=message)


class DateRange(Func):
    """The days from one column to another. An empty end is open: daterange() reads NULL so."""

    function = "DATERANGE"
    output_field = DateRangeField()


def no_overlap(
    name: str,
    *keys: str,
    start: str = "starts_on",
    end: str = "ends_on",
    condition: Q | None = None,
    message: str = "Rentang tanggal ini bertumpuk dengan rentang lain yang sudah tercatat.",
) -> ExclusionConstraint:
    """No two rows with the same `keys` share a day, both ends counted.

    Needs the extension btree_gist: put `BtreeGistExtension()` first in the app's initial
    migration (or depend on an app that has it).
    """
    days = DateRange(start, end, RangeBoundary(inclusive_lower=True, inclusive_upper=True))
    same = [(key, RangeOperators.EQUAL) for key in keys]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, (days, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


class CompositeForeignKey(BaseConstraint):
    """A foreign key over several columns, for rows that carry their office themselves.

        CompositeForeignKey(fields=("session", "office"), to="outreach.Session",
                            to_fields=("id", "office"), name="consultation_office_is_sessions")

    keeps a consultation's office equal to its session's, and moves it along when the session's
    office is corrected. The target needs `UniqueConstraint(fields=["id", "office"])`. Checked
    when the transaction commits, so both rows may be written in any order. A row in which one
    of the columns is NULL is not checked (SQL's MATCH SIMPLE).
    """

    sql_create = (
        "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s) "
        "REFERENCES %(to_table)s (%(to_columns)s) "
        "ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"
    )

    def __init__(self, *, fields, to, to_fields, name, **messages):
        super().__init__(name=name, **messages)
        self.fields, self.to, self.to_fields = tuple(fields), to, tuple(to_fields)
        if len(self.fields) != len(self.to_fields):
            raise ValueError(f"{name}: fields and to_fields must pair up.")

    def constraint_sql(self, model, schema_editor):
        """Nothing inside CREATE TABLE: the target may be created after this table."""
        self.create_sql(model, schema_editor)

    def create_sql(self, model, schema_editor):
        """At the end of the migration: the target's unique pair may be added after this."""
        schema_editor.deferred_sql.append(self._add_statement(model, schema_editor))

    def _add_statement(self, model, schema_editor) -> Statement:
        """ALTER TABLE … ADD CONSTRAINT, as a statement that follows renamed tables."""
        target = model._meta.apps.get_model(self.to)
        quote = schema_editor.quote_name
        return Statement(
            self.sql_create,
            name=quote(self.name),
            table=Table(model._meta.db_table, quote),
            columns=_columns(model, self.fields, quote),
            to_table=Table(target._meta.db_table, quote),
            to_columns=_columns(target, self.to_fields, quote),
        )

    def remove_sql(self, model, schema_editor):
        """As Django drops its own foreign keys: pending checks first, then the constraint."""
        return schema_editor._delete_constraint_sql(schema_editor.sql_delete_fk, model, self.name)

    def validate(self, model, instance, exclude=None, using=None):
        """Nothing to ask a form: the carried columns are filled by code, from the target."""

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return (
            path,
            args,
            kwargs
            | {
                "fields": self.fields,
                "to": self.to,
                "to_fields": self.to_fields,
            },
        )

    def __eq__(self, other):
        if not isinstance(other, CompositeForeignKey):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    def __hash__(self):
        return hash((self.name, self.fields, self.to.lower(), self.to_fields))

    def __repr__(self):
        pairs = ", ".join(f"{a}→{b}" for a, b in zip(self.fields, self.to_fields, strict=True))
        return f"<CompositeForeignKey {self.name}: {pairs} of {self.to}>"


def _columns(model, fields, quote) -> Columns:
    columns = [model._meta.get_field(field).column for field in fields]
    return Columns(model._meta.db_table, columns, quote)


def on_earth(name: str) -> CheckConstraint:
    """`latitude` and `longitude` in degrees, both or neither."""
    nowhere = Q(latitude__isnull=True, longitude__isnull=True)
    somewhere = Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
    return CheckConstraint(
        condition=nowhere | somewhere,
        name=name,
        violation_error_message="Lintang antara -90 dan 90, bujur antara -180 dan 180, "
        "keduanya diisi atau keduanya kosong.",
    )
