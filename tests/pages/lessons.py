"""Every card of a module in every language, on the phone most people have, measured and put into one picture a lesson.

``make screens`` runs this for the contract module (``MODULE=danger`` for another) and leaves the pictures in
``build/screens/lessons``, for people to look at: what a machine cannot see is whether a page looks right.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from playwright.sync_api import sync_playwright

from app.core.i18n import LOCALES, Locale
from app.course.catalogue import Course, Lesson, Module
from tests.browser import PHONE, QUIET, SCREENS, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODULE = "contract"
SHAPE = PHONE | {"device_scale_factor": 1}
FAULTS = """() => {
  const width = document.documentElement.clientWidth, faults = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = words.nextNode());) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility() || holder.closest(".hidden, .skip, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.right > width + 0.5 || box.left < -0.5) faults.push(`leaves the screen: ${node.data.trim()}`);
    for (let one = holder; one !== document.body; one = one.parentElement) {
      const clips = getComputedStyle(one).overflow !== "visible";
      if (clips && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1))
        faults.push(`is clipped: ${node.data.trim()}`);
    }
  }
  for (const picture of document.images) if (!picture.naturalWidth) faults.push(`no picture: ${picture.src}`);
  return faults;
}"""
"""Lines that leave the screen or are cut off, and pictures that did not come."""
GLYPHS = {"Khmr": "Khmer", "Laoo": "Lao", "Mymr": "Myanmar", "Thai": "Thai", "Hans": "CJK"}
"""What the name of a font says that has the letters of a script."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of one lesson in one language."""

    locale: str
    lesson: str
    picture: bytes
    faults: tuple[str, ...]


def see_lesson(page: Page, locale: Locale, module: Module, lesson: Lesson) -> Seen:
    """Go through the cards of a lesson as a person does, and put them side by side."""
    shots, faults = [], []
    for card in lesson.cards:
        page.goto(f"/{locale.tag}/course/{module.slug}/{lesson.number}/{card.number}")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        faults += [f"{card.id}: {fault}" for fault in page.evaluate(FAULTS)]
        faults += [f"{card.id}: {fault}" for fault in _strange_fonts(page, locale)]
        shots.append(page.screenshot(animations="disabled"))
    return Seen(locale.tag, lesson.id, _side_by_side(shots), tuple(faults))


def _strange_fonts(page: Page, locale: Locale) -> list[str]:
    """Name the fonts that drew the text where the page should have drawn it with the font it brings along."""
    if not locale.web_font:
        return []
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 1})["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    used: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    session.detach()
    own = [font for font in used if font["isCustomFont"] and GLYPHS[locale.script] in font["familyName"]]
    return [] if own else [f"the heading is drawn with {[font['familyName'] for font in used]}"]


def _side_by_side(shots: list[bytes]) -> bytes:
    pictures = [Image.open(BytesIO(shot)) for shot in shots]
    sheet = Image.new("RGB", (sum(one.width + 8 for one in pictures), max(one.height for one in pictures)), "#888")
    across = 0
    for picture in pictures:
        sheet.paste(picture, (across, 0))
        across += picture.width + 8
    kept = BytesIO()
    sheet.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main(slug: str) -> int:
    """Look at a module in every language; the exit code is that of a check: 1 where there is a fault."""
    folder = SCREENS / "lessons" / slug
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    faults = 0
    with tempfile.TemporaryDirectory() as instance, sync_playwright() as playwright:
        live = serve(Path(instance))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        course: Course = live.app.extensions["course"]
        for locale in LOCALES:
            context = browser.new_context(locale=locale.tag, base_url=live.address, **SHAPE)
            page = context.new_page()
            for lesson in course.module(slug).lessons:
                seen = see_lesson(page, locale, course.module(slug), lesson)
                (folder / f"{lesson.number}-{lesson.id}-{locale.tag}.png").write_bytes(seen.picture)
                for fault in seen.faults:
                    print(f"{seen.locale} {seen.lesson}/{fault}")
                faults += len(seen.faults)
            context.close()
        browser.close()
        live.stop()
    print(f"{faults} faults. The pictures are in {folder}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else MODULE))
