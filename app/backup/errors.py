"""What can go wrong with a backup; operators read these, in plain English."""

from __future__ import annotations


class BackupProblem(Exception):
    """A backup cannot be made, read or brought back; the text says why and what to do."""


class DiskFull(BackupProblem):
    """There is no room for the file."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"The disk is full at {folder}. Nothing was kept; make room and try again.")


class CannotRead(BackupProblem):
    """The file is cut off, altered, or no backup at all."""


class Locked(BackupProblem):
    """The file is locked, and what was given does not open it."""


class NewerVersion(BackupProblem):
    """The backup was made by a later version than this one."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"This backup stands at revision {revision}, which this version does not know. "
            "Install the version that made it, or a later one, and restore again."
        )


class OtherRecordsKey(BackupProblem):
    """Document numbers in the backup were sealed under another key."""

    def __init__(self) -> None:
        super().__init__(
            "This backup needs another RECORDS_KEY: sealed records in it cannot be read with the present one. "
            "Give the right key, or restore with --without-records-key and lose what is sealed."
        )


class OtherDatabase(BackupProblem):
    """A backup of one kind of database cannot go into the other."""


class NotEmpty(BackupProblem):
    """The place to restore to holds records."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} holds records already. To put the backup in their place, restore with --replace.")


class ToolMissing(BackupProblem):
    """A program of PostgreSQL is not installed, or says no."""
