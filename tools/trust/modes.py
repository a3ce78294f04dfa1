"""Gate `modes`: the tests under every switch of the interpreter that apps are run with.

What a test starts runs in the same way, except under `-I`, for which there is no variable.
"""

from collections.abc import Iterator

from tools.commands import CommandError
from tools.trust import suite
from tools.trust.place import Place, in_turns

_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

MODES = {
    "-OO": {"PYTHONOPTIMIZE": "2"},
    "-I": {},
    "-bb -W error": {"PYTHONWARNINGS": "error"},
    "-X dev": {"PYTHONDEVMODE": "1"},
    "-X warn_default_encoding": {"PYTHONWARNDEFAULTENCODING": "1"},
    "": _ASCII,
}
"""Switches, and the variables that mean the same; the last are of a machine without UTF-8."""


def findings(place: Place) -> Iterator[str]:
    """Yield each mode in which a test fails."""
    python = place.environment("modes", extras="test,cli")

    def told(switches: str) -> str | CommandError:
        try:
            return suite.summary((python, *switches.split()), MODES[switches])
        except CommandError as error:
            return error

    for switches, outcome in in_turns(told, MODES):
        name = switches or " ".join(f"{name}={value}" for name, value in MODES[switches].items())
        if isinstance(outcome, CommandError):
            yield f"{name}: {outcome}"
        else:
            print(f"  {name}: {outcome}", flush=True)
