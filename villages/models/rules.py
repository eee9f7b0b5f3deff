"""Rules across tables that the database keeps (docs/adr/rules-in-the-database.md)."""

import pgtrigger


def office_holds_village(*, day: str, name: str) -> pgtrigger.Trigger:
    """The row's office held its village on the day in column `day`; checked when it is written."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("village_id", "office_id", day),
        func=f"""
            IF NEW.village_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM villages_tenure
                WHERE village_id = NEW.village_id AND office_id = NEW.office_id
                  AND starts_on <= NEW.{day} AND (ends_on IS NULL OR ends_on >= NEW.{day})
            ) THEN
                RAISE EXCEPTION 'office % did not hold village % on %',
                    NEW.office_id, NEW.village_id, NEW.{day}
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 -- names of our own columns and rules
    )
