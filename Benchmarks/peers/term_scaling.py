#!/usr/bin/env python3
"""Measures how term vectors are best scaled before they are summed: the figures of ../records/term-scaling.json.

usage: term_scaling.py KNOWN_ITEMS [DIMENSIONS]

KNOWN_ITEMS: a folder with train/train.jsonl (digest records with summaries), test/test.jsonl and test-notitle/test.jsonl
(others without), zh-tldr.jsonl, zh-method.jsonl, zh-short.jsonl and title.jsonl (queries whose _id is the paper to find).
Needs PyStemmer beside the packages of requirements.txt. Prints R@1 and MRR@10 for each pair of powers.
"""
import json
import re
import sys
from collections import Counter

import numpy as np
import scipy.sparse as sp
import Stemmer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.utils.extmath import randomized_svd

FOLDER = sys.argv[1] + "/"
DIMENSIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 512
STEM = Stemmer.Stemmer("english").stemWord
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[\u4e00-\u9fff]+")


def terms(text):
    """Stems, and Han character pairs."""
    for word in WORD.findall(re.sub(r"\\[a-zA-Z]+|\$", " ", text).lower()):
        if "\u4e00" <= word[0] <= "\u9fff":
            yield from (word[i:i + 2] for i in range(max(1, len(word) - 1)))
        else:
            for part in {word, *word.split("-")}:
                if len(part) > 1 and part not in ENGLISH_STOP_WORDS:
                    yield STEM(part)


def records(name):
    with open(FOLDER + name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_han(term):
    return "\u4e00" <= term[0] <= "\u9fff"


def unit(matrix):
    if sp.issparse(matrix):
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
        length[length == 0] = 1
        return sp.diags(1 / length) @ matrix
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix / np.where(length == 0, 1, length)


train, test = records("train/train.jsonl"), records("test/test.jsonl")
texts = [list(terms(r["title"] + " . " + r["summary"])) for r in train + test]
for row, record in zip(texts, train):
    row += [t for text in (record.get("AI") or {}).values() for t in terms(str(text)) if is_han(t)]
frequency = Counter(t for row in texts for t in set(row))
vocabulary = {t: i for i, t in enumerate(sorted(t for t, n in frequency.items() if n > 1))}
han = np.array([is_han(t) for t in vocabulary])
df = np.array([frequency[t] for t in vocabulary])
idf = 1 + np.log(np.where(han, sum(any(map(is_han, row)) for row in texts) + 1, len(texts) + 1) / (df + 1))


def weighted(rows):
    counts = [Counter(vocabulary[t] for t in row if t in vocabulary) for row in rows]
    offsets = np.cumsum([0] + [len(c) for c in counts])
    columns = np.array([i for c in counts for i in c], dtype=np.int32)
    values = np.array([1 + np.log(n) for c in counts for n in c.values()])
    matrix = sp.csr_matrix((values, columns, offsets), shape=(len(rows), len(vocabulary))) @ sp.diags(idf)
    return unit(matrix @ sp.diags((~han).astype(float))) + unit(matrix @ sp.diags(han.astype(float)))


matrix = sp.csr_matrix(weighted(texts))
_, singular, right = randomized_svd(matrix, DIMENSIONS, n_iter=4, random_state=0)
pools = {
    "with title": matrix[len(train):],
    "without": weighted([list(terms(r["summary"])) for r in records("test-notitle/test.jsonl")]),
}
place = {r["id"]: i for i, r in enumerate(test)}
queries = {}
for name in ("zh-tldr", "zh-method", "zh-short", "title"):
    found = records(name + ".jsonl")
    queries[name] = weighted([list(terms(q["text"])) for q in found]), [place[q["_id"]] for q in found]
for singular_power in (0, 0.25, 0.5):
    for length_power in (0, 0.25, 0.5, 0.75, 1):
        vectors = right.T * singular ** singular_power
        vectors /= (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9) ** length_power
        figures = {"singular_power": singular_power, "length_power": length_power}
        for name, (asked, wanted) in queries.items():
            scores = unit(asked @ vectors) @ unit(pools["without" if name == "title" else "with title"] @ vectors).T
            ranks = 1 + (scores > scores[np.arange(len(wanted)), wanted][:, None]).sum(1)
            figures[name] = [round(float((ranks == 1).mean()), 4), round(float(np.where(ranks <= 10, 1 / ranks, 0).mean()), 4)]
        print(json.dumps(figures), flush=True)
