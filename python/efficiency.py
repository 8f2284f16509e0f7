"""How well two workers share an experiment: `python python/efficiency.py ray` (or dask), on a machine that is otherwise idle.

Runs the same experiment in one process on one thread, then on one and on two workers of a local cluster that is already up,
each into a fresh directory, and prints the wall-clock seconds and what two workers reach of twice the speed of one thread.
"""

import os
import sys
import tempfile
import time

os.environ.setdefault("RAY_AUTH_MODE", "disabled")

import verona_lab
from verona_lab import distributed

TEXT = """
name = "efficiency"
arms = ["undefined", "defined", "aligned", "integrated"]
outcomes = ["profit_per_head"]
replications = 20

[design]
method = "factorial"

[factors]
"offer.complexity" = [0.1, 0.3, 0.5, 0.7]
"market.speed" = [0.5, 1.0, 1.5, 2.0]
"""


def timed(run):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        started = time.monotonic()
        run(out)
        took = time.monotonic() - started
        with open(os.path.join(out, "complete.json"), "rb") as file:
            return took, file.read()


def cluster(kind, workers):
    if kind == "ray":
        import ray

        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
        return "ray", ray.shutdown
    from distributed import Client, LocalCluster

    local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    client = Client(local)
    return client, lambda: (client.close(), local.close())


def main():
    kind = sys.argv[1] if len(sys.argv) > 1 else "ray"
    alone, bytes_alone = timed(lambda out: verona_lab.sweep(TEXT, out, threads=1))
    print(f"one process, one thread  {alone:7.1f} s")
    for workers in (1, 2):
        on, close = cluster(kind, workers)
        # Workers start when they are first needed; a cluster that is up has them.
        small = TEXT.replace("replications = 20", "replications = 1")
        with tempfile.TemporaryDirectory() as folder:
            distributed.sweep(small, os.path.join(folder, "warm"), on=on)
        took, found = timed(lambda out, on=on: distributed.sweep(TEXT, out, on=on))
        close()
        assert found == bytes_alone, "the bytes differ"
        print(f"{kind}, workers: {workers}          {took:7.1f} s  efficiency {alone / took / workers:4.0%}")


if __name__ == "__main__":
    main()
