"""The Dask cluster that trainings run on: the app's own, or the one that a setting names.

Without a setting, the first training starts a ``LocalCluster``: worker processes on
this machine, listening on loopback only, gone with the app. With
``EXPLORER_SCHEDULER=tcp://host:8786`` the same tasks go to a running cluster.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from contextlib import suppress
from typing import Any

from explorer.errors import TrainingError
from explorer.jobs import memory
from explorer.models.tensorflow import import_tensorflow_quietly
from explorer.one_parser import parse_in_turn

SETTING = "EXPLORER_SCHEDULER"
WORKERS_SETTING = "EXPLORER_WORKERS"
CORES_EACH = 2  # a training keeps two cores busy; more workers would only take turns
CONNECT_SECONDS = 10
NICE = 5  # trainings give way to the clicks of a class
CONFIG = {
    "distributed.admin.low-level-log-length": 200,  # events kept; an epoch's is 30 kB
    "distributed.scheduler.worker-saturation": 1.0,  # a worker is given what it starts at once
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s",
}

_lock = threading.Lock()
_client: Any = None
_cluster: Any = None


def connect() -> Any:
    """The ``distributed.Client`` of this process; starts or finds the cluster the first time.

    Raises TrainingError when the cluster of the setting does not answer.
    """
    global _client
    parse_in_turn()  # the client has threads of its own
    with _lock:
        if _client is None or _client.status != "running":
            _client = _remote(address()) if address() else _embedded()
        return _client


def address() -> str:
    """The scheduler's address from the environment; empty for a cluster of the app's own."""
    return os.environ.get(SETTING, "").strip()


def worker_count() -> int:
    """How many trainings run at a time on this machine: by a setting, or its cores and memory."""
    given = os.environ.get(WORKERS_SETTING, "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    return min(max(1, (os.cpu_count() or 1) // CORES_EACH), memory.workers())


def submit(client: Any, function: Any, arguments: tuple[Any, ...], key: str) -> Any:
    """The future of a task, once the scheduler has read it: only then can it keep it by a name."""
    future = client.submit(function, *arguments, key=key, pure=False)
    end = time.monotonic() + CONNECT_SECONDS
    while not client.run_on_scheduler(_knows, key) and time.monotonic() < end:
        time.sleep(0.01)
    return future


def _knows(key: str, dask_scheduler: Any) -> bool:
    """Whether the scheduler, which runs this, has read a task."""
    return key in dask_scheduler.tasks


def close() -> None:
    """Let go of the cluster; the app's own is ended, a running training with it."""
    global _client, _cluster
    with _lock:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        for each, seconds in ((_client, 2), (_cluster, 5)):
            if each is not None:
                with suppress(Exception):  # on the way out there is nobody to tell
                    each.close(timeout=seconds)
        _client = _cluster = None


def _remote(scheduler: str) -> Any:
    from distributed import Client

    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"trainings go to the cluster at {scheduler} ({SETTING}), which does not answer "
            f"({type(error).__name__})."
        ) from None
    atexit.register(close)
    return client


def _embedded() -> Any:
    global _cluster
    import dask
    from distributed import Client, LocalCluster

    dask.config.set(CONFIG)
    _cluster = LocalCluster(
        n_workers=worker_count(),
        threads_per_worker=1,
        processes=True,
        memory_limit=memory.of_a_worker(worker_count()),
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # None would take port 8787, the next app warn of it
        scheduler_kwargs={"dashboard": False},
        silence_logs=logging.CRITICAL,
        preload=["explorer.jobs.dask_cluster"],
    )
    atexit.register(close)
    return Client(_cluster, set_as_default=False)


def dask_setup(worker: Any) -> None:
    """Called by Dask in each worker of ours as it starts: be polite, and have TensorFlow ready.

    TensorFlow by itself would start a thread a core in each of the workers.
    """
    os.nice(NICE)
    parse_in_turn()
    threads = max(1, (os.cpu_count() or 1) // worker_count())
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", str(threads))
    # it warns of every new model's functions, and workers train one model after another
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    threading.Thread(target=import_tensorflow_quietly, name="warm-up", daemon=True).start()
