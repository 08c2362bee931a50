"""Whole programs: a pile of abstracts to a committed index; the papers similar to one."""
import json
import shutil

from common import *


def main():
    pile, tenth = first_papers(150_000), first_papers(15_000)
    papers = {path: sum(1 for _ in open(path, encoding="utf-8")) for path in (pile, tenth)}
    index = work_file("indexing.index")

    def ours(path, *options):
        def turn():
            shutil.rmtree(index, ignore_errors=True)
            seconds, peak, _ = run([SEXTANT, "index", path, "--index", index, "--threads", 2, "-q", *options])
            return [seconds], peak
        return turn

    def theirs(dimensions):
        def turn():
            _, peak, output = run([sys.executable, os.path.join(HERE, "indexing_peer.py"), pile, dimensions])
            report = json.loads(output)
            # Its own clock, which starts when its modules are imported.
            return [report["seconds"]["all"]], (peak, report)
        return turn

    small = Comparison("index", f"abstracts, {papers[tenth]}", 2)
    small.side("Sextant", ours(tenth))
    whole = Comparison("index: from JSONL to a committed index, 512 dimensions", f"abstracts, {papers[pile]}", 2)
    whole.side("Sextant", ours(pile))
    whole.side("scikit-learn", theirs(512), what="TfidfVectorizer + TruncatedSVD(512), nothing stored")
    whole.side("scikit-learn, 256 dimensions", theirs(256), what="the same of half as many")
    half = Comparison("index: the same, 256 dimensions", f"abstracts, {papers[pile]}", 2)
    half.side("Sextant", ours(pile, "--dimensions", "256"))
    half.side("scikit-learn", theirs(256), what="TfidfVectorizer + TruncatedSVD(256), nothing stored")
    for comparison in small, whole, half:
        comparison.run()
    per_paper = [spread(c.times["Sextant"])["median"] / n for c, n in ((whole, papers[pile]), (small, papers[tenth]))]
    for comparison in whole, half:
        peak, peer = comparison.answers["scikit-learn"]
        comparison.check(**{
            "Sextant: peak bytes": comparison.answers["Sextant"], "scikit-learn: peak bytes": peak,
            "scikit-learn: captured energy": significant(peer["captured"]),
        })
    whole.check(**{"cost per paper beside that of a tenth": significant(per_paper[0] / per_paper[1])})

    shutil.rmtree(index, ignore_errors=True)
    run([SEXTANT, "index", pile, "--index", index, "--threads", 2, "-q"])
    with open(pile, encoding="utf-8") as lines:
        first = json.loads(lines.readline())["id"]
    command = [SEXTANT, "similar", first, "--index", index, "--threads", 2, "--json"]
    similar = Comparison("similar: the whole process, warm", f"abstracts, {papers[pile]}", 2)
    similar.side("Sextant", lambda: timed(lambda: run(command)[2], repetitions=10))
    similar.run()
    status = json.loads(run([SEXTANT, "status", "--index", index, "--json"])[2])
    similar.check(**{"papers": status["papers"], "dimensions": status["dimensions"],
                     "says that it is exact": json.loads(similar.answers["Sextant"])["exact"]})
    shutil.rmtree(index)
    write("indexing", [whole, half, small, similar], ["scikit-learn", "numpy", "scipy"])


if __name__ == "__main__":
    main()
