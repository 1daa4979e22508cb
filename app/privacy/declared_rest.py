"""What the tables keep that are not about learners: those of classes, staff, the course and the service itself."""

from __future__ import annotations

from app.privacy.rules import FOR_GOOD, IN_USE, WITH_ACCOUNT, Purpose, TableRule

CLASSES = (
    TableRule(
        table="cohort",
        purpose=Purpose.CLASS,
        kept=FOR_GOOD,
        plain="id code title centre_id award locales origin destination sector starts_on ends_on room closed_at "
        "created_at",
    ),
    TableRule(
        table="cohort_event",
        purpose=Purpose.OVERSIGHT,
        kept=FOR_GOOD,
        staff="staff_id",
        plain="id cohort_id at act why",
    ),
    TableRule(table="cohort_trainer", purpose=Purpose.CLASS, kept=IN_USE, staff="staff_id", plain="cohort_id is_lead"),
    TableRule(table="cohort_agency", purpose=Purpose.CLASS, kept=IN_USE, staff="staff_id", plain="cohort_id"),
    TableRule(
        table="cohort_session",
        purpose=Purpose.CLASS,
        kept=FOR_GOOD,
        opaque="board_secret",
        plain="id cohort_id number starts_at ends_at modules room cancelled_at",
    ),
    TableRule(
        table="sync_entry",
        purpose=Purpose.OVERSIGHT,
        kept=FOR_GOOD,
        opaque="id device",
        staff="staff_id",
        plain="cohort_id kind at clock_off taken_at",
    ),
    TableRule(
        table="answer_file",
        purpose=Purpose.LEARNING,
        kept="answer-files",
        many="pages name",
        staff="by_id",
        plain="id cohort_id batch sent_at tries taken_until read_at",
    ),
    TableRule(
        table="answer_file_part",
        purpose=Purpose.LEARNING,
        kept="answer-files",
        many="content",
        plain="file_id number",
    ),
    TableRule(
        table="roster_draft",
        purpose=Purpose.CLASS,
        kept="roster-drafts",
        sealed="sealed",
        opaque="token",
        staff="staff_id",
        plain="cohort_id made_at",
    ),
    TableRule(
        table="roster_import",
        purpose=Purpose.OVERSIGHT,
        kept=FOR_GOOD,
        opaque="token file_digest",
        staff="staff_id",
        plain="id cohort_id at rows made joined filled left_out",
    ),
    TableRule(
        table="class_quiz",
        purpose=Purpose.CLASS,
        kept=FOR_GOOD,
        opaque="token",
        staff="prepared_by_id",
        plain="id session_id module round draw locale course_version prepared_at",
    ),
    TableRule(
        table="class_quiz_end",
        purpose=Purpose.CLASS,
        kept=FOR_GOOD,
        staff="staff_id",
        plain="id quiz_id question at true_at taken_at",
    ),
    TableRule(
        table="hand_over",
        purpose=Purpose.SECURITY,
        kept="hand-overs",
        opaque="key_digest",
        staff="staff_id",
        plain="id cohort_id at until shows_names ended_at",
    ),
)
REGISTER = (
    TableRule(
        table="decision_batch",
        purpose=Purpose.OVERSIGHT,
        kept=FOR_GOOD,
        opaque="token",
        staff="by_id note",
        plain="id act cohort_id reason made_at ended_at",
    ),
    TableRule(table="register_name", purpose=Purpose.CERTIFICATE, kept=WITH_ACCOUNT, many="key", plain="id"),
    TableRule(table="register_part", purpose=Purpose.CERTIFICATE, kept=WITH_ACCOUNT, many="part", plain="name_id"),
    TableRule(table="register_near", purpose=Purpose.CERTIFICATE, kept=WITH_ACCOUNT, many="mark", plain="name_id"),
    TableRule(table="register_checkpoint", purpose=Purpose.CERTIFICATE, kept=FOR_GOOD, plain="day at size root note"),
    TableRule(table="certificate_counter", purpose=Purpose.CERTIFICATE, kept=FOR_GOOD, plain="issuer year taken"),
)
PRINTING = (
    TableRule(
        table="print_run",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        staff="made_by_id",
        plain="id made_at layout options chosen ordering collated size sheets pages_a_file state started_at ended_at "
        "digest",
    ),
    TableRule(
        table="print_part",
        purpose=Purpose.CERTIFICATE,
        kept="print-runs",
        many="content objects",
        plain="run_id number first_place last_place first_sheet last_sheet state holder lease_until attempts fault "
        "seconds digest pages",
    ),
    TableRule(
        table="print_singles",
        purpose=Purpose.CERTIFICATE,
        kept="print-runs",
        staff="asked_by_id",
        plain="run_id asked_at fault",
    ),
    TableRule(
        table="print_single",
        purpose=Purpose.CERTIFICATE,
        kept="print-runs",
        many="content",
        plain="run_id place",
    ),
    TableRule(
        table="printer",
        purpose=Purpose.OPERATION,
        kept=IN_USE,
        staff="measured_by_id",
        plain="id name for_cards dx dy measured_at",
    ),
    TableRule(
        table="sheet_box",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        staff="by_id",
        plain="id prefix first last digits centre_id at",
    ),
    TableRule(
        table="sheet_taking",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        staff="by_id",
        plain="id run_id box_id first last at",
    ),
    TableRule(
        table="sheet_outcome",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        staff="by_id note",
        plain="id taking_id run_id box_id serial sheet outcome why at",
    ),
    TableRule(
        table="design_picture", purpose=Purpose.OPERATION, kept=FOR_GOOD, plain="digest kind content width height"
    ),
    TableRule(
        table="certificate_design",
        purpose=Purpose.OPERATION,
        kept=FOR_GOOD,
        staff="words signature made_by_id",
        plain="id key logo seal made_at",
    ),
    TableRule(table="design_choice", purpose=Purpose.OPERATION, kept=FOR_GOOD, staff="by_id", plain="id design_id at"),
    TableRule(table="design_draft", purpose=Purpose.OPERATION, kept=IN_USE, staff="words", plain="id"),
    TableRule(
        table="design_draft_picture", purpose=Purpose.OPERATION, kept=IN_USE, plain="part kind content width height"
    ),
)
STAFF = (
    TableRule(
        table="staff",
        purpose=Purpose.SECURITY,
        kept=FOR_GOOD,
        opaque="password fs_uniquifier tf_totp_secret tf_counter mf_recovery_codes",
        staff="id username active created_at signed_in_at",
        plain="tf_primary_method tf_phone_number",
    ),
    TableRule(
        table="staff_link",
        purpose=Purpose.SECURITY,
        kept=FOR_GOOD,
        opaque="digest",
        staff="id kind roles languages staff_id made_by_id made_at ends_at used_at withdrawn_at",
    ),
    TableRule(table="staff_role", purpose=Purpose.SECURITY, kept=IN_USE, staff="staff_id", plain="name"),
    TableRule(table="review_language", purpose=Purpose.COURSE, kept=IN_USE, staff="staff_id signs_as", plain="locale"),
    TableRule(
        table="sign_in_try",
        purpose=Purpose.SECURITY,
        kept="sign-in-tries",
        opaque="account network",
        plain="tries wait_until tried_at welcome_until",
    ),
    TableRule(
        table="staff_session",
        purpose=Purpose.SECURITY,
        kept="staff-sessions",
        opaque="digest",
        staff="id staff_id began_at seen_at ended_at device",
    ),
    TableRule(table="guess_count", purpose=Purpose.SECURITY, kept="guess-counts", opaque="key", plain="count ends_at"),
)
COURSE = (
    TableRule(
        table="text_review",
        purpose=Purpose.COURSE,
        kept=FOR_GOOD,
        staff="staff_id",
        plain="id at locale unit act source_digest own_digest ends_id passages words",
    ),
    TableRule(
        table="fact_edit",
        purpose=Purpose.COURSE,
        kept=FOR_GOOD,
        staff="staff_id",
        plain="id at fact number act seen words checked_on manner confidence note settles new old still_right",
    ),
)
API = (
    TableRule(
        table="api_client",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        staff="contact made_by_id",
        plain="id name made_at",
    ),
    TableRule(
        table="api_token",
        purpose=Purpose.SECURITY,
        kept=FOR_GOOD,
        opaque="digest start",
        staff="made_by_id",
        plain="id client_id scopes per_minute made_at expires_at revoked_at last_used_at",
    ),
    TableRule(
        table="webhook",
        purpose=Purpose.CERTIFICATE,
        kept=FOR_GOOD,
        sealed="secret_sealed old_secret_sealed",
        plain="id client_id address events old_until made_at stopped_at",
    ),
)
SERVICE = (
    TableRule(table="figure_sheet", purpose=Purpose.OPERATION, kept=FOR_GOOD, plain="period base content counted_at"),
    TableRule(table="centre", purpose=Purpose.OPERATION, kept=IN_USE, plain="id code name province time_zone is_open"),
    TableRule(
        table="programme",
        purpose=Purpose.OPERATION,
        kept=IN_USE,
        plain="id issuer_code issuer_name contact watermark validity_months approval_needed second_approval also_core "
        "hide_unreviewed seal_files class_needed attendance_share demo corridors staff_second_factor",
    ),
    TableRule(
        table="retention_term",
        purpose=Purpose.OPERATION,
        kept=IN_USE,
        staff="set_by_id",
        plain="name days set_at",
    ),
    TableRule(
        table="legal_basis",
        purpose=Purpose.OPERATION,
        kept=IN_USE,
        staff="set_by_id",
        plain="purpose text set_at",
    ),
)
TABLES = (*CLASSES, *REGISTER, *PRINTING, *STAFF, *COURSE, *API, *SERVICE)
