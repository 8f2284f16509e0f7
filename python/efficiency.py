"""How well two workers share an experiment: `python python/efficiency.py ray` (or dask), on a machine that is otherwise idle.

Runs the same experiment in turn in one process on one thread, in one process on two threads, and on two workers of a local cluster
that is already up, each into a fresh directory, in three rounds (or as many as a second argument says), since a shared machine is
not as fast at one time as at another. Prints the wall-clock seconds, and what two workers reach of twice the speed of one thread.
"""

import os
import statistics
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
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    on, close = cluster(kind, 2)
    # Workers start when they are first needed; a cluster that is up has them.
    small = TEXT.replace("replications = 20", "replications = 1")
    with tempfile.TemporaryDirectory() as folder:
        distributed.sweep(small, os.path.join(folder, "warm"), on=on)
    efficiencies = []
    for number in range(rounds):
        alone, bytes_alone = timed(lambda out: verona_lab.sweep(TEXT, out, threads=1))
        both, bytes_both = timed(lambda out: verona_lab.sweep(TEXT, out, threads=2))
        took, found = timed(lambda out: distributed.sweep(TEXT, out, on=on))
        assert found == bytes_alone == bytes_both, "the bytes differ"
        efficiencies.append(alone / took / 2)
        print(
            f"round {number + 1}: one thread {alone:6.1f} s, two threads {both:6.1f} s, two workers of {kind} {took:6.1f} s; "
            f"of twice one thread {alone / took / 2:4.0%}, of two threads {both / took:4.0%}"
        )
    close()
    print(f"efficiency of two workers of {kind}: median {statistics.median(efficiencies):.0%} of {rounds} rounds")


if __name__ == "__main__":
    main()
