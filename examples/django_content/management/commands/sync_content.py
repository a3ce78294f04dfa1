"""Bring the tables to a content release: `manage.py sync_content [VERSION]`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from examples.django_content.rows import DriftError, sync
from jerking_info import JerkingInfoError, load, version_step


class Command(BaseCommand):
    """The command."""

    help = "Bring the tables to a content release."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("version", nargs="?", help="such as 1.0.0; the newest if not given")

    def handle(self, *_: object, version: str | None = None, **__: object) -> None:
        """Write what changes, and say how much that is."""
        try:
            topic = load(version)
            held, changes = sync(topic)
        except (JerkingInfoError, DriftError) as error:
            raise CommandError(str(error)) from error
        if held is None:
            done = "written"
        elif not changes:
            done = "was written already; its rows were left alone"
        else:
            done = f"from {held}: {len(changes)} changes written, a {version_step(changes)} step"
        self.stdout.write(f"content {topic.version} {done}")
