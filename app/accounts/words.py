"""What the sign-in library says, in our own plain words, so that our catalogues translate it."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name by which message extraction knows a string translated later.
    """Mark a message for the catalogue."""
    return message


MESSAGES = {
    "ANONYMOUS_USER_REQUIRED": N_("You are signed in already."),
    "API_ERROR": N_("We could not read what was sent. Go back and try again."),
    "DISABLED_ACCOUNT": N_("This account is closed. Ask your administrator."),
    "INVALID_PASSWORD": N_("This password is not right."),
    "INVALID_RECOVERY_CODE": N_("This code is not right, or it was used before."),
    "INVALID_REDIRECT": N_("We cannot find this page."),
    "NO_RECOVERY_CODES_SETUP": N_("There are no codes yet. Make new ones."),
    "PASSWORD_CHANGE": N_("Your password is changed. Everywhere else you are signed out."),
    "PASSWORD_INVALID_LENGTH": N_("A password has %(length)s letters or digits, or more."),
    "PASSWORD_IS_THE_SAME": N_("This is your old password. Choose another one."),
    "PASSWORD_NOT_PROVIDED": N_("Write your password."),
    "REAUTHENTICATION_REQUIRED": N_("Write your password again, so that we know it is you."),
    "REAUTHENTICATION_SUCCESSFUL": N_("Thank you. Go on."),
    "RETYPE_PASSWORD_MISMATCH": N_("The two passwords are not the same. Write both again."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": N_("From now on, signing in asks for a code from your phone."),
    "TWO_FACTOR_DISABLED": N_("Signing in asks for no code any more."),
    "TWO_FACTOR_INVALID_TOKEN": N_("This code is not right. Write the six digits your phone shows now."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": N_("You are signed in."),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": N_("We could not read what was sent. Go back and try again."),
    "TWO_FACTOR_PERMISSION_DENIED": N_("Sign in with your password first."),
    "TWO_FACTOR_SETUP_EXPIRED": N_("This took longer than %(within)s. Please start again."),
    "UNAUTHENTICATED": N_("Please sign in."),
    "USER_DOES_NOT_EXIST": N_("The sign-in name or the password is not right."),
}
