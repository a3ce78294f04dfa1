"""Gates for the ways in which a small package loses trust: `python -m tools.trust`."""
