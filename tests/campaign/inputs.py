"""What the campaign feeds in: random legal firms, changed files, and the programs of others that try the same from outside."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFUSED = {2, 3, 4, 130}


class Wrong(Exception):
    """A wrong result."""


class Inputs:
    """The parts of a campaign that feed Verona."""

    def firms(self):
        """Random legal firms: none breaks a law, stops an assertion or takes the machine with it."""
        schema = json.loads(self.done("schema"))
        keys = list(self.numbers(schema))
        for _ in range(self.times or (20 if self.short else 2_000)):
            if self.is_late():
                break
            chosen = self.random.sample(keys, self.random.randrange(1, min(40, len(keys))))
            arguments = ["run", "--set", "firm.salespeople=6", "--set", "firm.marketers=3", "--days", 63]
            for key, kind, low, high in chosen:
                if key.startswith(("plan.", "firm.")):
                    continue
                share = self.random.choice([0.0, 1.0, self.random.random(), self.random.random() ** 4])
                value = low + share * (high - low)
                arguments += ["--set", f"{key}={round(value) if kind == 'integer' else repr(value)}"]
            code, _, err = self.run(*arguments, "--yes") if self.has_yes() else self.run(*arguments)
            if code not in (0, 3):
                raise Wrong(f"{arguments} ended with {code}: {err}")
            self.count["random firms: " + ("simulated" if code == 0 else "contradict themselves, refused")] += 1

    def has_yes(self):
        if not hasattr(self, "yes"):
            self.yes = b"--yes" in self.done("run", "--help")
        return self.yes

    def numbers(self, schema):
        for section, about in schema.get("properties", {}).items():
            about = self.resolved(schema, about)
            for name, entry in about.get("properties", {}).items():
                entry = self.resolved(schema, entry)
                if entry.get("type") in ("number", "integer") and "minimum" in entry and "maximum" in entry:
                    yield f"{section}.{name}", entry["type"], entry["minimum"], entry["maximum"]

    def resolved(self, schema, entry):
        if "$ref" in entry:
            for part in entry["$ref"].lstrip("#/").split("/"):
                schema = schema[part]
            return schema
        return entry

    def texts(self):
        """Files with some bytes changed: read, or refused in words; never a panic, never another end."""
        seeds = [*sorted((ROOT / "scenarios").rglob("*.toml")), *sorted((ROOT / "claims").glob("*.toml"))]
        commands = {
            "scenarios": ["run", "--days", "1", "--set", "plan.warm_up=0", "--set", "firm.salespeople=2", "--set", "firm.marketers=1"],
            "experiments": ["sweep", "--out", "fuzzed", "--shard", "0/1048576"],
            "claims": ["reproduce", "--only", "none", "--claims"],
        }
        for _ in range(self.times or (30 if self.short else 3_000)):
            if self.is_late():
                break
            seed = self.random.choice(seeds)
            data = bytearray(seed.read_bytes())
            for _ in range(self.random.choice([1, 1, 2, 5, 20])):
                at = self.random.randrange(len(data))
                kind = self.random.randrange(5)
                if kind == 0:
                    data[at] = self.random.randrange(256)
                elif kind == 1:
                    del data[at : at + self.random.randrange(30)]
                elif kind == 2:
                    data[at:at] = self.random.choice([b"\x1b[2J", b"1e309", b"nan", b"-1", b"9" * 30, b'"', b"\n[", "\u202e".encode(), b"= ", b"\x00"])
                elif kind == 3:
                    there = self.random.randrange(len(data))
                    data[at:at] = data[there : there + self.random.randrange(60)]
                else:
                    data[at] ^= 1 << self.random.randrange(8)
                data = data or bytearray(b"x")
            (self.work / "fuzzed.toml").write_bytes(data)
            self.fresh("fuzzed")
            command = commands[seed.parent.name]
            code, out, err = self.run(*command, "fuzzed.toml")
            if code not in {0} | REFUSED:
                raise Wrong(f"{seed.name} ended with {code}: {err}")
            if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", err + out.decode("utf-8", "replace")):
                raise Wrong(f"{seed.name}: sends what steers a terminal: {err!r}")
            self.count["texts " + ("read" if code == 0 else "refused")] += 1

    # -- what others run ----------------------------------------------------------------------------------------

    def other(self, *command, **more):
        """Another program of the repository; its words, when it ends well."""
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", env=os.environ | more)
        if done.returncode != 0:
            raise Wrong(f"{command} ended with {done.returncode}: {(done.stdout + done.stderr)[-4_000:]}")
        return done.stdout + done.stderr

    def laws(self):
        """Random legal firms in one process: all laws of every day, all figures, and the story that each firm tells."""
        number = self.times or 100_000
        test = "every_legal_firm_runs_and_its_figures_agree"
        said = self.other("cargo", "test", "--locked", "--test", "laws", test, "--", "--nocapture", VERONA_FIRMS=str(number))
        if "1 passed" not in said:
            raise Wrong(f"{test} did not run: {said[-2_000:]}")
        self.count["random firms in one process, simulated with every law checked each day"] += number

    def fuzz(self):
        """libFuzzer for --minutes, ten without."""
        tools = subprocess.run(["cargo", "+nightly", "--version"], capture_output=True)
        if tools.returncode != 0:
            self.count["inputs parsed by libFuzzer: left out, no nightly toolchain"] += 1
            return
        said = self.other("tests/campaign/fuzz/run", str(round(60 * self.minutes) or 600))
        found = {name: int(number) for name, number in re.findall(r"stat::(\w+):\s+(\d+)", said)}
        self.count["inputs parsed by libFuzzer"] += found["number_of_executed_units"]
        self.count["inputs that reached what none before had"] += found["new_units_added"]

    def python(self):
        """The tests of the Python package on long runs, bytes and clusters."""
        said = self.other("python/test", "-k", "running or bytes or cluster")
        self.count["tests of the Python package"] += int(re.search(r"(\d+) passed", said)[1])

    def wasm(self):
        """The engine of the browser against the command, byte for byte."""
        if not shutil.which("node"):
            self.count["bytes of the browser's engine: left out, no node"] += 1
            return
        said = self.other("web/test", "bytes")
        self.count["tests of the browser's bytes"] += int(re.search(r"pass (\d+)", said)[1])
