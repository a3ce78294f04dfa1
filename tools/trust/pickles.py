"""Write what a version pickles, so that every later one can be held to loading it.

`python -m tools.trust.pickles` writes an object of every public class into
`tests/data/pickles/VERSION/`; `tools.release` does so for the version that it releases, and
`tests/test_pickles.py` loads them all.
"""

import sys

import jerking_info
from tests.pickled import FOLDER, write
from tools.commands import output_of


def main() -> int:
    """Write the pickles of the version at work; return 1 if that is a released one."""
    version = jerking_info.__version__
    if output_of("git", "-C", FOLDER.parents[2], "tag", "--list", f"v{version}").strip():
        print(f"{version} is released: what it pickled never changes", file=sys.stderr)
        return 1
    print(f"{version}: {len(write(FOLDER / version))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
