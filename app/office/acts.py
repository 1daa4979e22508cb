"""What is done in the office and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

INVITED = named("staff-invited", _l("Made a link that invites somebody"))
INVITE_USED = named("staff-invite-used", _l("Used the link of an invitation"))
LINK_MADE = named("staff-password-link-made", _l("Made a link for a new password"))
LINK_USED = named("staff-password-link-used", _l("Used the link for a new password"))
LINK_WITHDRAWN = named("staff-link-withdrawn", _l("Took a link back"))
IDENTITY_SEEN = named("staff-identity-seen", _l("Said how they knew who lost the code"))
