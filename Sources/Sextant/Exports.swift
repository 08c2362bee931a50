// A program that imports Sextant has every type that its interface speaks of.
@_exported public import Corpus
@_exported public import Digests
@_exported public import Evaluation
@_exported public import IndexStore
@_exported public import LatentSemantics
@_exported public import Retrieval
@_exported public import TopicModeling
@_exported public import Vocab
