"""Documents of other formats become guides: `kb import`.

    bytes ─documents→ text + metadata ─segments→ skeleton + pairs ─markup→ tree ─blocks→ draft
                                      └pages (two files)→ pairs ┘
    draft ─merging (state of the last import, files as they are)→ record.yml, guides.po, .imports.jsonl

A *pair* is a passage in both languages. The *skeleton* is the document with a mark in the place of each
pair, so that Markdown is parsed once, whatever the passages hold. A *draft* is a guide as plain data whose
texts are [`Phrase`][generator.importing.drafts.Phrase]s: source and target side by side.

Documents are written by strangers. Nothing of them becomes markup except through the small inline Markdown
of records, every loop over a document is linear in its length, and what cannot be kept is named.
"""
