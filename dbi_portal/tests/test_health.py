"""`GET /healthz` is what a load balancer asks: 200 while database and broker answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A process of its own, as a web server is: the test's own connections stay as they are.
ASK = """
import django, json
django.setup()
from django.test import Client
answer = Client().get("/healthz")
print(json.dumps([answer.status_code, answer.json()]))
"""


def ask(**environment):
    settings = {"DJANGO_SETTINGS_MODULE": "dbi_portal.settings", "LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | settings | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.mark.django_db
def test_a_stranger_may_ask_and_all_is_well(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "broker": "ok"}


def test_a_broker_that_is_down_is_told(tmp_path):
    status, answer = ask(REDIS_URL=f"unix://{tmp_path}/nobody.sock?db=0")
    assert status == 503
    assert answer == {"status": "down", "database": "ok", "broker": "down"}


def test_a_database_that_is_down_is_told(tmp_path):
    status, answer = ask(DATABASE_URL=f"postgres://portal@/portal?host={tmp_path}")
    assert status == 503
    assert answer == {"status": "down", "database": "down", "broker": "ok"}
