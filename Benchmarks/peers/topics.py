"""Topics of papers and their map: BERTopic, Turftopic's Topeax and scikit-learn's k-means beside `sextant topics`, and umap-learn
beside its map, all given Sextant's vectors.

The pile is a month or so of papers, at most 12,500, with "abstract" or "summary". Turftopic asks for torch and sentence
transformers, which it does not use when it is given vectors; empty modules stand in for them, and a term's vector is the
mean of its papers'.
"""
import importlib.metadata
import itertools
import json
import re
import resource
import sys
import warnings
from unittest import mock

import numpy as np
import umap
from scipy import sparse
from scipy.spatial import cKDTree
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from common import *

for absent in ["torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data",
               "torch.distributions", "transformers", "sentence_transformers", "sentence_transformers.util"]:
    sys.modules[absent] = mock.MagicMock(name=absent)
sys.modules["torch"].Tensor = type("Tensor", (), {})
version_of = importlib.metadata.version
importlib.metadata.version = lambda name: (
    "absent" if name in ("torch", "transformers", "sentence-transformers") else version_of(name))
warnings.filterwarnings("ignore")

from bertopic import BERTopic  # noqa: E402
from bertopic.vectorizers import ClassTfidfTransformer  # noqa: E402
from turftopic import Topeax  # noqa: E402

TERMS = 10
NEIGHBORS = 10


def processor_time():
    """Seconds of all threads of this process and of those that it has waited for: these jobs take minutes, in which a machine
    has other things to do too."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


# What topics are worth

def coherence_and_diversity(topics, texts):
    """The mean normalised pointwise mutual information of a topic's terms within papers (-1 for two that never meet), and the
    share of terms that no other topic has. A term is in a paper that has its words in a row."""
    topics = [[term.lower() for term in terms[:TERMS]] for terms in topics]
    words = lambda text: tuple(re.findall(r"[^\W_]+", text.lower()))
    keys = {term: words(term) for terms in topics for term in terms}
    papers = {key: set() for key in keys.values()}
    lengths = sorted({len(key) for key in papers if key})
    for number, text in enumerate(texts):
        tokens = words(text)
        for length in lengths:
            for start in range(len(tokens) - length + 1):
                if tokens[start:start + length] in papers:
                    papers[tokens[start:start + length]].add(number)

    def npmi(a, b):
        both = len(papers[keys[a]] & papers[keys[b]]) / len(texts)
        if both in (0, 1):
            return 2 * both - 1
        return np.log(both * len(texts) ** 2 / len(papers[keys[a]]) / len(papers[keys[b]])) / -np.log(both)

    coherence = [np.mean([npmi(a, b) for a, b in itertools.combinations(terms, 2)]) for terms in topics if len(terms) > 1]
    every = [term for terms in topics for term in terms]
    return float(np.mean(coherence)), len(set(every)) / len(every)


def class_terms(texts, labels):
    """The terms of each cluster by BERTopic's class-based TF-IDF."""
    vectorizer = CountVectorizer(stop_words="english")
    counts = vectorizer.fit_transform(texts)
    count = labels.max() + 1
    members = sparse.csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(count, len(labels)))
    weights = ClassTfidfTransformer().fit_transform(members @ counts).toarray()
    names = vectorizer.get_feature_names_out()
    return [[names[term] for term in np.argsort(-row)[:TERMS]] for row in weights]


# The sides: each gives seconds, the topic of every paper (-1 for none) and the terms of every topic.

def sextant(pile, index):
    """All of `sextant topics`, the reading of the index too; the index is made before."""
    if not os.path.exists(index) or os.path.getmtime(index) < os.path.getmtime(pile):
        subprocess.run(["rm", "-rf", index], check=True)
        run([SEXTANT, "index", pile, "--index", index, "-q"])
    tsv = work_file("topics.tsv")
    before = processor_time()
    output = run([SEXTANT, "topics", "--fresh", "--threads", 2, "--index", index, "--assignments", tsv, "--json"])[2]
    seconds = processor_time() - before
    lines = [line.rstrip("\n").split("\t") for line in open(tsv, encoding="utf-8")]
    assigned = {paper: -1 if topic == "-" else int(topic) for paper, topic in lines}
    return seconds, assigned, [topic["terms"] for topic in json.loads(output)["topics"]]


