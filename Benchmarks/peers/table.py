"""The table of all records: prints it as Markdown and writes it to ../records/peers.md.

usage: table.py
"""
import glob
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDS = os.path.join(HERE, "..", "records")
SUBJECTS = ["search", "knn", "kmeans", "text", "svd", "indexing", "topics"]


def duration(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def verdict(comparison, peer):
    """How the peer did beside Sextant; where it was faster, that is said."""
    ratio = comparison["ratios"][peer]
    turns = f"({ratio['min']:.2f} to {ratio['max']:.2f})"
    if peer.startswith("reading"):
        return f"{ratio['median']:.0%} of this limit {turns}"
    if peer.startswith("Sextant,"):
        return f"the 512 take {1 / ratio['median']:.2f} times as long"
    text = f"**{ratio['median']:.2f}×** {turns}"
    if ratio["median"] < 1:
        text = f"**{peer.split(',')[0]} is faster: {1 / ratio['median']:.2f}×** {turns}"
    if "approximate" in peer:
        built = duration(comparison["sides"][peer]["build_seconds"])
        text += f"; it finds {comparison['checks']['hnswlib: recall at 10']:.1%}, after {built} of building"
    worth = comparison["checks"].get(peer)
    if isinstance(worth, dict):
        own = comparison["checks"]["Sextant"]
        text += "; " + ", ".join(f"{name}: {worth[name]} ({own[name]})" for name in worth)
    kept = comparison["checks"].get(f"{peer}: ten nearest kept")
    if kept:
        text += f"; keeps {kept} of the ten nearest ({comparison['checks']['Sextant: ten nearest kept']})"
    return text


def lines(record):
    for comparison in record["comparisons"]:
        sides = comparison["sides"]
        ours, *peers = sides
        own = (f"| {comparison['task']} | {comparison['data']} | {comparison['threads']} "
               f"| {duration(sides[ours]['median'])} |")
        for peer in peers or [None]:
            theirs = [peer, duration(sides[peer]["median"]), verdict(comparison, peer)] if peer else ["", "", ""]
            yield f"{own} {' | '.join(theirs)} |"
            own = "| | | | |"


def main():
    records = []
    for subject in SUBJECTS:
        path = os.path.join(RECORDS, f"{subject}.json")
        if os.path.exists(path):
            record = json.load(open(path, encoding="utf-8"))
            if "comparisons" in record:
                records.append(record)
    if not records:
        return
    cpus = sorted({f"{r['machine']['cpu']}, {r['machine']['cores']} cores" for r in records})
    commits = sorted({r["commit"] for r in records})
    text = "\n".join([
        f"Medians on {'; '.join(cpus)}; {', '.join(sorted({r['date'] for r in records}))}; commit {', '.join(commits)}. "
        "Each side had its turn three times (topics and their map one, in processor time); in brackets the ratios of single turns, for topics what "
        "Sextant's are worth.", "",
        "| task | data | threads | Sextant | peer | takes | Sextant is faster by |",
        "|---|---|--:|--:|---|--:|---|",
        *(line for record in records for line in lines(record)), ""])
    with open(os.path.join(RECORDS, "peers.md"), "w", encoding="utf-8") as out:
        out.write(text)
    print(text)


if __name__ == "__main__":
    main()
