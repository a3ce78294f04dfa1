"""The forms as a whole: each is loaded when asked for, and a wrong name is an error."""

import importlib
import subprocess
import sys

import pytest

from jerking_info import formats


@pytest.mark.parametrize("name", formats.__all__)
def test_every_form_is_a_function_of_its_own_module(name: str) -> None:
    function = getattr(formats, name)
    assert function.__name__ == name
    assert function.__module__.startswith("jerking_info.formats.")
    assert vars(formats)[name] is function


@pytest.mark.parametrize("module", ["", ".formats", ".testing"])
def test_dir_lists_the_public_names(module: str) -> None:
    package = importlib.import_module(f"jerking_info{module}")
    assert dir(package) == sorted(package.__all__)


def test_a_name_that_there_is_not_is_an_error_that_names_it() -> None:
    with pytest.raises(
        AttributeError, match=r"^module 'jerking_info.formats' has no .*'to_fax'$"
    ) as raised:
        getattr(formats, "to_fax")  # noqa: B009 (a type checker knows, too)
    assert raised.value.name == "to_fax"
    assert raised.value.obj is formats  # so that Python can suggest existing names


def test_to_print_text_loads_no_other_form() -> None:
    program = (
        "import sys, jerking_info.formats; jerking_info.formats.to_text;"
        "print(sorted(name for name in sys.modules if 'fhir' in name or name == 'tarfile'))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.split() == [b"[]"]
