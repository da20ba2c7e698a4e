"""The dossier of an award: the whole case in one PDF, for auditors and whoever must answer for it.

Who acts: the Secretariat and the auditor ask for it; the worker makes it. In: everything from the application to the last
posting. Out: an issued document, listed on the page of the award. No moves.
"""
