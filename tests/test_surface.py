"""The public surface: every name, loaded on first touch and not before."""

import importlib
import pkgutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import jerking_info
from jerking_info._lazy import bind


def run(code: str, *flags: str) -> str:
    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_every_public_name_resolves_and_is_listed() -> None:
    for name in jerking_info.__all__:
        assert getattr(jerking_info, name) is not None
    assert dir(jerking_info) == sorted(jerking_info.__all__)
    assert len(set(jerking_info.__all__)) == len(jerking_info.__all__)


def test_import_star_gives_every_public_name() -> None:
    namespace: dict[str, object] = {}
    exec("from jerking_info import *", namespace)
    assert set(jerking_info.__all__) <= set(namespace)


MODULES = [
    module.name
    for module in pkgutil.walk_packages(jerking_info.__path__, "jerking_info.")
    if module.name not in {"jerking_info.__main__", "jerking_info._lazy"}
]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_lists_what_it_offers_and_offers_what_it_lists(name: str) -> None:
    module = importlib.import_module(name)
    assert all(hasattr(module, offered) for offered in module.__all__)
    if "._" not in name:  # `dir` is for people, who look at what is public
        assert dir(module) == sorted(module.__all__)


@pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO strips docstrings")
@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert importlib.import_module(name).__doc__


@pytest.mark.parametrize("module", ["errors", "vocabulary", "models", "parsing", "content"])
def test_what_a_module_offers_the_package_offers_or_keeps_inside(module: str) -> None:
    home = importlib.import_module(f"jerking_info.{module}")
    inside = {
        "CODE_SYSTEMS",
        "LARGEST_FILE",
        "ReleaseFile",
        "ReleaseManifest",
        "assemble",
        "parse_manifest",
    }
    assert set(home.__all__) - inside <= set(jerking_info.__all__)


def test_importing_imports_no_other_package_and_opens_no_file() -> None:
    out = run(
        "import sys\n"
        "opened = []\n"
        "before = set(sys.modules)\n"
        "import_files = ('.py', '.pyc')\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import jerking_info\n"
        "print(sorted(set(sys.modules) - before))\n"
        "print([name for name in opened if not name.endswith(import_files)])\n"
    )
    assert out == "['jerking_info']\n[]\n"


def test_the_first_touch_loads_once() -> None:
    out = run(
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import jerking_info\n"
        "first = jerking_info.causes\n"
        "assert 'causes' in vars(jerking_info)\n"
        "read = [name for name in opened if name.endswith('.json')]\n"
        "again = [jerking_info.causes, jerking_info.tips, jerking_info.topic]\n"
        "assert again[0] is first and first is jerking_info.topic.causes\n"
        "assert read == [name for name in opened if name.endswith('.json')]\n"
        "print(len(read))\n"
    )
    assert out == "2\n"  # the manifest and the newest release


@pytest.mark.parametrize("locked", [True, False])
def test_with_the_content_every_name_is_bound(locked: bool) -> None:  # noqa: FBT001
    out = run(
        "import sys, jerking_info\n"
        "jerking_info.load('1.0.0'), jerking_info.find, jerking_info.Cause\n"
        "print(sorted(vars(jerking_info).keys() & {'topic', 'causes', 'tips', 'compare'}))\n"
        f"sys._is_gil_enabled = lambda: {locked}\n"
        "jerking_info.tips\n"
        "print(set(jerking_info.__all__) - vars(jerking_info).keys())\n"
        "print('__getattr__' in vars(jerking_info))\n"
    )
    assert out == f"[]\nset()\n{not locked}\n"


@pytest.mark.skipif(hasattr(sys, "_is_gil_enabled"), reason="it can be without the lock")
def test_a_python_that_always_has_the_lock_needs_no_way_to_load_names() -> None:
    code = "import jerking_info; jerking_info.tips; print('__getattr__' in vars(jerking_info))"
    assert run(code) == "False\n"


def test_the_errors_need_no_pydantic() -> None:
    out = run(
        "import sys, jerking_info\n"
        "print(jerking_info.errors.ContentError is jerking_info.ContentError)\n"
        "print('pydantic' in sys.modules)"
    )
    assert out == "True\nFalse\n"


@pytest.mark.parametrize("before", ["", "jerking_info.topic"])
def test_a_misspelt_name_is_an_attribute_error_that_suggests_the_right_one(before: str) -> None:
    out = run(
        f"import jerking_info\n{before}\n"
        "try: jerking_info.cause\n"
        "except AttributeError as e: print(e, e.name, e.obj is jerking_info)\n"
        "try: from jerking_info import disclaimers\n"
        "except ImportError as e: print(e.name)"
    )
    message = "module 'jerking_info' has no attribute 'cause'"
    assert out == f"{message} cause True\njerking_info\n"


@pytest.mark.parametrize("name", ["errors", "feedback", "formats", "testing"])
def test_a_public_module_needs_no_import_of_its_own(name: str) -> None:
    assert run(f"import jerking_info; print(jerking_info.{name}.__name__)") == (
        f"jerking_info.{name}\n"
    )


def test_each_name_loads_from_the_home_that_lists_it() -> None:
    for name in ("errors", "ContentError", "CauseId", "Cause", "parse", "load", "compare", "tips"):
        assert bind(name) is getattr(jerking_info, name)
    with pytest.raises(AttributeError):
        bind("causess")


def test_submodules_do_not_hide_public_names() -> None:
    out = run(
        "import jerking_info.content.releases, jerking_info.content.parsing, jerking_info.errors\n"
        "from jerking_info import releases, parse, topic\n"
        "print(type(releases).__name__, callable(parse), type(topic).__name__)"
    )
    assert out == "tuple True Topic\n"


def test_threads_that_touch_first_get_the_same_topic() -> None:
    out = run(
        "import threading, jerking_info\n"
        "start, got = threading.Barrier(32), []\n"
        "def touch():\n"
        "    start.wait()\n"
        "    got.append((jerking_info.topic, jerking_info.causes, jerking_info.load()))\n"
        "threads = [threading.Thread(target=touch) for _ in range(32)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(got), len({id(t) for t, _, _ in got}), len({id(t) for _, _, t in got}))\n"
    )
    assert out == "32 1 1\n"


def test_threads_that_validate_first_agree() -> None:
    out = run(
        "import threading, jerking_info\n"
        "raw = jerking_info.topic.provenance, jerking_info.load('1.0.0')\n"
        "start, got, bad = threading.Barrier(16), [], []\n"
        "def touch():\n"
        "    start.wait()\n"
        "    try: got.append(jerking_info.parse(raw[1].to_json()))\n"
        "    except Exception as e: bad.append(e)\n"
        "threads = [threading.Thread(target=touch) for _ in range(16)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(got), bad, set(got) == {raw[1]})\n"
    )
    assert out == "16 [] True\n"


def test_loading_is_one_object_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        topics = list(pool.map(lambda _: jerking_info.load("1.0.0"), range(64)))
    assert len({id(topic) for topic in topics}) == 1


def test_the_version_is_the_one_of_the_distribution() -> None:
    from importlib.metadata import version

    assert jerking_info.__version__ == version("jerking-info")
