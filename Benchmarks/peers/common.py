"""What all comparisons share: Sextant's side, turns, statistics, records."""
import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDS = os.path.join(HERE, "..", "records")
TURNS = 3

_parser = argparse.ArgumentParser(description="Run by scripts/bench-peers.")
_parser.add_argument("pile", help="records with id, title and abstract, one a line")
_parser.add_argument("--binaries", required=True, help="the folder of sextant and sextant-bench-jobs")
_parser.add_argument("--work", required=True, help="a folder for vectors and indexes")
_parser.add_argument("--small", action="store_true", help="a hundredth of the data, to try the scripts; writes no record")
ARGUMENTS, _ = _parser.parse_known_args()
SEXTANT = os.path.join(ARGUMENTS.binaries, "sextant")
JOBS = os.path.join(ARGUMENTS.binaries, "sextant-bench-jobs")
os.makedirs(ARGUMENTS.work, exist_ok=True)


def scaled(count):
    """A size, or its hundredth for a trial."""
    return count // 100 if ARGUMENTS.small else count


# Data

def work_file(name):
    return os.path.join(ARGUMENTS.work, ("small-" if ARGUMENTS.small else "") + name)


def save(name, array):
    """Writes an array for Sextant's side and returns its path."""
    np.save(work_file(name), array)
    return work_file(name)


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def random_unit(count, dimension, seed=1):
    """Seeded random unit vectors: an array, and the file that holds it."""
    path = work_file(f"random-{count}x{dimension}-{seed}.npy")
    if not os.path.exists(path):
        generator = np.random.default_rng(seed)
        np.save(path, unit(generator.standard_normal((count, dimension), dtype=np.float32)))
    return np.load(path), path


def lsa_vectors():
    """The vectors that Sextant gives the pile's papers, at 256 dimensions: an array, and the file that holds it."""
    path = work_file("lsa.npy")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(ARGUMENTS.pile):
        index = os.path.join(ARGUMENTS.work, "lsa.index")
        subprocess.run(["rm", "-rf", index], check=True)
        run([SEXTANT, "index", first_papers(150_000), "--index", index, "--dimensions", "256", "-q"])
        run([SEXTANT, "export", "--index", index, "--to", "npy", "-o", path])
    return np.load(path), path


def first_papers(count):
    """A file with the first papers of the pile: the pile itself if that is all it has."""
    with open(ARGUMENTS.pile, encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    if scaled(count) >= total:
        return ARGUMENTS.pile
    path = work_file(f"first-{count}.jsonl")
    with open(ARGUMENTS.pile, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        out.writelines(line for line, _ in zip(lines, range(scaled(count))))
    return path


# The sides of a comparison

def run(command):
    """Runs a command; returns wall seconds, peak bytes and what it printed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"bench-peers: failed: {' '.join(map(str, command))}")
    return seconds, usage.ru_maxrss * 1024, output


def job(name, *arguments, repetitions=3):
    """Runs a job of Sextant; returns what it printed with the seconds of each repetition, and the lines it found."""
    with tempfile.NamedTemporaryFile(dir=ARGUMENTS.work, suffix=".txt") as found:
        output = run([JOBS, name, *arguments, found.name, repetitions])[2]
        lines = [list(map(float, line.split())) for line in open(found.name, encoding="utf-8")]
    return json.loads(output), lines


def timed(body, repetitions=3):
    """The seconds of some calls after one to warm up, and what the last one returned."""
    result = body()
    seconds = []
    for _ in range(repetitions):
        start = time.perf_counter()
        result = body()
        seconds.append(time.perf_counter() - start)
    return seconds, result


def slow(body):
    """A side that takes many seconds: one call a turn, and none to warm up, which the median leaves out anyway."""
    def turn():
        start = time.perf_counter()
        result = body()
        return [time.perf_counter() - start], result
    return turn


class Comparison:
    """Sides that do the same task: they take turns (A B A B …), so that what changes on the machine meets all."""

    def __init__(self, task, data, threads, unit="s"):
        self.fields = {"task": task, "data": data, "threads": threads, "unit": unit}
        self.sides, self.notes, self.checks, self.times, self.answers = {}, {}, {}, {}, {}

    def side(self, name, body, **notes):
        """`body` returns seconds (of one unit of work) of its repetitions, and its answer. The first side is Sextant."""
        self.sides[name], self.notes[name], self.times[name] = body, notes, []

    def run(self, turns=TURNS):
        for turn in range(turns):
            for name, body in self.sides.items():
                seconds, self.answers[name] = body()
                self.times[name] += seconds
                print(f"  {name}: {statistics.median(seconds):.6g} s", file=sys.stderr, flush=True)
        return self

    def check(self, **checks):
        """Notes what has been compared. A check that is False ends the run: a figure of wrong answers is none."""
        self.checks.update(checks)
        wrong = [name for name, value in checks.items() if value is False]
        if wrong:
            sys.exit(f"bench-peers: {self.fields['task']}: not so: {', '.join(wrong)}")

    def record(self):
        sides = {name: {**self.notes[name], **spread(times)} for name, times in self.times.items()}
        ours, *peers = sides
        ratios = {
            peer: {"median": significant(sides[peer]["median"] / sides[ours]["median"]), **extremes(self, ours, peer)}
            for peer in peers
        }
        return {**self.fields, "sides": sides, "ratios": ratios, "checks": self.checks}


def extremes(comparison, ours, peer):
    """The smallest and largest ratio of the turns' medians."""
    def turns(name):
        times = comparison.times[name]
        size = max(1, len(times) // TURNS)
        return [statistics.median(times[i:i + size]) for i in range(0, len(times), size)]
    ratios = [theirs / mine for mine, theirs in zip(turns(ours), turns(peer))]
    return {"min": significant(min(ratios)), "max": significant(max(ratios))}


def significant(value, digits=4):
    return float(f"{value:.{digits}g}")


def spread(times):
    low, _, high = statistics.quantiles(times, n=4) if len(times) > 1 else (times * 3)
    return {
        "median": significant(statistics.median(times)), "quartiles": [significant(low), significant(high)],
        "min": significant(min(times)), "max": significant(max(times)), "runs": len(times),
    }


# Records

def machine():
    name = platform.machine()
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cpu": name, "cores": os.cpu_count(), "memory_bytes": memory, "system": platform.platform()}


def first_line(*command):
    output = subprocess.run(command, capture_output=True, text=True, cwd=HERE).stdout
    return output.strip().split("\n")[0]


def write(subject, comparisons, packages, **more):
    """Writes the record of a subject."""
    changed = first_line("git", "status", "--porcelain", "--untracked-files=no", "--", "../../Sources")
    record = {
        "subject": subject,
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "commit": first_line("git", "rev-parse", "--short", "HEAD") + (" with changes" if changed else ""),
        "compiler": first_line("swift", "--version"),
        "command": f"scripts/bench-peers PILE.jsonl {subject}",
        "peers": {name: importlib.metadata.version(name) for name in packages},
        "python": platform.python_version(),
        **more,
        "comparisons": [comparison.record() for comparison in comparisons],
    }
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    if ARGUMENTS.small:
        print(text)
        return
    with open(os.path.join(RECORDS, f"{subject}.json"), "w", encoding="utf-8") as out:
        out.write(text)
