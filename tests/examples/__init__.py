"""The examples: each does the task in its first line, with the shipped content."""
