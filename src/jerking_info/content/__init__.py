"""What a topic is, and every release of it."""
