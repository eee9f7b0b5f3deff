"""A portal of its own for tests that kill its servers: a Celery worker, beat, Valkey, PostgreSQL.

Run as a program it is the clerk at that portal: one JSON line in, one JSON line out.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2

from dbi_portal.local import addresses, folders, processes, servers
from dbi_portal.local.postgres import _binaries

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "dbi_portal"]
OPTIONS = {"worker": ["--concurrency=1", "--without-gossip", "--without-mingle"], "beat": []}
WRITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND query LIKE '%reports_reportrevision%'
"""


@dataclass
class Portal:
    """Servers under `var_dir`, a clerk, a worker and a beat, each a process of its own."""

    var_dir: Path
    clerk: subprocess.Popen | None = None
    children: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PORTAL_VAR": str(self.var_dir),
            "DATABASE_URL": addresses.database_url(self.var_dir),
            "REDIS_URL": addresses.redis_url(self.var_dir),
            "MEDIA_ROOT": str(self.var_dir / "media"),
            "JOB_SWEEP_SECONDS": "1",
            "DJANGO_SETTINGS_MODULE": "dbi_portal.settings",
        }

    def open(self, *, like: str) -> None:
        """Bring everything up, with the tables of the database at `like` (a libpq address)."""
        servers.ensure_servers(self.var_dir)
        _copy_tables(like, addresses.database_dsn(self.var_dir))
        self.clerk = subprocess.Popen(
            [sys.executable, "-m", "reports.tests.surviving"],
            cwd=ROOT, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        for name, options in OPTIONS.items():
            self.start(name, *options)
        self.ask("fill")

    def close(self) -> None:
        if self.clerk:
            self.clerk.stdin.close()
            self.clerk.wait(30)
        processes.end_families(list(self.children.values()), seconds=20)
        servers.remove(self.var_dir)

    def start(self, name: str, *options: str) -> None:
        log = self.var_dir / "log" / f"{name}.log"
        command = [*CELERY, name, "--loglevel=INFO", *options]
        self.children[name] = processes.spawn(command, log=log, cwd=ROOT, env=self.environment)

    def ask(self, what: str, **words: object):
        """What the clerk answers."""
        self.clerk.stdin.write(json.dumps({"what": what} | words) + "\n")
        self.clerk.stdin.flush()
        answer = self.clerk.stdout.readline()
        assert answer, f"the clerk is gone: {what}"
        return json.loads(answer)

    def revive(self) -> None:
        """Start what ended, as the service manager of an office's server does.

        A worker whose broker dies in the middle of reconnecting may end by an error of kombu's.
        """
        for name, child in list(self.children.items()):
            if child.poll() is not None:
                self.start(name, *OPTIONS[name])

    def await_reports(self, *months: str, seconds: int = 120) -> None:
        def all_there() -> bool:
            self.revive()
            return set(months) <= set(self.ask("finished"))

        assert processes.wait_until(all_there, seconds=seconds, pause=0.2), self.words()

    def await_writing(self) -> None:
        """Until a worker has drawn its papers and waits to write the row that names them."""
        assert processes.wait_until(self._writing, seconds=60, pause=0.05), self.words()

    def words(self) -> str:
        """The last of what worker and beat said, for whoever reads a failed test."""
        logs = (self.var_dir / "log").glob("*.log")
        return "\n".join(f"{log.name}: {processes.last_words(log, count=12)}" for log in logs)

    @contextmanager
    def obstacle(self):
        """Nobody can write a revision while the block lasts."""
        connection = psycopg2.connect(addresses.database_dsn(self.var_dir))
        try:
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE reports_reportrevision IN SHARE MODE")
            yield
        finally:
            connection.close()

    def kill_worker(self) -> None:
        """The worker and its children, at once and without a word."""
        worker = self.children["worker"]
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(20)

    def kill_valkey(self) -> None:
        """With all that waited in its queues."""
        _kill(self.var_dir / "valkey" / "valkey.pid")
        (self.var_dir / "valkey" / "dump.rdb").unlink(missing_ok=True)

    def kill_postgres(self) -> None:
        home = folders.server_home(self.var_dir, folders.server_account())
        _kill(home / "postgres" / "postmaster.pid")

    def restart_servers(self) -> None:
        servers.ensure_servers(self.var_dir)

    def _writing(self) -> bool:
        connection = psycopg2.connect(addresses.database_dsn(self.var_dir))
        try:
            with connection.cursor() as cursor:
                cursor.execute(WRITING)
                return cursor.fetchone()[0] > 0
        finally:
            connection.close()


def _kill(pid_file: Path) -> None:
    server = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
    server.kill()
    assert processes.wait_until(lambda: not processes.lives(server), seconds=20)


def _copy_tables(source: str, target: str) -> None:
    """Every table, trigger and constraint, without rows: quicker than all migrations again."""
    tools = _binaries(folders.server_account())
    dumped = [tools / "pg_dump", "--schema-only", "--no-owner", "--no-privileges", "-d", source]
    schema = subprocess.run(dumped, capture_output=True, check=True).stdout
    told = [tools / "psql", "--quiet", "--no-psqlrc", "-d", target]
    subprocess.run(told, input=schema, capture_output=True, check=True)


# The clerk


def clerk() -> None:
    """Do what each line asks for, on connections that may have been cut meanwhile."""
    import django

    django.setup()
    from django.db import close_old_connections

    for line in sys.stdin:
        asked = json.loads(line)
        close_old_connections()
        sys.stdout.write(json.dumps(DOES[asked.pop("what")](**asked)) + "\n")
        sys.stdout.flush()


def fill() -> str:
    """A Kanim with passports in each month."""
    from dbi_portal.lib.months import Month
    from officers.tests.factories import OfficeFactory
    from reports.tests.factories import StatisticFactory

    office = OfficeFactory(code="kanim-tahan")
    for month in Month(2025, 1).until(Month(2025, 7)):
        StatisticFactory(office=office, month=month, count=100 + month.number)
    return office.code


def ask_for(month: str) -> int:
    from django.utils import timezone

    from dbi_portal.lib.months import Month
    from officers.models import Office
    from reports.actions.drafts import ask_for_report

    office = Office.objects.get(code="kanim-tahan")
    asked = {"office": office, "month": Month.parse(month), "by": None, "at": timezone.now()}
    return ask_for_report(**asked).pk


def finished() -> list[str]:
    """Months whose job is done."""
    from officers.models import Job

    return [job.payload["month"] for job in Job.objects.filter(state=Job.State.DONE)]


def kept() -> dict:
    """Jobs by state, reports as [month, revisions, held, does the PDF agree], files left over."""
    from collections import Counter

    from django.conf import settings

    from officers.models import Job
    from reports.models import MonthlyReport

    reports = MonthlyReport.objects.filter(span="bulan").order_by("month")
    revisions = [each for report in reports for each in report.revisions.all()]
    named = {name for each in revisions for name in (each.pdf.name, each.xlsx.name)}
    root = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    return {
        "jobs": Counter(Job.objects.values_list("state", flat=True)),
        "reports": [
            [str(r.report_month), r.revisions.count(), r.revision.held, _agrees(r.revision)]
            for r in reports
        ],
        "lost": sorted(named - files),
        "left over": sorted(files - named),
    }


def _agrees(revision) -> bool:
    return hashlib.sha256(revision.pdf.read()).hexdigest() == revision.pdf_digest


def sweep() -> int:
    """As beat does once a day, when no file is fresh any more."""
    from datetime import timedelta

    from django.utils import timezone

    from reports.actions.sweeping import sweep_files

    return sweep_files(at=timezone.now() + timedelta(days=1))


DOES = {"fill": fill, "ask for": ask_for, "finished": finished, "kept": kept, "sweep": sweep}

if __name__ == "__main__":
    clerk()
