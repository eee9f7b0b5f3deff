"""Tell a Celery worker that there is work, without knowing the task.

The work itself is a row in PostgreSQL: a bell that nobody hears loses nothing, because the
sweeper rings again.
"""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
PATIENCE = 2  # seconds a page waits for a broker that does not answer
IMPATIENT = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "max_retries": 0}


def ring(task_name: str, **kwargs) -> None:
    """After the transaction commits, send the task of that name. A broker that is down is logged.

    `kwargs` are ids and plain values: they travel as JSON.
    """
    transaction.on_commit(partial(_send, task_name, kwargs))


def _send(task_name: str, kwargs: dict) -> None:
    if current_app.conf.task_always_eager:
        # Nobody else will load the task: it runs here and now, in this process.
        current_app.loader.import_default_modules()
        current_app.tasks[task_name].apply(kwargs=kwargs)
        return
    options = current_app.conf.broker_transport_options | IMPATIENT
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            current_app.send_task(task_name, kwargs=kwargs, connection=connection, retry=False)
    except (OperationalError, OSError) as failure:
        logger.warning("Task %s waits for the sweeper: no broker (%s)", task_name, failure)
