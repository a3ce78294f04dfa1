"""Imports from unusual places need nothing but the packaged data."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import output_of

pytestmark = pytest.mark.slow

FORGET = """
import sys, jerking_info
from jerking_info.formats import to_text
expected = to_text(jerking_info.load())
for name in [name for name in sys.modules if name.startswith("jerking_info")]:
    del sys.modules[name]
"""

AT_THE_ROOT = f"""{FORGET}
import os
os.chroot(sys.argv[1])
sys.path[:] = ["/"]
import jerking_info
from jerking_info.formats import to_text
assert jerking_info.__file__ == "/jerking_info/__init__.py"
assert to_text(jerking_info.load()) == expected
"""

WITHOUT_FILE = f"""{FORGET}
import importlib.abc, importlib.util, io
from importlib.resources.abc import TraversableResources
from pathlib import Path

class Importer(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader, TraversableResources):
    def __init__(self, root, name=""):
        self.root, self.name = root, name
    def file_of(self, name):
        path = self.root.joinpath(*name.split("."))
        return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "jerking_info" and self.file_of(name).is_file():
            return importlib.util.spec_from_loader(name, Importer(self.root, name))
    def is_package(self, name):
        return self.file_of(name).name == "__init__.py"
    def get_source(self, name):
        return self.file_of(name).read_text(encoding="utf-8")
    def get_resource_reader(self, name):
        return self
    def files(self):
        return self.file_of(self.name).parent

sys.meta_path.insert(0, Importer(Path(sys.argv[1])))
import jerking_info
from jerking_info.formats import to_text
assert not hasattr(jerking_info, "__file__")
assert to_text(jerking_info.load()) == expected
"""


@pytest.fixture
def folder(wheel: Path, tmp_path: Path) -> Path:
    shutil.unpack_archive(wheel, tmp_path, "zip")
    return tmp_path


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, for chroot")
def test_package_at_the_root_of_a_file_system(folder: Path) -> None:
    output_of(sys.executable, "-c", AT_THE_ROOT, folder)


def test_package_of_an_importer_without_files(folder: Path) -> None:
    output_of(sys.executable, "-c", WITHOUT_FILE, folder)
