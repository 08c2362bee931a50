"""The rows nearest to queries: scans of floats and of bytes, and the exact ten best."""
import statistics

import faiss
import hnswlib
import numkong
import numpy as np
from usearch.index import search as usearch_search

from common import *

K = 10
QUERIES = 16
READING = "reading the same bytes, nothing else"


def ours(name, path, queries, threads, count):
    """One of Sextant's jobs: seconds a query (or a batch), and IDs."""
    def turn():
        report, found = job(name, path, queries, threads, K)
        return [s / count for s in report["seconds"]], np.array(found, dtype=np.int64)
    return turn


def reading(count, times):
    """Sextant's reading of as many bytes and nothing else: the limit of a scan. As many times in a row as a scan has queries,
    of which the mean is told: what else the machine does must fall on both alike."""
    def turn():
        report, found = job("read", count, 1, repetitions=3 * times)
        assert found == [[count // 8]]
        seconds = report["seconds"]
        return [statistics.mean(seconds[start:start + times]) for start in range(0, 3 * times, times)], None
    return turn


def each(queries, body):
    """A peer asked one query at a time: seconds a query, and IDs."""
    def turn():
        seconds, found = timed(lambda: [body(query[None, :]) for query in queries])
        return [s / len(queries) for s in seconds], np.concatenate(found)
    return turn


def at_once(queries, body):
    """A peer asked all queries in one call."""
    return lambda: timed(lambda: body(queries))


def scores(rows, queries):
    """NumKong's scores of all rows, without a selection; the answer's ten best are found outside the time."""
    def turn():
        def all_scores():
            return [numkong.cdist(query[None, :], rows, "dot", out_dtype="float32") for query in queries]
        seconds, found = timed(all_scores)
        return [s / len(queries) for s in seconds], best(np.concatenate(found))
    return turn


def usearch(rows):
    def body(query):
        found = usearch_search(rows, query[0], K, "ip", exact=True, threads=1)
        return found.keys.astype(np.int64)[None, :]
    return body


def faiss_search(index, threads):
    def body(queries):
        faiss.omp_set_num_threads(threads)
        return index.search(queries, K)[1]
    return body


def best(scores):
    """The ten best of each row of scores, best first."""
    scores = np.asarray(scores)
    part = np.argpartition(-scores, K, axis=1)[:, :K]
    order = np.argsort(-np.take_along_axis(scores, part, 1), axis=1, kind="stable")
    return np.take_along_axis(part, order, 1)


def same(rows, queries, mine, theirs):
    """Whether both found the same rows, but for places whose exact scores differ by less than float's rounding."""
    a = np.einsum("qkd,qd->qk", rows[mine].astype(np.float64), queries.astype(np.float64))
    b = np.einsum("qkd,qd->qk", rows[theirs].astype(np.float64), queries.astype(np.float64))
    return bool((np.abs(a - b) <= 1e-6).all())


def recall(exact, found):
    return round(float(np.mean([len(set(a) & set(b)) / K for a, b in zip(exact, found)])), 4)


def bytes_of(rows, scale):
    """Bytes for peers that know no scale of a row's own: one scale for all."""
    return np.clip(np.round(rows * scale), -127, 127).astype(np.int8)


def compare(data, rows, path, some, more):
    """All comparisons on one set of rows. `some` are queries asked one at a time, `more` 64 asked at once."""
    some_path, more_path = save("some-queries.npy", some), save("more-queries.npy", more)
    flat = faiss.IndexFlatIP(rows.shape[1])
    flat.add(rows)
    comparisons = []

    scan = Comparison("float scan, one query, 10 best", data, 1, "s per query")
    scan.side("Sextant", ours("scan-float", path, some_path, 1, len(some)))
    # Right after, so that both meet the same moment.
    scan.side(READING, reading(rows.nbytes, len(some)))
    scan.side("FAISS IndexFlatIP", each(some, faiss_search(flat, 1)))
    scan.side("usearch, exact", each(some, usearch(rows)))
    scan.side("NumKong, scores alone", scores(rows, some))
    scan.run()
    exact = scan.answers["FAISS IndexFlatIP"]
    scan.check(**{f"{name}: same rows": same(rows, some, exact, found)
                  for name, found in scan.answers.items() if name != READING})
    comparisons.append(scan)

    scale = 127 / np.abs(rows).max()
    codes, code_queries = bytes_of(rows, scale), bytes_of(some, scale)
    start = time.perf_counter()
    faiss.omp_set_num_threads(2)
    scalar = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    scalar.train(rows)
    scalar.add(rows)
    built = time.perf_counter() - start
    scan = Comparison("int8 scan, one query, 10 best", data, 1, "s per query")
    scan.side("Sextant", ours("scan-int8", path, some_path, 1, len(some)), what="a scale for each row")
    scan.side(READING, reading(codes.nbytes, len(some)))
    scan.side("FAISS IndexScalarQuantizer QT_8bit", each(some, faiss_search(scalar, 1)), build_seconds=significant(built))
    scan.side("usearch, exact, int8", each(code_queries, usearch(codes)), what="one scale for all rows")
    scan.side("NumKong int8, scores alone", scores(codes, code_queries), what="one scale for all rows")
    scan.run()
    scan.check(**{f"{name}: recall at 10": recall(exact, found)
                  for name, found in scan.answers.items() if name != READING})
    comparisons.append(scan)
    del scalar, codes

    graph = hnsw(rows) if data.startswith("LSA") else None
    for threads in (1, 2):
        top = Comparison("exact 10 best, one query", data, threads, "s per query")
        top.side("Sextant", ours("topk", path, some_path, threads, len(some)), what="certified: a scan of bytes, then floats")
        top.side("FAISS IndexFlatIP", each(some, faiss_search(flat, threads)))
        if graph:
            top.side("hnswlib, approximate", each(
                some, lambda q: graph[0].knn_query(q, K, num_threads=threads)[0].astype(np.int64)), **graph[1])
        check_top(top.run(), rows, some)
        comparisons.append(top)
    top = Comparison("exact 10 best, 64 queries at once", data, 2, "s per batch")
    top.side("Sextant", ours("topk-batch", path, more_path, 2, 1), what="certified: a scan of bytes, then floats")
    top.side("FAISS IndexFlatIP", at_once(more, faiss_search(flat, 2)))
    if graph:
        top.side("hnswlib, approximate", at_once(
            more, lambda q: graph[0].knn_query(q, K, num_threads=2)[0].astype(np.int64)), **graph[1])
    check_top(top.run(), rows, more)
    return [*comparisons, top]


def check_top(top, rows, queries):
    exact = top.answers["FAISS IndexFlatIP"]
    top.check(**{
        "same rows as FAISS": same(rows, queries, exact, top.answers["Sextant"]),
        "same IDs in the same order": round(float((exact == top.answers["Sextant"]).mean()), 6),
    })
    if "hnswlib, approximate" in top.answers:
        top.check(**{"hnswlib: recall at 10": recall(exact, top.answers["hnswlib, approximate"])})


def hnsw(rows):
    """A graph of the usual size, with what it took to build."""
    start = time.perf_counter()
    graph = hnswlib.Index("ip", rows.shape[1])
    graph.init_index(len(rows), ef_construction=100, M=16, random_seed=1)
    graph.add_items(rows, num_threads=2)
    graph.set_ef(100)
    return graph, {"what": "M 16, ef_construction 100, ef 100", "build_seconds": significant(time.perf_counter() - start)}


def main():
    rows, path = random_unit(scaled(1_000_000), 256)
    more, _ = random_unit(64, 256, seed=2)
    comparisons = compare(f"random unit vectors, {len(rows)} × 256", rows, path, more[:QUERIES], more)
    rows, path = lsa_vectors()
    more = rows[::len(rows) // 64][:64].copy()
    comparisons += compare(f"LSA vectors of papers, {len(rows)} × {rows.shape[1]}", rows, path, more[:QUERIES], more)
    write("search", comparisons, ["faiss-cpu", "usearch", "numkong", "hnswlib", "numpy"])


if __name__ == "__main__":
    main()
