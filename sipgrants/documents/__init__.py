"""Every PDF the Programme prints: pure functions from a dataclass and a language to bytes.

Each module holds one document: the dataclass of what it prints and `render(document, language)`. `kit` sets the
type, `codes` makes verification codes. A document that is issued is rendered once and stored; the same dataclass
gives the same bytes. Names of Parties, people and rounds come in the language already; amounts, dates and fixed
sentences are put into it here.
"""
