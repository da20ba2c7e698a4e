"""How the demonstration comes about: stories, each a generator that does what people do and yields the moments of it.

In: the contents of `cli.demonstration`. Out: records made by the commands of the rooms, in the order of time, in one
transaction: a demonstration is there whole or not at all.
"""
