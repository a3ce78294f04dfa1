"""The command `jerking-info`, as `python -m jerking_info`."""

import sys

from jerking_info.command.main import main

if __name__ == "__main__":
    sys.exit(main())
