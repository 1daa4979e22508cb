"""What every domain stands on: clock, database, errors, languages, permissions, names, jobs."""
