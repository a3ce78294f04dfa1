"""Where a text mentions the topic."""
