"""Telling who asked for it that long work on an import has ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from officers import notices
from officers.models import ImportRun, Job

LONG = timedelta(seconds=20)  # whoever waits so long looks elsewhere meanwhile
WORDS = {
    ImportRun.State.PREVIEW: "selesai diperiksa dan menunggu keputusan Anda.",
    ImportRun.State.REFUSED: "tidak dapat dipakai; sebabnya ada di halamannya.",
    ImportRun.State.COMMITTED: "tersimpan.",
    ImportRun.State.UNDONE: "sudah dibatalkan.",
}


def tell_if_long(run: ImportRun, job: Job, *, at: datetime) -> bool:
    """A line under the bell, once a job; not for work that was done before one could look away."""
    run.refresh_from_db(fields=["state"])
    words = WORDS.get(ImportRun.State(run.state))
    if words is None or job.requested_by is None or at - job.created_at < LONG:
        return False
    told = notices.tell(
        [job.requested_by],
        key=f"impor:{job.pk}",
        kind="impor",
        text=f"Impor “{run.filename}” {words}",
        url=run.get_absolute_url(),
        at=at,
        office=run.office,
    )
    return bool(told)
