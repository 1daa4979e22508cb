"""What can go wrong with keys; written for the operator, who alone meets it.

Not a `Problem`: pages show the message of a problem to readers, and these name files and commands, in English. A view
that meets one answers `Unavailable` and logs it; where a view forgets, readers get the page of an unknown fault.
"""

from __future__ import annotations

from pathlib import Path


class KeyProblem(Exception):
    """A key cannot be used; the message names it and says what to do."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(type(self).__name__)


class KeyFileMissing(KeyProblem):
    """The file of a private key is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there: bring the key's file back from its backup, or retire the key.")


class KeyFileOpen(KeyProblem):
    """Others may read the file of a private key."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} can be read by others: chmod 600 {path}, and think about replacing the key.")


class WrongPassphrase(KeyProblem):
    """The passphrase does not open a private key, or its file is damaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} does not open with this passphrase: give the right one in WAYMARK_KEY_PASSPHRASE_FILE."
        )


class NoPassphrase(KeyProblem):
    """Nobody said where the passphrase is."""

    def __init__(self) -> None:
        super().__init__(
            "The keys are locked: write their passphrase into a file that only the service reads and name it in "
            "WAYMARK_KEY_PASSPHRASE_FILE, or give it as the systemd credential 'waymark-keys'."
        )


class NoKey(KeyProblem):
    """There is no key for a use that may sign today."""

    def __init__(self, use: str) -> None:
        super().__init__(f"The trust list has no active {use} key: 'flask keys create', then 'flask keys publish'.")


class BadTrustList(KeyProblem):
    """A trust list cannot be believed; the message says why."""


class BadSignature(KeyProblem):
    """Something signed was changed, or signed by somebody else."""

    def __init__(self) -> None:
        super().__init__("The signature does not fit.")


class NoCertificate(KeyProblem):
    """The key that seals files has no certificate, so no reader could name it."""

    def __init__(self, kid: str) -> None:
        super().__init__(
            f"The pdf key {kid} has no certificate: the root makes it when it signs the list anew "
            "('flask keys request', then 'flask keys sign')."
        )
