"""Waymark: a standard pre-departure course for people going abroad to work, and certificates anyone can check."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.accounts import guessing
from app.accounts.cli import staff_commands
from app.accounts.security import init_accounts
from app.accounts.sessions import forget_old_sessions
from app.answersheets.jobs import read_left, read_sent
from app.answersheets.sending import forget_files
from app.answersheets.services import forget_readings
from app.answersheets.views import answersheets, init_answersheets
from app.api.cli import api_commands
from app.api.desk import api_desk
from app.api.jobs import forget_deliveries, send_due
from app.api.views import api, init_api
from app.api.webhooks import init_webhooks
from app.attendance.here import class_here
from app.attendance.offline import class_offline
from app.attendance.setup import init_attendance
from app.attendance.views import attendance
from app.audit.listeners import init_audit
from app.audit.views import audit
from app.backup.cli import backup_commands
from app.certificates.audited import init_audited
from app.certificates.batch_desk import batch_desk
from app.certificates.checkpointing import keep_daily_checkpoint
from app.certificates.checks_seen import forget_old_checks
from app.certificates.class_requests import class_requests, init_class_requests
from app.certificates.cli import recall_command
from app.certificates.desk import certificate_desk, init_certificate_desk
from app.certificates.jobs import decide_batch, finish_batches
from app.certificates.life_desk import life_desk
from app.certificates.life_lines import init_life_lines
from app.certificates.register_cli import register_commands
from app.certificates.views import certificates
from app.classroom.hand_over_desk import hand_over_desk
from app.classroom.quiz_desk import class_quiz
from app.classroom.room import init_classroom
from app.classroom.show import group_show
from app.classroom.who import class_device
from app.cohorts.cli import class_commands
from app.cohorts.joining import joining
from app.cohorts.paper_desk import cohort_papers
from app.cohorts.people import cohort_people
from app.cohorts.plan_desk import cohort_plan
from app.cohorts.sync_desk import sync_desk
from app.cohorts.views import cohorts, init_cohorts
from app.core import jobs
from app.core.database import db, prepare_engine
from app.core.migrations import init_migrations
from app.course import loader
from app.course.back import load_back
from app.course.cli import course_commands, is_course_command
from app.course.errors import BrokenCourse, BrokenRelease
from app.course.fact_loader import load_facts
from app.course.glossary import load_glossary
from app.course.offering import init_offering
from app.course.pictures import load_picture_texts
from app.course.releases_cli import VERSION_COMMANDS
from app.course.releasing import refuse_draft, standing_of
from app.course.units import part_names
from app.dashboard.cli import demo
from app.dashboard.sent import sent
from app.dashboard.staff import staff
from app.dashboard.views import dashboard
from app.editing.cli import facts_commands
from app.editing.deciding import fact_desk
from app.editing.revision import init_editing
from app.editing.views import editing
from app.figures.cli import figure_commands
from app.figures.jobs import count_now, count_when_due
from app.figures.views import figures
from app.guidance.views import guidance
from app.handouts.cli import handout_commands
from app.handouts.views import handouts
from app.integrity.services import look_over_classes
from app.integrity.views import integrity
from app.learners.card_views import learner_cards
from app.learners.desk import desk
from app.learners.session import init_learners, on_join
from app.learners.views import learners
from app.learning.carrying import carry_journey, carry_progress
from app.learning.shown_facts import init_facts
from app.learning.views import learning
from app.office.agency_desk import office_agencies
from app.office.centre_desk import office_centres
from app.office.design_desk import design_desk
from app.office.link_desk import office_links
from app.office.people_desk import office_people
from app.office.session_desk import office_sessions
from app.office.settings_desk import office_settings
from app.office.setup import init_office
from app.printroom.cli import printroom_commands
from app.printroom.jobs import begin_work, draw_next, pick_up
from app.printroom.life import init_paper_life
from app.printroom.printer_views import printers_desk
from app.printroom.run_desk import print_runs
from app.printroom.services import forget_old_runs
from app.printroom.single_jobs import draw_singles, pick_up_singles
from app.printroom.single_views import print_singles
from app.printroom.singles import forget_old_singles
from app.printroom.stock_desk import print_stock
from app.printroom.views import init_printroom, printroom
from app.privacy.applying import keep_terms
from app.privacy.cli import privacy_commands
from app.privacy.desk import privacy_desk
from app.privacy.setup import init_privacy
from app.privacy.views import privacy
from app.programme.centre_cli import centre_commands
from app.programme.cli import programme_commands
from app.progress.views import init_progress, progress
from app.quizzes.carrying import carry_attempts
from app.quizzes.services import forget_unclaimed
from app.quizzes.views import quizzes
from app.register.cli import entries
from app.register.entering import init_register
from app.register.rebuilding import enter_missing
from app.register.views import register
from app.reviewing.cli import review_commands
from app.reviewing.desk import review_desk
from app.reviewing.views import reviewing
from app.rosters.drafts import forget_drafts
from app.rosters.views import init_rosters, rosters
from app.signing.cli import keys_commands
from app.signing.present import check_for_production, init_signing
from app.verification.badges import badges, init_badges
from app.verification.cli import peers_commands
from app.verification.kit_cli import KIT_COMMANDS
from app.verification.lists import init_lists, lists
from app.verification.offline import offline
from app.verification.peers import fetch_peers
from app.verification.views import verification
from app.web import access, limits
from app.web.addresses import init_addresses
from app.web.assets import init_assets
from app.web.cli import assets, jobs_group, serves
from app.web.errors import init_errors
from app.web.forms import csrf
from app.web.headers import init_headers
from app.web.limits import init_limits
from app.web.localisation import init_localisation
from app.web.logs import init_logs
from app.web.pages import init_pages
from app.web.views import web
from config import settings

BLUEPRINTS = (
    web,
    audit,
    reviewing,
    review_desk,
    editing,
    fact_desk,
    learners,
    desk,
    learner_cards,
    staff,
    learning,
    quizzes,
    cohorts,
    cohort_people,
    answersheets,
    progress,
    integrity,
    cohort_plan,
    cohort_papers,
    joining,
    sync_desk,
    attendance,
    class_offline,
    class_here,
    class_quiz,
    group_show,
    hand_over_desk,
    class_device,
    rosters,
    certificates,
    certificate_desk,
    batch_desk,
    class_requests,
    life_desk,
    register,
    api,
    api_desk,
    verification,
    offline,
    lists,
    badges,
    figures,
    privacy,
    privacy_desk,
    printroom,
    print_runs,
    print_stock,
    printers_desk,
    print_singles,
    guidance,
    design_desk,
    office_settings,
    office_sessions,
    office_centres,
    office_people,
    office_links,
    office_agencies,
    handouts,
    dashboard,
    sent,
)
COMMANDS = (
    staff_commands,
    assets,
    jobs_group,
    course_commands,
    programme_commands,
    centre_commands,
    class_commands,
    facts_commands,
    review_commands,
    handout_commands,
    figure_commands,
    keys_commands,
    register_commands,
    api_commands,
    privacy_commands,
    printroom_commands,
    backup_commands,
    demo,
)
COURSE_COMMANDS = (*VERSION_COMMANDS, recall_command)
"""What other modules and domains add to `flask course`."""


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Build the application from settings; raise, in words, where something it needs is missing or broken."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config or settings())
    _open_database(app)
    _dress(app)
    _open_course(app)
    _open_keys(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    for addition in COURSE_COMMANDS:
        course_commands.add_command(addition)
    for addition in KIT_COMMANDS:
        register_commands.add_command(addition)
    keys_commands.add_command(peers_commands)
    register_commands.add_command(entries)
    _introduce(app)
    jobs.init_jobs(app)
    jobs.register_periodic(app, guessing.forget_old_tries)
    jobs.register_periodic(app, forget_old_sessions)
    jobs.register_periodic(app, forget_unclaimed)
    jobs.register_periodic(app, forget_drafts)
    jobs.register_periodic(app, forget_readings)
    jobs.register_periodic(app, forget_files)
    jobs.register_job(app, read_sent)
    jobs.register_periodic(app, read_left, minute="*/5")
    jobs.register_start(app, read_left)
    jobs.register_periodic(app, look_over_classes, minute="37")
    jobs.register_periodic(app, limits.forget_ended_counts)
    jobs.register_periodic(app, forget_old_checks, minute="29", hour="3")
    jobs.register_periodic(app, keep_daily_checkpoint, minute="41", hour="17")
    jobs.register_job(app, draw_singles)
    jobs.register_periodic(app, pick_up_singles, minute="*/5")
    jobs.register_periodic(app, forget_old_singles, minute="51", hour="2")
    jobs.register_start(app, pick_up_singles)
    jobs.register_periodic(app, fetch_peers, minute="23")
    jobs.register_job(app, draw_next)
    jobs.register_periodic(app, pick_up, minute="*")
    jobs.register_periodic(app, forget_old_runs, minute="47", hour="2")
    jobs.register_start(app, begin_work)
    jobs.register_periodic(app, count_when_due, minute="53")
    jobs.register_job(app, count_now)
    jobs.register_periodic(app, keep_terms, minute="11", hour="19")
    jobs.register_job(app, decide_batch)
    jobs.register_periodic(app, finish_batches, minute="*/5")
    jobs.register_periodic(app, enter_missing, minute="*/10")
    jobs.register_periodic(app, send_due, minute="*")
    jobs.register_periodic(app, forget_deliveries, minute="53", hour="2")
    return app


def _introduce(app: Flask) -> None:
    """Tell the domains of each other where one must not know the other."""
    init_offering(app)
    init_editing(app)
    init_facts(app)
    init_accounts(app)
    init_audit(app)
    init_learners(app)
    init_rosters(app)
    init_lists(app)
    init_badges(app)
    init_register(app)
    init_api(app)
    init_webhooks(app)
    init_classroom(app)
    init_attendance(app)
    init_cohorts(app)
    init_answersheets(app)
    init_progress(app)
    init_class_requests(app)
    init_printroom(app)
    init_paper_life(app)
    init_privacy(app)
    init_certificate_desk(app)
    init_audited(app)
    init_life_lines(app)
    init_office(app)
    on_join(app, carry_journey)
    on_join(app, carry_progress)
    on_join(app, carry_attempts)


def _open_course(app: Flask) -> None:
    """Load the course; a broken one stops all but the commands that help to mend it; production serves no draft."""
    try:
        root = app.config["CURRICULUM"]
        app.extensions["course"] = course = loader.load_course(root)
        app.extensions["facts"] = load_facts(root, course.sectors)
        app.extensions["picture-texts"] = load_picture_texts(root)
        app.extensions["glossary"] = load_glossary(root)
        app.extensions["back-translations"] = load_back(root, part_names(course))
        app.extensions["release"] = standing = standing_of(root, course)
        if app.config["STAGE"] == "production" and serves(sys.argv):
            refuse_draft(root, course, standing)
    except (BrokenCourse, BrokenRelease):
        if not is_course_command(sys.argv):
            raise


def _open_keys(app: Flask) -> None:
    """Find the issuer's keys; nothing is served in production without real ones, and every command still runs."""
    keys = init_signing(app)
    if app.config["STAGE"] == "production" and serves(sys.argv):
        check_for_production(keys)


def _open_database(app: Flask) -> None:
    db.init_app(app)
    if app.testing or not serves(sys.argv):
        init_migrations(app)
    with app.app_context():
        prepare_engine(db.engine)


def _dress(app: Flask) -> None:
    init_logs(app)
    init_addresses(app)
    init_localisation(app)
    init_errors(app)
    init_headers(app)
    init_pages(app)
    init_limits(app)
    init_assets(app)
    csrf.init_app(app)
    app.before_request(access.check_door)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
