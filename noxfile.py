"""Every check of the project: `nox -l` lists them, `nox -s lint types` runs two of them."""

import datetime as dt
import hashlib
import os
import re
import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False
nox.options.download_python = "never"
nox.options.reuse_venv = "yes"

PACKAGE = os.environ.get("WHEEL", ".")  # a wheel to test, instead of one built from the checkout
LARGEST_WHEEL = 182_000  # bytes
FEW_EXAMPLES = {"HYPOTHESIS_PROFILE": "few"}
MODES = {
    "-OO": {},
    "-bb": {"PYTHONWARNINGS": "error"},
    "-Xdev": {},
    "-Xwarn_default_encoding": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def install(session: nox.Session, extras: str, *more: str) -> None:
    """Install the package as users get it, not the checkout itself."""
    session.install("--reinstall-package", "jerking-info", f"{PACKAGE}[{extras}]", *more)


@nox.session(python=["3.11", "3.12", "3.13", "3.14", "3.15"])
def tests(session: nox.Session) -> None:
    """Run the tests against the built package, on each Python that is installed."""
    install(session, "test")
    session.run("pip", "check") if shutil.which("pip", path=session.bin) else None
    session.run("pytest", "-q", *session.posargs)


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Run the tests with all extras; every line and branch must be covered."""
    install(session, "test,arrow,cli,examples,mcp,pdf,terminologies", "--group", "coverage")
    report = ["--cov=jerking_info", "--cov-report=term:skip-covered"]
    session.run("pytest", "-q", *report, *session.posargs, env=FEW_EXAMPLES)


@nox.session(python="3.11")
def packaging(session: nox.Session) -> None:
    """Run the slow tests: an index, frozen and zipped apps, threads, processes, typed docs."""
    install(session, "test", "--group", "docs", "--group", "packaging")
    session.run("pytest", "-q", "-m", "slow", *(session.posargs or ["tests"]))


@nox.session(python="3.11")
def browser(session: nox.Session) -> None:
    """Try what we write in other programs: Chromium, a FHIR server, Ajv, a Connect client."""
    install(session, "test", "--group", "docs", "--group", "browser")
    for folder in ("tests/browser", "tests/formats/fhir/node"):
        session.run("npm", "install", "--silent", "--prefix", folder, external=True)
    paths = ["browser", "formats/fhir/test_node.py", "content/test_schema.py"]
    paths += ["examples/test_infobutton_app.py"]
    session.run("pytest", "-q", "-m", "", *(f"tests/{path}" for path in paths), *session.posargs)


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright, against the installed package."""
    install(session, "test,arrow,cli,examples,mcp", "--group", "docs", "--group", "types")
    session.run("mypy", "src")
    session.run("mypy", "conftest.py", "examples", "tests", "tools", "typing_tests")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "jerking_info", "--ignoreexternal")


@nox.session(python="3.11")
def lint(session: nox.Session) -> None:
    """Check format, style, layers, workflows and the citation."""
    session.install("-e", ".", "--group", "lint")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("lint-imports")
    session.run("zizmor", "--offline", "--no-progress", "--persona=pedantic", ".github")
    for schema, files in {
        "vendor.github-workflows": Path(".github/workflows").glob("*.yml"),
        "vendor.dependabot": [".github/dependabot.yml"],
        "vendor.citation-file-format": ["CITATION.cff"],
    }.items():
        session.run("check-jsonschema", "--builtin-schema", schema, *map(str, files))


@nox.session(python="3.11")
def docs(session: nox.Session) -> None:
    """Run the examples in docstrings, and build the documentation site into build/site."""
    install(session, "testing", "--group", "docs", "pytest>=8", "sybil>=9")
    examples = ["--doctest-modules", "--doctest-ignore-import-errors", "--pyargs", "jerking_info"]
    session.run("pytest", "-q", *examples)
    session.run("sphinx-build", "-nWq", "--keep-going", "-b", "html", "docs", "build/site")


