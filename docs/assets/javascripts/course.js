// What teachers use on any page: the reading list, citations and frames to copy, sections that have moved elsewhere.

import { frame } from "./reading-list.js";
import { DEFAULT, decoded, withView } from "./view.js";

/** Follow a section that has left this page to its new place. */
function followMoved() {
  const note = document.getElementById(decoded(location.hash.slice(1)));
  if (note?.matches(".moved")) location.replace(note.querySelector("a").href);
}

function start() {
  followMoved();
  if (document.querySelector(".teaching")) import("./picker.js").then(({ startPicker }) => startPicker());
}

/** The code of a frame for the part of the page that a button stands beside, in the view that is shown. */
function frameOf(button) {
  const link = button.parentElement.querySelector("a");
  const { depth = DEFAULT.depth, focus = DEFAULT.focus } = document.documentElement.dataset;
  const sections = link.pathname.includes("/embed/section/");
  return sections
    ? frame(`${link.textContent}, at ${depth} depth`, withView(link.href, { depth, focus }).href)
    : frame(link.textContent, link.href);
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest(".cite-page button");
  if (!button) return;
  const said = button.textContent;
  const form = button.closest(".cite-page__form");
  try {
    await navigator.clipboard.writeText(form ? form.querySelector("pre").textContent : frameOf(button));
    button.textContent = "Copied";
  } catch {
    button.textContent = "Could not copy";
  }
  setTimeout(() => (button.textContent = said), 1500);
});

addEventListener("hashchange", followMoved);
if (window.document$) window.document$.subscribe(start);
else start();
