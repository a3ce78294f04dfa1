"""Create the tables, bring them to a content release, and show what is in them."""

import argparse
import os

from examples.needs import end, needed_by

with needed_by(__name__):
    import django
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError
    from django.db.models import Q


def main() -> None:
    """Do so for the release of the command line."""
    parser = argparse.ArgumentParser("python -m examples.django_content", description=__doc__)
    parser.add_argument("version", nargs="?", help="such as 1.0.0; the newest if not given")
    arguments = [version] if (version := parser.parse_args().version) else []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examples.django_content.settings")
    django.setup()
    try:
        call_command("migrate", verbosity=0)
        call_command("sync_content", *arguments)
    except DatabaseError as error:
        end(f"needs the database that DATABASE_URL names: {error}")
    except CommandError as error:
        parser.error(str(error))
    show()


def show() -> None:
    """Print the causes and what may help, as the tables have them, and the disclaimer."""
    from examples.django_content.models import Cause, Tip, Topic

    for cause in Cause.objects.all():
        tips = Tip.objects.filter(Q(applies_to=cause) | Q(applies_to=None))
        print(f"{cause.name}: {'; '.join(tip.title for tip in tips)}")
    print(Topic.objects.get().disclaimer_text)


if __name__ == "__main__":
    main()
