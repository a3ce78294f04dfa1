"""What an example says when something that it needs is not installed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def needed_by(example: str, extra: str = "examples") -> Iterator[None]:
    """Say which extra brings a module, where an import in the block does not find it.

    Args:
        example: the `__name__` of the example.
        extra: the extra of jerking-info that brings all that it needs.

    Raises:
        ModuleNotFoundError: if a module is missing. A program ends with status 2 instead.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        sentence = f"needs {error.name}: pip install 'jerking-info[{extra}]'"
        if example == "__main__":
            end(sentence)
        raise ModuleNotFoundError(f"{example} {sentence}", name=error.name) from error


def end(sentence: str) -> NoReturn:
    """End the program with a sentence that begins with what this example does or needs."""
    print(f"this example {sentence}", file=sys.stderr)
    sys.exit(2)
