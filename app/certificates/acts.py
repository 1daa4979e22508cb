"""What is done with certificates and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

ISSUED = named("certificate-issued", _l("Issued a certificate"))
REQUESTED = named("certificate-requested", _l("Asked for a certificate"))
APPROVED = named("certificate-approved", _l("Approved a request for a certificate"))
RECALLED = named("text-recalled", _l("Listed the certificates that stand for words corrected since"))
