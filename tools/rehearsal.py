"""Rehearse a publication, from an empty folder to an app: `python -m tools.rehearsal`.

The last commit is cloned into an empty folder, built, checked, and uploaded to a real package
index that runs on loopback for as long as it takes. From there it is installed on every Python
of this machine, its README is run, and an app is type-checked against it and run. At the end
stands what was proven, and what only the public index can prove. Nothing stays behind, not
after a failure, Ctrl-C or a signal to stop. Needs Python 3.11 or newer, git, and a network
for the tools and the dependencies.
"""

import hashlib
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from pathlib import Path

from tools import environments
from tools.commands import CommandError, output_of, stopped_gently, temporary_folder
from tools.distributions import Distributions, RejectedError, built_and_checked
from tools.index import Index, download, running

ROOT = Path(__file__).parents[1]

ONLY_THE_PUBLIC_INDEX_PROVES = (
    "that the name jerking-info is ours there, and the page shows what we mean it to show",
    "trusted publishing: that the index takes files from our release workflow without a password",
    "attestations (PEP 740): that the index signs for which workflow built which file",
    "that systems other than this one, and Pythons that are missing here, install it",
)


class DisprovedError(Exception):
    """Something is not as it must be."""


@dataclass(slots=True)
class Rehearsal:
    """One pass through the chain: where it takes place, and what it has proven so far."""

    place: Path
    proven: list[str] = field(default_factory=list[str])
    apps: dict[str, Path] = field(default_factory=dict[str, Path])
    """The Python of each environment that the package was installed into, by its version."""

    def proves(self, what: str) -> None:
        """Note what has just been proven."""
        self.proven.append(what)
        print(f"  {what}")

    @property
    def checkout(self) -> Path:
        """The clone that all is made from."""
        return self.place / "checkout"


def rehearse(place: Path) -> list[str]:
    """Go through the whole chain, in an empty folder; print each step.

    Returns:
        What was proven, in order.

    Raises:
        CommandError: if a command fails.
        RejectedError: if the built files are not fit to be published.
        DisprovedError: if something is not as it must be.
        OSError: if a file or the index cannot be read.
    """
    rehearsal = Rehearsal(place)
    print("== Build, from a fresh clone")
    output_of("git", "clone", "--quiet", "--no-hardlinks", ROOT, rehearsal.checkout)
    commit = output_of("git", "-C", rehearsal.checkout, "log", "-1", "--format=%h %s").strip()
    wanted = [r for name in ("release", "rehearsal") for r in environments.group(ROOT, name)]
    programs = environments.made(place / "tools", Path(sys.executable), wanted)
    distributions = built_and_checked(rehearsal.checkout, place / "dist", programs)
    rehearsal.proves(f"commit {commit!r} builds, and its files pass every check")
    with running(programs, place / "index") as index:
        print(f"== Publish, to {index.url}")
        _publish(rehearsal, index, distributions, programs)
        for version, python in environments.pythons().items():
            if python is None:
                print(f"== Python {version} is missing on this machine")
            else:
                print(f"== Install, on Python {version}")
                _install(rehearsal, index, distributions, python)
    print("== Type-check an app")
    _check_types(rehearsal, programs)
    return rehearsal.proven


def _publish(
    rehearsal: Rehearsal, index: Index, distributions: Distributions, programs: Path
) -> None:
    upload = (programs / "twine", "upload", "--non-interactive", "--verbose")
    account = {
        **os.environ,
        "TWINE_REPOSITORY_URL": index.url,
        "TWINE_USERNAME": index.user,
        "TWINE_PASSWORD": index.password,
        **_past_proxies(),
    }
    files = (distributions.sdist, distributions.wheel)
    what = "an upload with a wrong password is refused"
    _refused([*upload, *files], account | {"TWINE_PASSWORD": "wrong"}, "403 Forbidden", what)
    rehearsal.proves(what)

    output_of(*upload, *files, env=account)
    rehearsal.proves("twine uploads the sdist and the wheel to a real index, with a password")
    _compare(index, distributions)
    rehearsal.proves("what the index gives back are the bytes that were built")

    other = rehearsal.place / "other" / distributions.wheel.name
    other.parent.mkdir()
    shutil.copy(distributions.wheel, other)
    with zipfile.ZipFile(other, "a") as wheel:
        wheel.comment = b"another wheel of the same name"
    what = "another file of the same name is refused"
    _refused([*upload, other], account, "already exists", what)
    _compare(index, distributions)
    rehearsal.proves(what)


def _refused(upload: list[str | Path], account: Mapping[str, str], reason: str, what: str) -> None:
    try:
        output_of(*upload, env=account)
    except CommandError as error:
        if reason not in error.printed:
            raise
    else:
        raise DisprovedError(f"it is not true that {what}")


