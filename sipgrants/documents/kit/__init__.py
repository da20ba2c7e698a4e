"""How documents are set: fonts, shaping, page, tables, tags. A document is written with `Writer` and is then `pdf()`."""
