"""Keep the content in a SQL database, with Django: `python -m examples.django_content [VERSION]`.

The folder is an app: copy it, add it to `INSTALLED_APPS`, and run `manage.py migrate` and
`manage.py sync_content [VERSION]`. The command above does so in `jerking-info.sqlite3`.
"""
