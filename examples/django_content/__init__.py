"""Keep the content in a SQL database, with Django: `python -m examples.django_content [VERSION]`.

The command creates the tables, brings them to a content release (the newest, if not told) and
shows what is in them. The database is a SQLite file in the current folder, or the one of
PostgreSQL that `DATABASE_URL` names. The folder is an app like any other: in a project that has
it among its `INSTALLED_APPS`, `manage.py sync_content [VERSION]` does the same.
"""
