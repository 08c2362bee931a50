#!/usr/bin/env python3
"""Indexes a pile with Sextant and with scikit-learn in turn, and records medians and ratios.

usage: compare_indexing.py SEXTANT PILE.jsonl RUNS        (run by scripts/bench-peers)
"""
import datetime
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

binary, pile, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
threads = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}


def timed(command, **more):
    """Wall seconds, peak bytes and output of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **more})
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss * 1024, output


def cpu():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


ours, peer, similar = [], [], []
folder = tempfile.mkdtemp(prefix="sextant-bench-")
index = os.path.join(folder, "index")
try:
    for _ in range(runs):
        shutil.rmtree(index, ignore_errors=True)
        ours.append(timed([binary, "index", pile, "--index", index, "--threads", "2", "-q"])[:2])
        seconds, peak, output = timed([sys.executable, os.path.join(here, "index_peer.py"), pile], **threads)
        peer.append((seconds, peak, json.loads(output)))
    first = json.loads(open(pile, encoding="utf-8").readline())["id"]
    for _ in range(3 * runs):
        similar.append(timed([binary, "similar", first, "--index", index, "--threads", "2", "--json"])[0])
    status = json.loads(timed([binary, "status", "--index", index, "--json"])[2])
finally:
    shutil.rmtree(folder)
median = lambda values: round(statistics.median(values), 3)
record = {
    "task": "index a pile of abstracts; find the papers similar to one",
    "date": datetime.date.today().isoformat(),
    "machine": {"cpu": cpu(), "cores": os.cpu_count(), "system": platform.platform()},
    "commit": subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip(),
    "compiler": re.split(r"\n", subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout)[0],
    "command": "scripts/bench-peers PILE.jsonl " + str(runs),
    "threads": 2,
    "papers": status["papers"],
    "sextant": {
        "what": f"JSONL to committed index, {status['dimensions']} dimensions",
        "seconds": [round(s, 3) for s, _ in ours], "median": median([s for s, _ in ours]),
        "peak_bytes": max(p for _, p in ours),
        "similar_seconds": {"median": median(similar), "all": [round(s, 4) for s in similar]},
    },
    "scikit-learn": {
        "what": "TfidfVectorizer + TruncatedSVD(256), nothing stored",
        "seconds": [round(s, 3) for s, _, _ in peer], "median": median([s for s, _, _ in peer]),
        "peak_bytes": max(p for _, p, _ in peer), "captured": round(peer[0][2]["captured"], 4),
    },
}
record["ratio"] = median([theirs[0] / mine[0] for mine, theirs in zip(ours, peer)])
path = os.path.join(here, "..", "records", "indexing.json")
with open(path, "w", encoding="utf-8") as out:
    json.dump(record, out, indent=2)
    out.write("\n")
print(json.dumps(record, indent=2))
