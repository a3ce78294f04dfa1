"""The examples: each does what its first line says, with the content as it is."""
