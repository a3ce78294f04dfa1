"""The settings of a Django project with this app and nothing else."""

import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("CONTENT_DATABASE", "jerking-info.sqlite3"),
        # A transaction that will write announces it when it begins, and waits for its turn.
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["examples.django_content"]
USE_TZ = True
