#!/usr/bin/env python3
"""What scikit-learn needs to embed a pile of abstracts: TfidfVectorizer, then TruncatedSVD. Nothing is stored.

usage: index_peer.py PILE.jsonl [DIMENSIONS]

PILE.jsonl has a record a line with "title" and "abstract". Prints one line of JSON.
"""
import json
import resource
import sys
import time

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

start = time.perf_counter()
texts = []
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        texts.append(f"{record['title']} {record['abstract']}")
read = time.perf_counter()
matrix = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english", dtype=np.float32).fit_transform(texts)
counted = time.perf_counter()
svd = TruncatedSVD(int(sys.argv[2]) if len(sys.argv) > 2 else 256, random_state=1).fit(matrix)
svd.transform(matrix)
end = time.perf_counter()
print(json.dumps({
    "papers": len(texts),
    "seconds": {"read": read - start, "tfidf": counted - read, "svd": end - counted, "all": end - start},
    "captured": float((svd.singular_values_ ** 2).sum() / matrix.multiply(matrix).sum()),
    "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
}))
