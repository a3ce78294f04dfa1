"""The command line: one module per command, with its arguments and its action.

Read `main` first: it assembles the commands and turns errors into messages and exit
statuses. `arguments` and `terminal` have the parts that several commands share.

The standard library is enough here. The output is plain text with a few bold or colored
lines, so a terminal library would be one more dependency in every app that only reads
the content.
"""
