"""An experiment gives the same bytes in one process, in shards, on Ray and on Dask, also when a worker is killed."""

import json
import os
import re
import signal
import subprocess

import pytest
import yaml
from conftest import ROOT

import verona_lab as lab
from verona_lab import Experiment, distributed

# A few seconds of work, in 80 chunks.
TEXT = """
name = "cut anywhere"
arms = ["defined", "aligned"]
outcomes = ["profit_per_head", "trust"]
replications = 40

[firm]
salespeople = 12
marketers = 5

[plan]
days = 252
warm_up = 63

[design]
method = "factorial"

[factors]
"offer.complexity" = [0.1, 0.7]
"market.speed" = [0.5, 2.0]
"""

TABLES = ("points.csv", "results.csv", "failures.csv", "complete.json", "manifest.json", "experiment.toml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The run in one process."""
    out = tmp_path_factory.mktemp("whole") / "out"
    lab.sweep(TEXT, out)
    return contents(out)


def contents(out):
    return {name: (out / name).read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def ray():
    os.environ["RAY_AUTH_MODE"] = "disabled"
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=100 * 1024 * 1024)
    yield ray
    ray.shutdown()


@pytest.fixture(scope="module")
def dask():
    import distributed as dask

    with (
        dask.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        dask.Client(cluster) as client,
    ):
        yield client


def kill_one(pids):
    """Kills a process that simulates, and says so."""
    os.kill(pids[0], signal.SIGKILL)
    return pids[0]


def ray_workers(ray):
    @ray.remote(num_cpus=0)
    def parent():
        return os.getppid()

    raylet = ray.get(parent.remote())
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(raylet)], capture_output=True, text=True, check=True)
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "ray::work" in line]


def test_ray_gives_the_same_bytes_although_a_worker_is_killed(ray, whole, tmp_path):
    killed = []

    def progress(done, total):
        if done > total / 8 and not killed and (busy := ray_workers(ray)):
            killed.append(kill_one(busy))

    sweep = distributed.sweep(TEXT, tmp_path / "out", on="ray", seconds=0.5, progress=progress)
    assert killed and contents(tmp_path / "out") == whole
    assert len(sweep.results) == 4 * 40 * 2 * 2


def test_dask_gives_the_same_bytes_although_a_worker_is_killed(dask, whole, tmp_path):
    killed = []

    def progress(done, total):
        if done > total / 8 and not killed:
            killed.append(kill_one(list(dask.run(os.getpid).values())))

    distributed.sweep(TEXT, tmp_path / "out", on=dask, seconds=0.5, progress=progress)
    assert killed and contents(tmp_path / "out") == whole


def test_shards_merge_to_the_same_bytes(whole, tmp_path):
    for shard in range(3):
        assert lab.sweep(TEXT, tmp_path / f"shard-{shard}", shard=(shard, 3)) is None
    with pytest.raises(lab.StoreError, match="shard 2/3"):
        lab.merge(tmp_path / "early", [tmp_path / "shard-0", tmp_path / "shard-1"])
    lab.merge(tmp_path / "out", [tmp_path / f"shard-{shard}" for shard in range(3)])
    assert contents(tmp_path / "out") == whole


def test_the_command_line_gives_the_same_bytes(verona, whole, tmp_path):
    (tmp_path / "experiment.toml").write_text(TEXT)
    verona("sweep", tmp_path / "experiment.toml", "--out", tmp_path / "out")
    assert contents(tmp_path / "out") == whole


def test_what_was_finished_is_kept_when_a_distributed_run_is_stopped(dask, whole, tmp_path):
    def stop(done, total):
        if done > total / 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        distributed.sweep(TEXT, tmp_path / "out", on=dask, seconds=0.5, progress=stop)
    assert "finished chunks are kept" in caught.value.__notes__[0]
    before = len(list((tmp_path / "out" / "chunks").iterdir()))
    assert before > 0
    totals = []
    distributed.sweep(TEXT, tmp_path / "out", on=dask, progress=lambda done, total: totals.append(total))
    assert totals[-1] < 4 * 40 * 2 and contents(tmp_path / "out") == whole


def test_ctrl_c_in_one_process_keeps_finished_chunks(whole, tmp_path):
    def stop(done, total):
        if done > total / 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lab.sweep(TEXT, tmp_path / "out", progress=stop)
    assert list((tmp_path / "out" / "chunks").iterdir())
    lab.sweep(TEXT, tmp_path / "out")
    assert contents(tmp_path / "out") == whole


def test_a_chunk_that_was_tampered_with_on_its_way_is_refused(tmp_path):
    experiment = Experiment.load(TEXT)
    store = lab._engine.Store(experiment._inner, str(tmp_path / "out"))
    data = experiment._inner.chunk(0)
    for wrong in (data[:-1], data.replace(b"0", b"1", 1)):
        with pytest.raises(lab.StoreError, match="its content does not fit its hash"):
            store.place(0, wrong)
    with pytest.raises(lab.StoreError, match="holds chunk 0"):
        store.place(1, data)
    store.place(0, data)


