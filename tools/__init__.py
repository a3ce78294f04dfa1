"""The commands that write generated files: `python -m tools.schema`, `python -m tools.figure`."""
