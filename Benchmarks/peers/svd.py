"""The truncated SVD of one term matrix: 256 singular values and right vectors."""
import numpy as np
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from common import *
from text import tfidf, texts

K = 256


def captured(matrix, components):
    """The share of the squared norm in the span of the rows of `components`, measured and not taken from the singular
    values, which count too much when the vectors are not quite orthonormal."""
    basis = np.linalg.qr(components.T)[0].astype(np.float32)
    product = matrix @ basis
    return float((product.astype(np.float64) ** 2).sum() / (matrix.data.astype(np.float64) ** 2).sum())


def main():
    matrix = tfidf(texts(first_papers(150_000)))
    matrix.sort_indices()
    files = [save("svd-offsets.npy", matrix.indptr.astype(np.int64)),
             save("svd-columns.npy", matrix.indices.astype(np.int32)), save("svd-values.npy", matrix.data)]

    def ours():
        report, found = job("svd", *files, f"{matrix.shape[0]}x{matrix.shape[1]}", K, 2, repetitions=2)
        return report["seconds"], (np.array(found).ravel(), report["captured"])

    def theirs():
        with threadpool_limits(2):
            return TruncatedSVD(K, random_state=1).fit(matrix)

    svd = Comparison(f"truncated SVD, k = {K}", f"TF-IDF of abstracts, {matrix.shape[0]} × {matrix.shape[1]}", 2)
    svd.side("Sextant", ours)
    svd.side("scikit-learn TruncatedSVD", slow(theirs))
    svd.run()
    (values, energy), model = svd.answers.values()
    energies = {"Sextant": energy, "scikit-learn TruncatedSVD": captured(matrix, model.components_)}
    svd.check(**{f"{name}: captured energy": significant(value, 6) for name, value in energies.items()})
    svd.check(**{
        "no less captured energy": energies["Sextant"] >= energies["scikit-learn TruncatedSVD"] * (1 - 1e-4),
        "largest singular value, relative difference": significant(abs(values[0] / model.singular_values_[0] - 1), 2),
    })
    write("svd", [svd], ["scikit-learn", "numpy", "scipy"])


if __name__ == "__main__":
    main()
