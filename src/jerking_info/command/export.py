"""`export`: the content in one form, or in all forms as a site."""

import argparse
import re
import sys

from jerking_info.command.arguments import read_topic
from jerking_info.command.forms import FORMS, export
from jerking_info.command.site import write_site
from jerking_info.command.terminal import is_terminal, report
from jerking_info.errors import JerkingInfoError, printable
from jerking_info.formats.files import write_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("format", metavar="FORMAT", nargs="?", help=f"one of {', '.join(FORMS)}")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file; - for standard output")
    parser.add_argument("--all", metavar="FOLDER", help="write everything into a folder")
    parser.add_argument("--force", action="store_true", help="replace existing files")
    parser.set_defaults(usage_error=parser.error)


def run(options: argparse.Namespace) -> int:
    """Write one form, or all of them."""
    one = (options.format, options.content, options.output)
    try:
        if options.all and one == (None, None, None):
            for form in write_site(options.all, force=options.force):
                report(f"left out {form}, which needs an extra of jerking-info")
            report(f"wrote {printable(options.all)}")
        elif options.format and not options.all:
            _write(export(options.format, read_topic(options.content)), options)
        else:
            options.usage_error("give a FORMAT with its options, or --all FOLDER alone")
    except FileExistsError as error:
        raise JerkingInfoError(f"{error}; add --force to replace it") from None
    return 0


def _write(data: bytes, options: argparse.Namespace) -> None:
    if options.output not in (None, "-"):
        write_file(options.output, [data], replace=options.force)
        report(f"wrote {printable(options.output)}")
    elif not is_terminal(sys.stdout) and hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(data)  # the same bytes in every locale
    elif re.match("text/|.*json", FORMS[options.format].media_type):
        print(data.decode(), end="")
    else:
        raise JerkingInfoError(f"a terminal cannot show {options.format}: name a file with -o FILE")