def bertopic(texts, vectors):
    start = processor_time()
    # For texts in English alone BERTopic takes out all but letters and digits: "zero-shot" would be a word that no paper has.
    model = BERTopic(
        language="multilingual",
        umap_model=umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42),
        vectorizer_model=CountVectorizer(stop_words="english"), embedding_model=None)
    labels, _ = model.fit_transform(texts, vectors)
    seconds = processor_time() - start
    terms = [[term for term, _ in found if term] for topic, found in sorted(model.get_topics().items()) if topic >= 0]
    return seconds, np.array(labels), terms


class MeanOfPapers:
    """A term's vector is the mean of its papers'."""

    def __init__(self, texts, vectors):
        vectorizer = CountVectorizer(stop_words="english")
        counts = vectorizer.fit_transform(texts) > 0
        self.vocabulary, self.vectors = vectorizer.vocabulary_, unit(counts.T @ vectors)

    def encode(self, terms, **_):
        return self.vectors[[self.vocabulary[term] for term in terms]]


def topeax(texts, vectors):
    encoder = MeanOfPapers(texts, vectors)
    start = processor_time()
    with threadpool_limits(2):
        model = Topeax(encoder=encoder, vectorizer=CountVectorizer(stop_words="english"), random_state=42)
        weights = model.fit_transform(texts, embeddings=vectors)
    seconds = processor_time() - start
    terms = [[term for term, _ in found] for topic, found in model.get_topics(TERMS) if topic >= 0]
    return seconds, np.asarray(weights).argmax(axis=1), terms


def k_means(texts, vectors, count):
    start = processor_time()
    with threadpool_limits(2):
        labels = KMeans(count, n_init=1, random_state=42).fit_predict(vectors)
        terms = class_terms(texts, labels)
    return processor_time() - start, labels, terms


def compare_topics(records, vectors, index, pile):
    texts = [text for _, text in records]
    ids = [paper for paper, _ in records]
    kept = np.random.default_rng(5).random(len(ids)) >= 0.05
    fewer = work_file("fewer.jsonl")
    known = {paper for paper, is_kept in zip(ids, kept) if is_kept}
    with open(pile, encoding="utf-8") as lines, open(fewer, "w", encoding="utf-8") as out:
        out.writelines(line for line in lines if json.loads(line)["id"] in known)
    texts_kept = [text for text, is_kept in zip(texts, kept) if is_kept]
    comparison = Comparison("topics of papers, from vectors to labelled topics", f"{len(ids)} papers", 2, "s of processor time")
    found = {}

    def ours():
        seconds, assigned, terms = sextant(pile, index)
        found["Sextant"] = (np.array([assigned[paper] for paper in ids]), terms)
        return [seconds], None

    def side(name, body):
        def turn():
            seconds, labels, terms = body(texts, vectors)
            found[name] = (labels, terms)
            return [seconds], None
        comparison.side(name, turn)

    comparison.side("Sextant", ours, what="the whole program, which chooses the number of topics")
    side("BERTopic", bertopic)
    side("Turftopic Topeax", topeax)
    side("scikit-learn KMeans and class-based TF-IDF",
         lambda texts, vectors: k_means(texts, vectors, len(found["Sextant"][1])))
    comparison.run(turns=1)
    count = len(found["Sextant"][1])
    # Sextant's vectors are fitted anew to the papers that are left; the others keep theirs.
    assigned = sextant(fewer, index + ".fewer")[1]
    again = {
        "Sextant": np.array([assigned[paper] for paper in np.array(ids)[kept]]),
        "BERTopic": bertopic(texts_kept, vectors[kept])[1],
        "Turftopic Topeax": topeax(texts_kept, vectors[kept])[1],
        "scikit-learn KMeans and class-based TF-IDF": k_means(texts_kept, vectors[kept], count)[1],
    }
    for name, (labels, terms) in found.items():
        npmi, diversity = coherence_and_diversity(terms, texts)
        comparison.check(**{name: {
            "topics": len(terms), "NPMI": significant(npmi, 3), "diversity": significant(diversity, 3),
            "without a topic": significant(float(np.mean(labels < 0)), 3),
            "adjusted Rand index, 5 % of papers removed": significant(adjusted_rand_score(labels[kept], again[name]), 3)}})
        print(name, comparison.checks[name], file=sys.stderr, flush=True)
    return comparison


