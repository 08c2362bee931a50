"""From texts to weights: tokenise, count, weight. Beside it what search engines need to index the same texts."""
import json
import shutil

import bm25s
import numpy as np
import Stemmer
import tantivy
from sklearn.feature_extraction.text import TfidfVectorizer

from common import *


def texts(path):
    with open(path, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [f"{record['title']} {record['abstract']}" for record in records]


def tfidf(texts):
    return TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english", dtype=np.float32).fit_transform(texts)


def tantivy_index(texts):
    """All that tantivy does up to a committed index on disk, with English stems, on two threads."""
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=False, tokenizer_name="en_stem").build()
    folder = work_file("tantivy")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=500_000_000, num_threads=2)
    for text in texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher().num_docs


def bm25s_index(texts):
    tokens = bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    return len(index.vocab_dict)


def main():
    path = first_papers(150_000)
    loaded = texts(path)

    def ours():
        report, _ = job("tfidf", path, 2)
        return report["seconds"], [int(report[name]) for name in ("rows", "columns", "entries")]

    counting = Comparison(
        "tokenise, count and weight (Sextant with stems)", f"abstracts, {len(loaded)}", 2)
    counting.side("Sextant", ours)
    counting.side("scikit-learn TfidfVectorizer", slow(lambda: tfidf(loaded)),
                  what="without stems; it has one thread")
    counting.side("tantivy, whole indexing", slow(lambda: tantivy_index(loaded)),
                  what="stems, postings, committed to disk")
    counting.side("bm25s, whole indexing", slow(lambda: bm25s_index(loaded)),
                  what="stems (PyStemmer), in memory; one thread")
    counting.run()
    matrix = counting.answers["scikit-learn TfidfVectorizer"]
    counting.check(**{
        "scikit-learn: rows, terms, entries": [*map(int, matrix.shape), int(matrix.nnz)],
        "Sextant: rows, terms, entries": counting.answers["Sextant"],
        "tantivy has every paper": counting.answers["tantivy, whole indexing"] == len(loaded),
    })
    write("text", [counting], ["scikit-learn", "tantivy", "bm25s", "PyStemmer", "numpy"])


if __name__ == "__main__":
    main()
