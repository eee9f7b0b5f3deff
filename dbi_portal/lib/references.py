"""Foreign keys of tables that take a hundred thousand rows at once, asked once a statement.

PostgreSQL checks its own foreign keys row by row, which costs as much as writing the rows. For rows
that never change once they are written (so that only an insert can name what does not exist), the
same promise is kept by one trigger on the table and one on each it names. Rows that are named are
locked as a foreign key locks them, so nobody deletes them in between.
"""

from __future__ import annotations

import pgtrigger

ONE = """
    WITH said AS MATERIALIZED (
        SELECT DISTINCT {column} AS key FROM fresh WHERE {column} IS NOT NULL
    ), there AS MATERIALIZED (
        SELECT FROM {table} AS row JOIN said ON row.{key} = said.key FOR KEY SHARE OF row
    )
    SELECT (SELECT count(*) FROM said), (SELECT count(*) FROM there) INTO named, held;
    IF named <> held THEN
        RAISE EXCEPTION 'a row of % names a % that is not there', TG_TABLE_NAME, '{column}'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{name}';
    END IF;
"""
GUARD = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (TG_OP = 'DELETE' OR NEW.{key} IS DISTINCT FROM OLD.{key})
           AND EXISTS (SELECT FROM {by} WHERE {column} = OLD.{key}) THEN
            RAISE EXCEPTION 'a row of {by} still names this row of {table}'
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER {name} AFTER DELETE OR UPDATE OF {key} ON {table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {name}();
"""
UNGUARD = "DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"


def rests_on(name: str, **columns: tuple[str, str]) -> pgtrigger.Trigger:
    """For `Meta.triggers`: `rests_on("figure_rests_on", office_id=("officers_office", "id"))`.

    The fields say `db_constraint=False`; the row must be protected from updates of these columns.
    """
    checks = (
        ONE.format(name=name, column=column, table=table, key=key)
        for column, (table, key) in columns.items()
    )
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="fresh"),
        declare=[("named", "bigint"), ("held", "bigint")],
        func=f"{''.join(checks)}\n    RETURN NULL;",
    )


def guard(*, table: str, key: str, by: str, column: str) -> tuple[str, str]:
    """For a migration's RunSQL, forward and back: rows of `table` that `by` names are kept."""
    names = {"name": f"{by}_{column}_kept"[:63], "table": table, "key": key}
    return GUARD.format(**names, by=by, column=column), UNGUARD.format(**names)
