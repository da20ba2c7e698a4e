"""Versions of forms as data, and answers to them.

Who acts: the team of an applicant or grantee, through the rooms that own the answers (applications, reports, board).
In: forms from `data/forms`, what people type. Out: answers, everything that is wrong with them, a canonical content
that can be frozen, and what differs between two of them. What is kept elsewhere (the plan, the Parties, the rows of a
report) is named in the form and shown as a card. Whether a person may write is decided by the room that owns the answers.
"""
