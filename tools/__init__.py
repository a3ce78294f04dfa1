"""What the project's editors and releasers run; none of it is in the package."""

import os

# In a hook, git says which repository is at work: none of the tools' own would be looked at then.
for _name in ("DIR", "WORK_TREE", "COMMON_DIR", "INDEX_FILE", "OBJECT_DIRECTORY", "PREFIX"):
    os.environ.pop(f"GIT_{_name}", None)
