"""Gate `fuzz`: the laws of `parse` and `find` under inputs that coverage leads to.

Each law is driven by atheris (libFuzzer) in a process of its own, from a corpus of valid
files, broken files and terms, for so many seconds. Try an input again with
`python -m tools.trust.fuzzing LAW FILE`, which needs no atheris.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tools.commands import CommandError, output_of
from tools.trust.place import ROOT, Place

LAWS = {
    "parse-bytes": ("tools.trust.parse_laws", "check_bytes"),
    "parse-edits": ("tools.trust.parse_laws", "check_edits"),
    "find": ("tools.trust.find_laws", "check_text"),
    "find-many": ("tools.trust.find_laws", "check_texts"),
}
"""Every law that is driven: its name, and where its check stands."""

_LONGEST_INPUT = {"parse-bytes": 60_000, "parse-edits": 30}  # in bytes


def findings(place: Place) -> Iterator[str]:
    """Yield each law that an input was found to break."""
    needed = ("atheris>=2.3", "jsonschema>=4.20")
    python = place.environment("fuzz", *needed, extras="fast")
    for law in LAWS:
        corpus = place.folder / law
        corpus.mkdir()
        arguments = (
            f"-max_total_time={place.seconds}",
            f"-max_len={_LONGEST_INPUT.get(law, 80)}",
            f"-artifact_prefix={corpus}/",
            "-timeout=20",
            "-rss_limit_mb=2048",
        )
        try:
            said = output_of(
                python, "-m", "tools.trust.fuzzing", law, "--into", corpus, *arguments, cwd=ROOT
            )
        except CommandError as error:
            yield f"{law}: {_last_words(error.printed)}"
            continue
        tried = said.strip().splitlines()[-1]
        print(f"  {law}: at least {tried}")
        if not re.search(r"\b[1-9]\d* (accepted|with mentions)\b", tried):
            yield f"{law}: all inputs were rubbish, so little was tried"


def _last_words(printed: str) -> str:
    """Return what a fuzzer says when it has found something, without its progress."""
    lines = printed.splitlines()
    at = next((i for i, line in enumerate(lines) if "Uncaught Python exception" in line), -40)
    kept = [line for line in lines[at:] if not re.match(r"(#\d+|stat::|INFO:|MS:|0x)", line)]
    return "\n".join(kept)


def seeds(law: str) -> Iterator[bytes]:
    """Yield the inputs that a law starts from."""
    if law == "parse-bytes":
        from tests.broken import BROKEN, SCHEMA_CANNOT
        from tools.trust.parse_laws import broken_file, small_file

        yield from (b"{}", b"[]", b'"\\ud800"', small_file())
        yield from (path.read_bytes() for path in sorted((ROOT / "data").glob("*.json")))
        yield from (broken_file(broken.edit) for broken in (*BROKEN, *SCHEMA_CANNOT))
    elif law == "parse-edits":
        yield from (bytes([action, 17 * action % 0x100, action]) for action in range(0x100))
    else:
        from tools.trust.find_laws import searched

        numbers = range(len(searched().pieces))
        yield from (b"\1" + number.to_bytes(2, "big") for number in numbers)
        for form, _ in searched().forms:
            yield b"\0" + form.encode()
            yield f"\0x {form.upper().replace(' ', chr(0xA0))}\u0301".encode()
            yield f"\0x{chr(0xAD)}{form.replace(' ', '-')}{chr(0xAD)}x".encode()


class _Atheris(Protocol):
    """What is used of atheris, which has no types."""

    def instrument_imports(self, include: list[str]) -> AbstractContextManager[None]: ...
    def Setup(self, arguments: list[str], check: Callable[[bytes], None]) -> None: ...  # noqa: N802
    def Fuzz(self) -> None: ...  # noqa: N802


def _fuzz(law: str, corpus: Path, arguments: list[str]) -> None:
    """Drive a law until the time is up or an input breaks it; this ends the process."""
    atheris = cast("_Atheris", import_module("atheris"))
    with atheris.instrument_imports(include=["jerking_info"]):
        for name in ("mentions", "_fast_engine", "parsing"):
            import_module(f"jerking_info.{name}")
    for number, seed in enumerate(seeds(law)):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([law, *arguments, str(corpus)], _counted(_check(law)))
    atheris.Fuzz()


def _counted(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return a check that says now and then what sort of inputs it has seen.

    Not at the end, as libFuzzer ends the process without a word to Python.
    """
    from tools.trust.laws import seen

    def counted(data: bytes) -> None:
        check(data)
        seen["runs"] += 1
        if seen["runs"] & (seen["runs"] - 1) == 0:  # a power of two
            print(", ".join(f"{number} {what}" for what, number in seen.items()), flush=True)

    return counted


def _check(law: str) -> Callable[[bytes], None]:
    module, name = LAWS[law]
    return cast("Callable[[bytes], None]", getattr(import_module(module), name))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [law, "--into", corpus, *arguments]:
            _fuzz(law, Path(corpus), arguments)
        case [law, *files]:
            for file in files:
                _check(law)(Path(file).read_bytes())
        case _:
            sys.exit(__doc__)