def test_a_worker_of_another_version_is_told_so():
    source = Experiment.load(TEXT).__getstate__()
    with pytest.raises(lab.UsageError, match="install the same version on all machines"):
        distributed.work(source, "another hash", [0])


def test_a_worker_lost_more_often_than_allowed_is_an_error_and_what_was_finished_is_kept(ray, whole, tmp_path):
    def progress(done, total):
        if done > total / 8 and (busy := ray_workers(ray)):
            kill_one(busy)

    with pytest.raises(lab.WorkerLost, match="Give workers more memory or run fewer of them") as caught:
        distributed.sweep(TEXT, tmp_path / "out", on="ray", retries=0, seconds=0.5, progress=progress)
    assert "finished chunks are kept" in caught.value.__notes__[0]
    totals = []
    distributed.sweep(TEXT, tmp_path / "out", on="ray", progress=lambda done, total: totals.append(total))
    assert totals[-1] < 4 * 40 * 2 and contents(tmp_path / "out") == whole


def test_without_ray_and_dask_it_says_which_extra_to_install(monkeypatch, tmp_path):
    import sys

    for name in ("ray", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    for on in (None, "ray", "dask"):
        with pytest.raises(lab.MissingExtra, match=r"pip install 'verona-lab\[(ray|dask)\]'"):
            distributed.sweep(TEXT, tmp_path / f"{on}", on=on)
    with pytest.raises(lab.UsageError, match="on takes 'ray', 'dask' or a distributed.Client, not 'spark'"):
        distributed.sweep(TEXT, tmp_path / "spark", on="spark")


def test_a_directory_of_another_experiment_is_refused(tmp_path):
    small = TEXT.replace("replications = 40", "replications = 1")
    lab.sweep(small, tmp_path / "out")
    with pytest.raises(lab.StoreError, match="replications"):
        lab.sweep(small.replace("replications = 1", "replications = 2"), tmp_path / "out")


def test_an_experiment_and_its_sweep_survive_pickling(tmp_path):
    import pickle

    small = Experiment.load(TEXT.replace("replications = 40", "replications = 1"))
    again = pickle.loads(pickle.dumps(small))
    assert (again.hash, again.points, again.factors) == (small.hash, 4, ["offer.complexity", "market.speed"])
    sweep = lab.sweep(small, tmp_path / "out")
    assert pickle.loads(pickle.dumps(sweep)).results == sweep.results
    assert sweep.points["offer.complexity"] == [0.1, 0.1, 0.7, 0.7] and len(sweep.failures) == 0
    assert sum(sweep.best["best"]) == 4 and "Best profit_per_head" in sweep._repr_html_()


# The templates of docs/cluster: read as their systems read them, and their very command lines run here with the variables
# that those systems set.

CLUSTER = ROOT / "docs" / "cluster"


@pytest.fixture
def data(tmp_path, monkeypatch, whole):
    command = os.environ.get("VERONA") or str(ROOT / "target/release/verona")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "verona").symlink_to(command)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "experiment.toml").write_text(TEXT)
    return tmp_path


def run(command, **variables):
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_slurm_templates_run_and_merge_to_the_same_bytes(data, whole):
    text = (CLUSTER / "slurm.sh").read_text()
    first, last = map(int, re.search(r"#SBATCH --array=(\d+)-(\d+)\n", text).groups())
    for name in ("slurm.sh", "merge.sh"):
        run(["bash", "-n", CLUSTER / name])
    array = {"SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "5", "SLURM_CPUS_PER_TASK": "1"}
    assert first == 0 and last > first
    for task in range(5, 8):
        run(["bash", CLUSTER / "slurm.sh"], SLURM_ARRAY_TASK_ID=str(task), **array)
    run(["bash", CLUSTER / "merge.sh"])
    assert contents(data / "results") == whole


@pytest.mark.parametrize("system", ["aws-batch.json", "kubernetes.yaml"])
def test_the_templates_of_aws_and_kubernetes_run_and_merge_to_the_same_bytes(system, data, whole):
    text = (CLUSTER / system).read_text()
    if system == "aws-batch.json":
        job = json.loads(text)
        command, count = job["containerOverrides"]["command"], job["arrayProperties"]["size"]
        variable = "AWS_BATCH_JOB_ARRAY_INDEX"
    else:
        spec = yaml.safe_load(text)["spec"]
        assert spec["completionMode"] == "Indexed"
        command, count = spec["template"]["spec"]["containers"][0]["command"], spec["completions"]
        variable = "JOB_COMPLETION_INDEX"
    assert command[command.index("--shards") + 1] == str(count)
    command = [word.replace("/data/", f"{data}/") for word in command]
    command[command.index("--shards") + 1] = "3"
    for index in range(3):
        run(command, **{variable: str(index)})
    run(["verona", "merge", "results", "results"])
    assert contents(data / "results") == whole