# The map

def kept_neighbors(rows, places):
    """The share of the ten nearest rows that are among the ten nearest places."""
    same = 0
    found = cKDTree(places).query(places, NEIGHBORS + 1)[1]
    for start in range(0, len(rows), 1000):
        scores = rows[start:start + 1000] @ rows.T
        scores[np.arange(len(scores)), np.arange(start, start + len(scores))] = -9
        nearest = np.argpartition(-scores, NEIGHBORS, axis=1)[:, :NEIGHBORS]
        same += sum(len(set(a) & set(b)) for a, b in zip(nearest, found[start:start + 1000]))
    return same / len(rows) / NEIGHBORS


def compare_maps(vectors, path):
    """umap-learn has the vectors as Sextant's map has them, centred, and averaged with their neighbours too."""
    rows = unit(vectors[:, :256])
    rows = unit(rows - rows.mean(axis=0))
    smoothed = np.empty_like(rows)
    for start in range(0, len(rows), 1000):
        scores = rows[start:start + 1000] @ rows.T
        scores[np.arange(len(scores)), np.arange(start, start + len(scores))] = -9
        nearest = np.argpartition(-scores, NEIGHBORS, axis=1)[:, :NEIGHBORS]
        smoothed[start:start + 1000] = rows[start:start + 1000] + rows[nearest].mean(axis=1)
    comparison = Comparison("map of papers: neighbours and places", f"{len(rows)} papers", 2, "s of processor time")

    def timed_once(body):
        def turn():
            before = processor_time()
            answer = body()
            return [processor_time() - before], answer
        return turn

    def ours():
        # A job runs once to warm up and then as often as asked for, of which half is one map.
        before = processor_time()
        found = job("map", path, 2, repetitions=1)[1]
        return [(processor_time() - before) / 2], np.array(found)

    def theirs(rows, **options):
        return timed_once(lambda: umap.UMAP(metric="cosine", n_jobs=2, **options).fit_transform(rows))

    comparison.side("Sextant", ours)
    comparison.side("umap-learn", theirs(rows), what="two threads, no seed: another map each time")
    comparison.side("umap-learn, seeded", theirs(rows, random_state=42), what="one thread")
    comparison.side("umap-learn, given neighbours' means", theirs(unit(smoothed)), what="two threads, no seed")
    comparison.run(turns=1)
    comparison.check(**{
        f"{name}: ten nearest kept": significant(kept_neighbors(rows, places), 3)
        for name, places in comparison.answers.items()})
    return comparison


def main():
    pile = first_papers(12_500)
    index = work_file("topics.index")
    sextant(pile, index)
    path = work_file("topics.npy")
    run([SEXTANT, "export", "--index", index, "--to", "npy", "-o", path])
    # Rows of vectors are in the order of IDs.
    records = []
    for line in run([SEXTANT, "export", "--index", index, "--to", "jsonl"])[2].splitlines():
        record = json.loads(line)
        records.append((record["id"], f"{record.get('title') or ''}. {record.get('summary') or ''}"))
    vectors = np.load(path)
    comparisons = [compare_topics(records, vectors, index, pile), compare_maps(vectors, path)]
    write("topics", comparisons, ["bertopic", "turftopic", "umap-learn", "hdbscan", "scikit-learn", "numpy"])


if __name__ == "__main__":
    main()
