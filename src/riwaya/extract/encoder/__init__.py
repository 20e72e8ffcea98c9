"""The learned extractor: one pass of a small encoder over the document, then heads for triggers, roles and status.

`windows` turns text into tokens and words, `model` runs the network, `heads` scores words and pairs,
`decode` makes claims of the scores, `extractor` is what the rest of Riwaya calls.
"""