@nox.session(python="3.11")
def build(session: nox.Session) -> None:
    """Build the last commit twice in different surroundings, compare, and check dist/."""
    session.install("--group", "build")
    work = Path(session.create_tmp()).resolve()
    built: dict[str, str] = {}
    for place, umask, variables in (
        ("a", 0o022, {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}),
        (
            "b with ü",
            0o077,
            {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
        ),
    ):
        shutil.rmtree(work / place, ignore_errors=True)
        before = os.umask(umask)
        session.run("git", "clone", "-q", "--no-hardlinks", ".", work / place, external=True)
        for options in ([], ["--wheel"]):  # the wheel from the sdist, and from the tree
            session.run("uv", "build", "-q", *options, work / place, env=variables, external=True)
            for file in (work / place / "dist").glob("jerking*"):
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                if built.setdefault(file.name, digest) != digest:
                    session.error(f"{file.name} is not reproducible")
        os.umask(before)
    shutil.rmtree("dist", ignore_errors=True)
    shutil.copytree(work / "a" / "dist", "dist", ignore=shutil.ignore_patterns(".*"))
    files = [str(Path("dist", name)) for name in built]
    (wheel,) = (file for file in files if file.endswith(".whl"))
    size = Path(wheel).stat().st_size
    session.log(f"{size} bytes: {wheel}")
    if size > LARGEST_WHEEL:
        session.error(f"the wheel is larger than {LARGEST_WHEEL} bytes")
    session.run("twine", "check", "--strict", *files)
    session.run("check-wheel-contents", wheel)
    session.run("validate-pyproject", "pyproject.toml")
    session.run("check-sdist", "--inject-junk")
    session.run("pyroma", "--min", "10", ".")


@nox.session(python="3.11")
def api(session: nox.Session) -> None:
    """Compare the public API with that of the last tag."""
    tags = session.run("git", "tag", "--sort=-v:refname", "-l", "v*", external=True, silent=True)
    if not tags:
        session.skip("no version has been tagged yet")
    session.install("--group", "api")
    session.run("griffe", "check", "jerking_info", "--search", "src", "--against", tags.split()[0])


@nox.session(python="3.11")
def fuzz(session: nox.Session) -> None:
    """Let atheris choose inputs for the property tests, 2 seconds each: nox -s fuzz -- SECONDS."""
    install(session, "test", "--group", "fuzz")
    session.run("python", "-m", "tests.properties.fuzz", *(session.posargs or ["2"]))


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest dependencies that pyproject.toml allows."""
    session.install("--resolution=lowest-direct", "-r", "pyproject.toml", "--extra=test")
    session.install("--no-deps", "--reinstall-package", "jerking-info", PACKAGE)
    session.run("pytest", "-q", *session.posargs, env=FEW_EXAMPLES)


@nox.session(python="3.11")
def modes(session: nox.Session) -> None:
    """Run the tests under the interpreter switches that apps use."""
    install(session, "test")
    for switch, variables in MODES.items():
        # Under -OO, pytest says that only the tests' own assertions run.
        ignore = "-Wignore:assertions not in test modules"
        command = ["python", switch, "-m", "pytest", "-q", ignore, *session.posargs]
        session.run(*command, env={**FEW_EXAMPLES, **variables})


@nox.session(python="3.11")
def offline(session: nox.Session) -> None:
    """Run the tests without a network, where the system allows that (Linux)."""
    install(session, "test")
    alone = ["unshare", "--map-root-user", "--net"]
    if session.run(*alone, "true", external=True, success_codes=range(256), silent=True):
        session.skip("this system does not let us cut off the network")
    command = f"ip link set lo up; exec {session.bin}/pytest -q"
    session.run(*alone, "sh", "-c", command, external=True, env=FEW_EXAMPLES)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Break the code in small ways and list unnoticed changes: nox -s mutants -- MODULE."""
    session.install("-e", ".[test]", "mutmut>=3.3")
    session.run("mutmut", "run", *session.posargs, success_codes=range(256))
    session.run("mutmut", "results")


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Commit and tag a version of the code, here only: nox -s release -- 1.2.3."""
    (version,) = session.posargs
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        session.error(f"a version is three numbers, such as 1.2.3, not {version}")
    if session.run("git", "status", "--porcelain", external=True, silent=True):
        session.error("the checkout has changes: commit them first")
    if session.run("git", "tag", "-l", f"v{version}", external=True, silent=True):
        session.error(f"{version} has been released")
    today = dt.datetime.now(tz=dt.UTC).date()
    for name, pattern, replacement in (
        ("src/jerking_info/__init__.py", r'(?<=^__version__ = ").*(?="$)', version),
        ("CHANGELOG.md", r"^### \[Unreleased\]\n(?=\n#### )", f"### [{version}] - {today}\n"),
    ):
        file = Path(name)
        text, changes = re.subn(pattern, replacement, file.read_text("utf-8"), flags=re.MULTILINE)
        if changes != 1:
            session.error(f"{name} has no place for the version: is there news under [Unreleased]?")
        file.write_text(text, "utf-8")
    session.run("git", "commit", "-aqm", f"Release {version}", external=True)
    build(session)
    session.run("git", "tag", "-am", f"Release {version}", f"v{version}", external=True)
    session.log(f"Publish it with: git push --atomic origin main v{version}")
