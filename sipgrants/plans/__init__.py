"""The plan: results framework, workplan, risks, budget, other funding; applications, awards and reports point to it.

Who acts: the team of an applicant or grantee, through the room that holds the plan (it decides who may write).
In: what people type, part by part, right or wrong. Out: totals and problems, the same on every page and PDF; frozen
copies; a canonical content; what differs between two of them.
"""
