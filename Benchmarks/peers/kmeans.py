"""Spherical k-means from one start, and the k-means++ start."""
import faiss
import numpy as np
from sklearn.cluster import KMeans, kmeans_plusplus
from threadpoolctl import threadpool_limits

from common import *

K = 256
ITERATIONS = 10


def objective(rows, centroids):
    """The mean cosine of a row with the nearest of the centroids, brought to unit length."""
    nearest = [(rows[i:i + 8192] @ unit(centroids).T).max(axis=1) for i in range(0, len(rows), 8192)]
    return float(np.concatenate(nearest).astype(np.float64).mean())


def potential(rows, chosen):
    """The mean squared distance of a row to the nearest of the chosen ones."""
    return 2 - 2 * objective(rows, rows[chosen])


def compare(data, rows, path):
    k = min(K, len(rows) // 8)
    start = rows[np.random.default_rng(3).choice(len(rows), k, replace=False)].copy()
    start_path = save("start.npy", start)

    def ours():
        report, found = job("kmeans", path, start_path, 2, ITERATIONS)
        return report["seconds"], np.array(found, dtype=np.float32)

    def by_faiss():
        faiss.omp_set_num_threads(2)

        def fit():
            # Without the limit FAISS takes a sample of the rows.
            model = faiss.Kmeans(rows.shape[1], k, niter=ITERATIONS, spherical=True, max_points_per_centroid=len(rows))
            model.train(rows, init_centroids=start)
            return model.centroids
        return timed(fit)

    def by_scikit_learn():
        model = KMeans(k, init=start, n_init=1, max_iter=ITERATIONS, tol=0, algorithm="lloyd")
        with threadpool_limits(2):
            return model.fit(rows).cluster_centers_

    lloyd = Comparison(f"spherical k-means, k = {k}, {ITERATIONS} iterations, same start", data, 2)
    lloyd.side("Sextant", ours)
    lloyd.side("FAISS Kmeans", by_faiss)
    lloyd.side("scikit-learn KMeans, lloyd", slow(by_scikit_learn), what="Euclidean: its centroids are means, not normalised")
    lloyd.run(turns=5)
    objectives = {name: objective(rows, centroids) for name, centroids in lloyd.answers.items()}
    lloyd.check(**{f"{name}: mean cosine": significant(value, 7) for name, value in objectives.items()})
    lloyd.check(**{"objective as FAISS's to 1e-4, or better": bool(
        objectives["Sextant"] >= objectives["FAISS Kmeans"] * (1 - 1e-4))})

    def our_start():
        report, found = job("kmeans-start", path, k, 2)
        return report["seconds"], np.array(found, dtype=np.int64).ravel()

    def their_start():
        with threadpool_limits(2):
            return kmeans_plusplus(rows, k, random_state=1)[1]

    seeding = Comparison(f"k-means++ start, k = {k}", data, 2)
    seeding.side("Sextant", our_start)
    seeding.side("scikit-learn kmeans_plusplus", slow(their_start))
    seeding.run(turns=2)
    potentials = {name: potential(rows, chosen) for name, chosen in seeding.answers.items()}
    seeding.check(**{f"{name}: mean squared distance": significant(value, 5) for name, value in potentials.items()})
    seeding.check(**{"no start worse by 2 %": bool(
        potentials["Sextant"] <= potentials["scikit-learn kmeans_plusplus"] * 1.02)})
    return [lloyd, seeding]


def main():
    count = scaled(200_000)
    rows, path = random_unit(count, 256)
    comparisons = compare(f"random unit vectors, {count} × 256", rows, path)
    rows, path = lsa_vectors()
    comparisons += compare(f"LSA vectors of papers, {len(rows)} × {rows.shape[1]}", rows, path)
    write("kmeans", comparisons, ["faiss-cpu", "scikit-learn", "numpy"])


if __name__ == "__main__":
    main()
