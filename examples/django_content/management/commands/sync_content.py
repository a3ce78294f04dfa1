"""Bring the tables to a content release: `manage.py sync_content [VERSION]`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from examples.django_content.models import sync
from jerking_info import UnknownReleaseError, load


class Command(BaseCommand):
    """The command."""

    help = "Bring the tables to a content release."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the version."""
        parser.add_argument("version", nargs="?", help="such as 1.1.0; by default the newest")

    def handle(self, *_: object, version: str | None = None, **__: object) -> None:
        """Write the release, unless it is there."""
        try:
            topic = load(version)
        except UnknownReleaseError as error:
            raise CommandError(str(error)) from error
        done = "written" if sync(topic) else "was there already"
        self.stdout.write(f"content {topic.version} {done}")
