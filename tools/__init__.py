"""What the project's editors and releasers run; none of it is in the package."""