def _compare(index: Index, distributions: Distributions) -> None:
    """Compare what the index has with what was built, by name and by bytes."""
    built = {
        file.name: _sha256(file.read_bytes()) for file in (distributions.sdist, distributions.wheel)
    }
    addresses = index.files("jerking-info")
    given = {name: _sha256(download(address)) for name, address in addresses.items()}
    if given != built:
        raise DisprovedError(f"the index gives {given}, and {built} were built")
    for name, address in addresses.items():
        if not address.endswith(f"#sha256={built[name]}"):
            raise DisprovedError(f"the index names another digest for {name}: {address}")


def _install(
    rehearsal: Rehearsal, index: Index, distributions: Distributions, python: Path
) -> None:
    said = output_of(python, "--version").strip()
    environment = rehearsal.place / f"app-{said.split()[1]}"
    programs = environments.made(environment, python, _dependencies(distributions.wheel))
    rehearsal.apps[said] = programs / "python"
    # Nothing may come from elsewhere, and pip itself refuses another digest than the built one.
    version = distributions.wheel.name.split("-")[1]
    digest = _sha256(distributions.wheel.read_bytes())
    wanted = environment / "wanted.txt"
    wanted.write_text(f"jerking-info=={version} --hash=sha256:{digest}\n", encoding="utf-8")
    pip = (programs / "python", "-m", "pip")
    options = ("--no-deps", "--no-cache-dir", "--require-hashes", "--index-url", index.simple)
    output_of(*pip, "install", *options, "-r", wanted, env=_without_settings_of_pip())
    output_of(*pip, "check")
    elsewhere = environment / "empty"
    elsewhere.mkdir()
    isolated = (programs / "python", "-I", "-W", "error")
    version_line = output_of(programs / "jerking-info", "--version", cwd=elsewhere)
    if version not in version_line.split():
        raise DisprovedError(f"it says that it is {version_line!r}, not {version}")
    output_of(programs / "jerking-info", "verify", cwd=elsewhere)
    examples = output_of(*isolated, ROOT / "tools" / "readme_examples.py", cwd=elsewhere)
    output_of(*isolated, _consumer(rehearsal) / "leaflet.py", cwd=elsewhere)
    rehearsal.proves(
        f"{said}: installs, verifies its content, README: {examples.strip()}, an app runs"
    )


def _dependencies(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = BytesParser().parsebytes(opened.read(name))
    return [r for r in metadata.get_all("Requires-Dist", []) if "extra ==" not in r]


def _without_settings_of_pip() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, **_past_proxies()}


def _past_proxies() -> Mapping[str, str]:
    """Return what keeps proxies from our loopback, and from what the user excepts."""
    # Some read one, some the other, and requests prefers the lower one.
    names = ("no_proxy", "NO_PROXY")
    hosts = [host for name in names for host in os.environ.get(name, "").split(",") if host.strip()]
    return dict.fromkeys(names, ",".join(dict.fromkeys([*hosts, "127.0.0.1"])))


def _consumer(rehearsal: Rehearsal) -> Path:
    """Return the app, copied to where no checkout is near."""
    folder = rehearsal.place / "consumer"
    if not folder.exists():
        shutil.copytree(rehearsal.checkout / "tests" / "consumer", folder)
    return folder


def _check_types(rehearsal: Rehearsal, programs: Path) -> None:
    consumer = _consumer(rehearsal)
    marked = (consumer / "leaflet.py").read_text(encoding="utf-8").count("# type: ignore[")
    versions = list(rehearsal.apps)
    for version in sorted({versions[0], versions[-1]}):
        python = rehearsal.apps[version]
        for checker, command in {
            "mypy": (programs / "mypy", "--python-executable", python, "."),
            "pyright": (programs / "pyright", "--pythonpath", python),
        }.items():
            output_of(*command, cwd=consumer)
            rehearsal.proves(
                f"{version}, {checker}: a strict app has no type errors but the {marked} that it "
                "makes on purpose"
            )


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def main() -> int:
    """Rehearse; print what was proven, or what failed and return 1."""
    started = time.monotonic()
    try:
        with stopped_gently(), temporary_folder() as place:
            proven = rehearse(place)
    except (CommandError, RejectedError, DisprovedError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing is left behind", file=sys.stderr)
        return 130
    print(f"\nProven here, in {time.monotonic() - started:.0f} seconds:")
    print("\n".join(f"- {what}" for what in proven))
    print("\nNot proven here, since only the public index can:")
    print("\n".join(f"- {what}" for what in ONLY_THE_PUBLIC_INDEX_PROVES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
