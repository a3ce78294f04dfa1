"""`releases` and `verify`: which releases there are, and proof that they are unchanged."""

import argparse

from jerking_info.command.arguments import Subparsers, new_parser
from jerking_info.content.releases import releases, verify


def add_parser(subparsers: Subparsers) -> None:
    """Add both commands."""
    new_parser(
        subparsers,
        "releases",
        run,
        "List the content releases, oldest first: version, day of release and the sha256 of the "
        'file, which "sha256sum" prints, too.',
        "releases",
    )
    new_parser(
        subparsers,
        "verify",
        _verify,
        "Check every shipped content file against its digest, for example as the health check of "
        "a container. The exit status is 1 if a file is not the released one.",
        "verify",
    )


def run(_: argparse.Namespace) -> int:
    """Print a line for each release."""
    for release in releases:
        print(f"{release.version}  {release.released}  {release.sha256}")
    return 0


def _verify(_: argparse.Namespace) -> int:
    status = 0
    for file, error in verify():
        print(f"{file}: {error or 'ok'}")
        status = 1 if error else status
    return status
