"""A health topic and its releases: the heart of the package.

Read in this order: `vocabulary` (ids and terms), `fields` (texts, days, addresses), `models` (the
shapes: `Topic` and its parts), `rules` (between fields), `parsing` (from a file to a `Topic`),
`releases` (the files that ship) and `changes` (between two releases). `codes` has the names of
terminologies and the spellings of codes, `newest` the newest release, as the package exports it.
"""
