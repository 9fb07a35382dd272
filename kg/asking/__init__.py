"""Plain questions, Chinese or English, read by grammar and answered by the shipped ones; no model, no network.

A question is taken apart into names of the graph, dates and words of a table (`kg.asking.parts`); each shipped question is
weighed by what stands there (`kg.asking.reading`), the best is run (`kg.asking.answering`). What is not understood is refused
with examples. Names reach a query only as the IRIs they were resolved to, as in `kg query`.
"""
