"""Which tables each transaction changed, so that a kept page is old when what it read changes.

Plain tables rather than models: nobody edits them, and emptying the portal's tables must not empty
the record that they were. See docs/adr/0038 and dbi_portal/lib/changes.py.
"""

from django.db import migrations

# One row for each transaction and table. What was taken back takes its row with it.
TABLES = """
    CREATE TABLE portal_change (
        relation text NOT NULL,
        xid xid8 NOT NULL,
        PRIMARY KEY (relation, xid)
    );
    CREATE TABLE portal_change_seen (
        at timestamptz PRIMARY KEY,
        seen pg_snapshot NOT NULL
    );
"""
NOTE = """
    CREATE FUNCTION portal_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO portal_change (relation, xid) VALUES (TG_TABLE_NAME, pg_current_xact_id())
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
"""
# Every table there is, also one no model knows. Sessions are no page's business, and a sign-in
# changes nothing of an account that a page shows: its time alone is no change.
WATCH = """
    CREATE FUNCTION portal_watch_tables() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        missing record;
    BEGIN
        FOR missing IN
            SELECT c.oid::regclass AS relation,
                   CASE c.relname WHEN 'officers_user' THEN '' ELSE 'UPDATE OR' END AS updated
            FROM pg_class c
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
              AND NOT c.relispartition
              AND c.relname NOT IN ('portal_change', 'portal_change_seen', 'django_session',
                                    'django_migrations')
              AND NOT EXISTS (SELECT FROM pg_trigger t
                              WHERE t.tgrelid = c.oid AND t.tgname = 'portal_change_is_noted')
        LOOP
            EXECUTE format('CREATE TRIGGER portal_change_is_noted
                AFTER INSERT OR %s DELETE OR TRUNCATE ON %s
                FOR EACH STATEMENT EXECUTE FUNCTION portal_note_change()',
                missing.updated, missing.relation);
        END LOOP;
    END $$;
"""
ACCOUNTS = """
    CREATE TRIGGER portal_account_is_noted AFTER UPDATE ON officers_user FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'last_login' IS DISTINCT FROM to_jsonb(NEW) - 'last_login')
    EXECUTE FUNCTION portal_note_change();
"""
UNDO = """
    DROP FUNCTION portal_watch_tables();
    DROP FUNCTION portal_note_change() CASCADE;
    DROP TABLE portal_change, portal_change_seen;
"""


class Migration(migrations.Migration):
    dependencies = [("officers", "0010_audit_by_time_alone")]

    operations = [
        migrations.RunSQL(TABLES + NOTE + WATCH, UNDO),
        migrations.RunSQL(["SELECT portal_watch_tables()", ACCOUNTS], migrations.RunSQL.noop),
    ]
