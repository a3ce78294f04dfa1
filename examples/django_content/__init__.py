"""Keep the content in a SQL database, with Django: `python -m examples.django_content [VERSION]`.

The command creates the tables, brings them to a content release (the newest, if not told) and
shows what is in them. The database is a SQLite file in the current folder, or the one of
PostgreSQL that `DATABASE_URL` names. In a project of yours, list `examples.django_content`
among the `INSTALLED_APPS` and run `manage.py migrate` and `manage.py sync_content [VERSION]`.
"""
