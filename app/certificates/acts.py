"""What is done with certificates and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

ISSUED = named("certificate-issued", _l("Issued a certificate"))
REQUESTED = named("certificate-requested", _l("Asked for a certificate"))
APPROVED = named("certificate-approved", _l("Approved a request for a certificate"))
FIRST_APPROVED = named("certificate-first-approved", _l("Approved a request for a certificate, as the first of two"))
APPROVAL_WITHDRAWN = named("certificate-approval-withdrawn", _l("Withdrew the first approval of a request"))
REQUESTS_SEEN = named("certificate-requests-seen", _l("Looked at requests for certificates"))
EVIDENCE_SEEN = named("certificate-evidence-seen", _l("Looked at how somebody earned a certificate"))
CERTIFICATE_SEEN = named("certificate-seen", _l("Looked at the life of a certificate"))
RECALLED = named("text-recalled", _l("Listed the certificates that stand for words corrected since"))
DECLINED = named("certificate-declined", _l("Said no to a request for a certificate"))
SUPERSEDED = named("certificate-superseded", _l("Gave a new certificate in the place of an old one"))
PROPOSED = named("certificate-proposal", _l("Asked a second person to decide about a certificate"))
WITHDREW = named("certificate-proposal-dropped", _l("Dropped what a second person should decide about a certificate"))
REVOKED = named("certificate-revoked", _l("Took a certificate back"))
REINSTATED = named("certificate-reinstated", _l("Made a certificate count again"))
REPRINTED = named("certificate-reprinted", _l("Printed a certificate again"))
