"""What is done about the API and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

CLIENT_ADDED = named("api-client-added", _l("Added a system that may ask the register"))
TOKEN_MADE = named("api-token-made", _l("Made a token for another system"))
TOKEN_REVOKED = named("api-token-revoked", _l("Revoked a token of another system"))
WEBHOOK_ADDED = named("webhook-added", _l("Added a webhook"))
WEBHOOK_STOPPED = named("webhook-stopped", _l("Stopped a webhook"))
SECRET_CHANGED = named("webhook-secret-changed", _l("Changed the secret of a webhook"))
SENT_AGAIN = named("webhook-sent-again", _l("Had a webhook tried again"))
NAMES_READ = named("api-names-read", _l("Read changes with names through the API"))
