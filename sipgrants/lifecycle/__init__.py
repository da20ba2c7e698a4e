"""The vocabulary of the Programme: states and moves, roles and rights, and the one way to move.

`process` is the table of moves, `policy` the table of rights; both are data and pure. `rights` binds the names of the
tables to predicates that the stages register, `machine` moves a subject, `countersign` waits for the second person.
"""
