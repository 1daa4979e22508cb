"""What is done with figures and noted in the audit."""

from flask_babel import lazy_gettext as _l

from app.audit.acts import named

FIGURES_COUNTED = named("figures-counted", _l("Had the figures counted"))
FIGURES_TAKEN = named("figures-taken", _l("Downloaded figures"))
