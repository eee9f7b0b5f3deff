"""After `make setup` a command that fills the database works by itself, tables or not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
NEW = "portal_baru"


@pytest.fixture
def empty_database():
    """A database without a single table on this run's own server."""
    address = os.environ["DATABASE_URL"]
    connection = psycopg2.connect(address)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"DROP DATABASE IF EXISTS {NEW}")
    cursor.execute(f"CREATE DATABASE {NEW}")
    yield address.replace("@/portal?", f"@/{NEW}?")
    cursor.execute(f"DROP DATABASE {NEW} WITH (FORCE)")
    connection.close()


def test_a_new_database_gets_its_tables_first(empty_database):
    done = subprocess.run(
        [sys.executable, "manage.py", "load_defaults", "--json"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": empty_database},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert json.loads(done.stdout)["offices"] == 1
