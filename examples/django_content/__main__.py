"""Create the tables, bring them to a content release, and show them."""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examples.django_content.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("sync_content", *sys.argv[1:])
    call_command("show_content")
