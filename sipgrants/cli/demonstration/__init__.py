"""The contents of the demonstration: texts, plans, scores and reports, composed from `sipgrants/data/demonstration`.

In: the files a person wrote. Out: the same contents on every machine and every day; dates are left to the
loader, which counts them from the day of loading. Nothing here touches the database.
"""
