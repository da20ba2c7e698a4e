"""The plan: results framework, workplan and budget, versioned; applications, awards and reports point to it.

In: what an applicant writes in Forms A and B. Out: totals and problems, the same on every page and PDF.
"""
