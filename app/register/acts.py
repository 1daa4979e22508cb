"""What is done in the register's pages and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

SEARCHED = named("register-searched", _l("Searched the register and was shown people"))
