"""Where a text mentions the topic, after the rules of `docs/mentions.md`.

Read in this order:

- `folding`: text made comparable, and the way back to the original offsets;
- `terms`: the terms of a topic and all their spellings;
- `pattern`: one regular expression for all spellings;
- `engine`: the search with that pattern alone; `fast_engine`: with `ahocorasick_rs` before it;
- `finder`: the public names.
"""
