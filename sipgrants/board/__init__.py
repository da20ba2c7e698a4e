"""The Governing Board: terms, seats, two Co-Chairs, declarations of interest and the bars that follow from
them.

In: the COP's confirmation of ten members. Out: who may see, score and decide what.
"""
