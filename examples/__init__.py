"""The package inside other software: the first line of each module has its command."""
