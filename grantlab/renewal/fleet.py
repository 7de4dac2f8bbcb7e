"""The renewal as jobs of a queue on PostgreSQL, for workers on any number of machines.

The queue is Procrastinate's. It holds hints and no facts: which connection is due is told
by the store, again when its job begins, and whatever becomes of the job is in the
journal. So a job may be lost or done twice, and costs nothing but the time.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import DeleteJobCondition, Job, Status

from grantlab.renewal.stopping import SIGNALS

QUEUE = "renewal"
SCHEMA = "fleet"
"""Where the queue's tables are, apart from ours: they are not of our migrations."""

LOOKS_EVERY = "* * * * * */15"
"""Four times a minute, whoever is there: cron's five fields, and one for seconds."""

BEATS_EVERY = 5.0
DEAD_AFTER = 30.0
"""Seconds without a heartbeat after which a worker's jobs are nobody's."""

_FIRST = 1
"""The priority of looking: a queue that is long must not keep it waiting."""

_THREADS_BESIDE_JOBS = 2
_QUEUE_SESSIONS = 4

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetWork:
    """What a worker does, in any thread, with a session of its own each time."""

    find_due: Callable[[], Sequence[int]]
    """Returns the connections that are due and that nobody holds."""

    renew: Callable[[int], None]
    """Refreshes a connection if it still is due, and tells what became of it."""


class Fleet:
    """One worker among others on the same database.

    Of one connection a job waits at most, and a job runs at most, wherever the workers
    are. That is the queue's; that a connection is never refreshed twice is the claim's,
    which also knows of pages and commands.
    """

    def __init__(self, address: str, work: FleetWork, *, concurrency: int) -> None:
        self._work = work
        self._concurrency = concurrency
        self._queue = App(
            connector=PsycopgConnector(
                conninfo=address,
                min_size=1,
                max_size=_QUEUE_SESSIONS,
                kwargs={"application_name": "grantlab fleet"},
                configure=_find_tables,
            )
        )
        self._job = self._queue.task(name="renew", queue=QUEUE)(self._renew)
        look = self._queue.task(
            name="look", queue=QUEUE, queueing_lock="look", priority=_FIRST
        )(self._look_again)
        self._queue.periodic(cron=LOOKS_EVERY)(look)

    def prepare(self) -> bool:
        """Make the queue's tables; tell whether there were none."""
        return asyncio.run(self._prepare())

    def is_prepared(self) -> bool:
        """Whether the queue's tables are there."""
        return asyncio.run(self._is_prepared())

    def run(self) -> bool:
        """Work until told to stop by a signal; tell whether that was why it ended.

        What has begun is finished first: a pair that is under way is stored.
        """
        return asyncio.run(self._run())

    def run_once(self) -> None:
        """Look once, and work until nothing waits."""
        asyncio.run(self._run_once())

    async def _prepare(self) -> bool:
        async with self._queue.open_async():
            if await self._queue.check_connection_async():
                return False
            await self._queue.connector.execute_query_async(
                f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"
            )
            await self._queue.schema_manager.apply_schema_async()
            return True

    async def _is_prepared(self) -> bool:
        async with self._queue.open_async():
            return await self._queue.check_connection_async()

    async def _run(self) -> bool:
        async with self._queue.open_async():
            worker = asyncio.ensure_future(self._run_worker(wait=True))
            for number in SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, worker.cancel)
            try:
                await worker
            except asyncio.CancelledError:
                return True
            return False

    async def _run_once(self) -> None:
        async with self._queue.open_async():
            await self._look()
            await self._run_worker(wait=False)

    async def _run_worker(self, *, wait: bool) -> None:
        asyncio.get_running_loop().set_default_executor(
            ThreadPoolExecutor(self._concurrency + _THREADS_BESIDE_JOBS, "fleet")
        )
        await self._queue.run_worker_async(
            queues=[QUEUE],
            concurrency=self._concurrency,
            wait=wait,
            install_signal_handlers=False,
            # The journal has what came of it.
            delete_jobs=DeleteJobCondition.ALWAYS,
            update_heartbeat_interval=BEATS_EVERY,
            stalled_worker_timeout=DEAD_AFTER,
        )

    def _renew(self, connection_id: int) -> None:
        self._work.renew(connection_id)

    async def _look_again(self, timestamp: int) -> None:
        """Look, as every worker does every so often; one of them at a time is enough."""
        del timestamp
        await self._look()

    async def _look(self) -> None:
        """Forget the jobs of workers that died, and queue whatever is due.

        A dead worker's connection is due again when its claim has run out: until then
        its token may be on the way, and nobody else would get the claim.
        """
        for job in await self._jobs_of_the_dead():
            log.warning("the worker of a job is gone", job=job.task_name, **job.task_kwargs)  # fmt: skip
            await self._forget(job)
        begun = await self._begun()
        due = await asyncio.to_thread(self._work.find_due)
        queued = sum(
            [await self._enqueue(number) for number in due if number not in begun]
        )
        log.info("fleet", due=len(due), queued=queued)

    async def _jobs_of_the_dead(self) -> list[Job]:
        found = await self._queue.job_manager.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=DEAD_AFTER
        )
        return list(found)

    async def _begun(self) -> set[int]:
        """Return the connections whose jobs are under way: they would wait for nothing."""
        jobs = await self._queue.job_manager.list_jobs_async(
            queue=QUEUE, task=self._job.name, status=Status.DOING.value
        )
        return {int(str(job.task_kwargs["connection_id"])) for job in jobs}

    async def _forget(self, job: Job) -> None:
        try:
            await self._queue.job_manager.finish_job(
                job, status=Status.ABORTED, delete_job=True
            )
        except ConnectorException:
            # Somebody else has looked at the same time, or its worker was only slow.
            log.info("the job was gone already", job=job.task_name, **job.task_kwargs)

    async def _enqueue(self, connection_id: int) -> bool:
        name = f"connection/{connection_id}"
        try:
            await self._job.configure(lock=name, queueing_lock=name).defer_async(
                connection_id=connection_id
            )
        except AlreadyEnqueued:
            return False
        return True


async def _find_tables(connection: Any) -> None:
    """Have a session find the queue's tables where they are."""
    await connection.execute(f"SET search_path TO {SCHEMA}")
    await connection.commit()
