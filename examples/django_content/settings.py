"""The settings of a Django project that has this app and nothing else."""

import os
from urllib.parse import unquote, urlsplit

from examples.needs import end, needed_by


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a database.

    Args:
        url: `sqlite:///FILE`, or whatever PostgreSQL's own clients take.

    >>> database("sqlite:///content.sqlite3")["NAME"]
    'content.sqlite3'
    """
    try:
        scheme, _, path, *_ = urlsplit(url)
    except ValueError as error:
        end(f"needs a DATABASE_URL that can be read: {error}")
    if scheme == "sqlite":
        if not path.removeprefix("/"):
            end("needs a DATABASE_URL with a file, such as sqlite:///FILE")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(path.removeprefix("/")),
            # A transaction that will write says so when it begins, and waits for its turn.
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    if scheme not in {"postgres", "postgresql"}:
        end(f"needs a DATABASE_URL of sqlite or postgresql, found {scheme or url!r}")
    with needed_by("__main__"):
        from psycopg.conninfo import conninfo_to_dict
    told = conninfo_to_dict(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    names["port"] = "PORT"
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{names[name]: value for name, value in told.items() if name in names},
        "OPTIONS": {name: value for name, value in told.items() if name not in names},
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", "sqlite:///jerking-info.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["examples.django_content"]
USE_TZ = True
