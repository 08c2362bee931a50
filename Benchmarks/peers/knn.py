"""The exact 10-nearest-neighbour graph of 20,000 vectors."""
import faiss
import numpy as np

from common import *

K = 10
ROWS = 20_000


def compare(data, rows):
    path = save("knn.npy", rows)

    def ours():
        report, found = job("knn", path, 2, K)
        return report["seconds"], np.array(found, dtype=np.int64)

    def theirs():
        faiss.omp_set_num_threads(2)
        # A row's nearest is itself, which a graph leaves out.
        seconds, (_, found) = timed(lambda: faiss.knn(rows, rows, K + 1, metric=faiss.METRIC_INNER_PRODUCT))
        return seconds, np.array([[other for other in line if other != row][:K] for row, line in enumerate(found)])

    graph = Comparison("exact 10 nearest neighbours of every row", data, 2)
    graph.side("Sextant", ours)
    graph.side("faiss.knn", theirs)
    graph.run()
    mine, peer = (np.einsum("nkd,nd->nk", rows[graph.answers[name]].astype(np.float64), rows.astype(np.float64))
                  for name in ("Sextant", "faiss.knn"))
    graph.check(**{
        "same neighbours, but for ties within 1e-6": bool((np.abs(mine - peer) <= 1e-6).all()),
        "same IDs in the same order": round(float((graph.answers["Sextant"] == graph.answers["faiss.knn"]).mean()), 6),
    })
    return graph


def main():
    count = max(1000, scaled(ROWS))
    real, _ = lsa_vectors()
    write("knn", [
        compare(f"random unit vectors, {count} × 256", random_unit(count, 256)[0]),
        compare(f"LSA vectors of papers, {min(count, len(real))} × {real.shape[1]}", real[:count].copy()),
    ], ["faiss-cpu", "numpy"])


if __name__ == "__main__":
    main()
