"""A worker process: takes jobs from its queues until it is told to stop, and outlives an outage of the database."""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Sequence
from typing import LiteralString

import procrastinate
import psycopg
import psycopg_pool
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.worker import Worker

from openbitmap.node.database import Database
from openbitmap.node.work.attempt import End, Gate, Outcome, perform
from openbitmap.node.work.pace import PACE, Pace
from openbitmap.node.work.queue import CONCURRENCY, TASK, Queue
from openbitmap.node.work.rescue import Rescue, release
from openbitmap.node.work.ticket import Duties

_log = logging.getLogger(__name__)
_OUTAGE_PAUSE = 0.5
_STOP_LOOK = 0.1
_PERSIST_PATIENCE = 30.0
_FORGET_WORKERS_AFTER = 3600.0

_MINE = """
WITH mine AS (
    SELECT id FROM procrastinate_jobs
    WHERE id = %(job_id)s AND worker_id = %(worker_id)s AND status = 'doing' FOR UPDATE
)
"""
_END: LiteralString = _MINE + "SELECT procrastinate_finish_job_v1(id, %(status)s, false) FROM mine"
_RUN_AGAIN: LiteralString = (
    _MINE + "SELECT procrastinate_retry_job_v2(id, now() + make_interval(secs => %(wait)s), NULL, NULL, NULL) FROM mine"
)


class _Endings(JobManager):
    """How the library writes down that a job ended, in our words and only while the job is still this worker's.

    By itself it would let a worker that lost a job mark it as ended under the new one's hands, and would try only once.
    """

    def __init__(self, connector: procrastinate.PsycopgConnector) -> None:
        super().__init__(connector)
        self.outcomes: dict[int | None, Outcome] = {}
        self.gave_up = False

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """No outcome means: the database was out of reach. Fenced is run again too: if nobody took the library's row
        from us after all, the job must not be left as ended."""
        outcome = self.outcomes.pop(job.id, Outcome(End.AGAIN, wait=_OUTAGE_PAUSE))
        again = outcome.end in (End.AGAIN, End.LATER, End.FENCED)
        ending = {"wait": outcome.wait, "status": "failed" if outcome.end is End.DEAD else "succeeded"}
        deadline = time.monotonic() + _PERSIST_PATIENCE
        while True:
            try:
                await self.connector.execute_query_async(
                    _RUN_AGAIN if again else _END, job_id=job.id, worker_id=job.worker_id, **ending
                )
            except procrastinate.exceptions.ConnectorException:
                if time.monotonic() > deadline:
                    self.gave_up = True  # the process then starts over under new numbers, and releases what it held
                    raise
                await asyncio.sleep(_OUTAGE_PAUSE)
            else:
                return


def run_worker(
    database_url: str,
    queues: Sequence[Queue],
    duties: Duties,
    *,
    pace: Pace = PACE,
    stop: threading.Event | None = None,
) -> None:
    """Works until `stop` is set or, in the main thread, SIGTERM or SIGINT comes; then ends its jobs and returns.

    A killed worker needs no cleaning up: start another. While the database is away it waits and tries again.
    """
    stop = stop or threading.Event()
    with Database.open(database_url, connections=sum(CONCURRENCY[queue] for queue in queues) + 2) as database:
        _Process(database, tuple(queues), duties, pace=pace).run(stop)


class _Process:
    """One worker process across database outages: remembers which library workers it was, to release their jobs."""

    def __init__(self, database: Database, queues: tuple[Queue, ...], duties: Duties, *, pace: Pace) -> None:
        self._database = database
        self._queues = queues
        self._duties = duties
        self._pace = pace
        self._gate = Gate()
        self._lost: list[int] = []

    def run(self, stop: threading.Event) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        rescue = Rescue(self._database, self._duties, self._pace)
        rescue.start()
        try:
            while not stop.is_set():
                self._until_outage(stop)
        finally:
            rescue.stop()

    def _until_outage(self, stop: threading.Event) -> None:
        try:
            if self._lost:
                with self._database.transaction() as tx:
                    release(tx, self._lost)
                self._lost.clear()
            asyncio.run(self._serve(stop))
        except (psycopg.Error, psycopg_pool.PoolTimeout, procrastinate.exceptions.ConnectorException) as trouble:
            _log.warning("worker lost the database (%s), trying again", type(trouble).__name__)
            stop.wait(_OUTAGE_PAUSE)

    async def _serve(self, stop: threading.Event) -> None:
        connector = procrastinate.PsycopgConnector(conninfo=self._database.url, min_size=1, max_size=4, timeout=10)
        app = procrastinate.App(connector=connector)
        endings = app.job_manager = _Endings(connector)

        @app.task(name=TASK, pass_context=True)
        def work(context: procrastinate.JobContext, job: int) -> None:
            endings.outcomes[context.job.id] = perform(self._database, self._duties, self._gate, job=job)

        async with app.open_async():
            workers = [self._worker(app, queue) for queue in self._queues]
            running = [asyncio.create_task(worker.run()) for worker in workers]  # type: ignore[no-untyped-call]  # theirs
            while not (stop.is_set() or endings.gave_up or any(task.done() for task in running)):
                await asyncio.sleep(_STOP_LOOK)
            for worker in workers:
                worker.stop()  # type: ignore[no-untyped-call]  # the library left it without annotations
            ends = await asyncio.gather(*running, return_exceptions=True)
            # A worker that could not sign off still has its number, and perhaps jobs.
            self._lost += [worker.worker_id for worker in workers if worker.worker_id is not None]
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    def _worker(self, app: procrastinate.App, queue: Queue) -> Worker:
        return Worker(
            app,
            queues=[queue.value],
            name=queue.value,
            concurrency=CONCURRENCY[queue],
            fetch_job_polling_interval=self._pace.poll,
            install_signal_handlers=False,
            update_heartbeat_interval=self._pace.heartbeat,
            stalled_worker_timeout=_FORGET_WORKERS_AFTER,
            delete_jobs="never",
        )
