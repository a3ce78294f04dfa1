"""A health topic and its releases: the heart of the package.

Read in this order: `vocabulary` (the ids and terms that may appear), `fields` (texts, days,
addresses), `models` (the shapes: `Topic` and its parts), `rules` (the rules between fields),
`parsing` (from a file to a `Topic`), `releases` (the files that ship) and `changes` (between two
releases). `codes` compares the codes of health records.
"""
