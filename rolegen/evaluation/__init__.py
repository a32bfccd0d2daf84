"""Does a changed role need evaluating again? Each role beside its last evaluated copy, weighed by rules that are data.

rolegen computes no scores: it keeps references and compares content, and people decide.
"""
