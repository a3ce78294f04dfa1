"""Show the content of the tables: `manage.py show_content`."""

from django.core.management.base import BaseCommand

from examples.django_content.models import Entry, Release
from jerking_info import Tip


class Command(BaseCommand):
    """The command."""

    help = "Show the warning signs, the causes and the tips in the tables, and the disclaimer."

    def handle(self, *_: object, **__: object) -> None:
        """Print the entries in reading order, tips with their cautions."""
        release = Release.objects.get()
        topic = release.topic
        for sign in topic.warning_signs:
            self.stdout.write(f"{sign.level}: {sign.text}")
        for entry in Entry.objects.filter(release=release, kind__in=("Cause", "Tip")):
            self.stdout.write(f"{entry.kind}: {entry.label}")
            if entry.kind == "Tip":
                for caution in Tip.model_validate(entry.content).cautions:
                    self.stdout.write(f"  Be careful: {caution.text}")
        self.stdout.write(topic.disclaimer.text)
