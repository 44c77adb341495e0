// Where the page's scripts start. Everything here enhances HTML that is complete without it.

import { addLinkButtons, addressOf, announce, carry, choose, copy, depthForKey, describe, markdown } from "./control.js";
import { current, keepPlace, listVisible, open, placeOf, prepare, show, topicsOf } from "./depths.js";
import { suggest } from "./nearest.js";
import { remember, same, sectionIn, viewIn } from "./view.js";

const article = () => document.querySelector("article");

/** Bring the page into the view that its address names, or the one shown before. */
function render() {
  const named = viewIn(location.search);
  const before = current();
  const view = { ...before, ...named };
  if (Object.keys(named).length) remember(view, { byHand: false });
  show(view);
  if (document.querySelector(".view-control")) addLinkButtons();
  openHash();
  describe();
  if (!same(before, view)) announce(view);
  listVisible();
  prepare();
  suggest();
}

/** Open what the hash points into, and scroll to it: a section at a depth, or something inside a closed tab. */
function openHash() {
  if (!location.hash) return;
  const { id, section, depth } = sectionIn(location.hash);
  const topics = section ? topicsOf(section) : [];
  const target = document.getElementById(topics.length ? section : id) ?? document.getElementById(section);
  if (!target) return;
  for (const topic of topics) open(topic, depth);
  const place = placeOf(target);
  if (place) open(place.topic, place.depth);
  if (!target.checkVisibility()) {
    const hider = target.closest("[data-focus]") ?? topics[0];
    if (hider && !hider.checkVisibility()) document.documentElement.dataset.focus = "both";
  }
  if (topics.length || place || target.id !== id) requestAnimationFrame(() => target.scrollIntoView({ behavior: "instant" }));
}

document.addEventListener("change", ({ target }) => {
  const group = target.closest(".view-control__group")?.dataset.group;
  if (group) choose({ [group]: target.value });
  const topic = target.closest(".depths");
  if (topic && target.matches(".depths > .tabbed-set > input")) {
    open(topic, target.value);
    listVisible();
  }
});

document.addEventListener("keydown", (event) => {
  const depth = depthForKey(event.key);
  if (!depth || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".view-control")) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  choose({ depth });
});

// A link takes the view along when a reader turns to it: hundreds of links need no change at a switch of depth.
for (const turn of ["pointerover", "focusin", "click"])
  document.addEventListener(turn, ({ target }) => carry(target.closest?.("a[href]")), true);

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest(".copy-link, [data-copy], .view-control__note button");
    if (button?.matches(".copy-link, [data-copy=link]")) copy(button, addressOf(button.dataset.section));
    else if (button?.matches("[data-copy=markdown]")) copy(button, markdown());
    else if (button) choose({ focus: "both" });

    // A link to this very page in another view: Material would take it back as a repeated click.
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href);
    if (url.origin + url.pathname !== location.origin + location.pathname || url.search === location.search) return;
    const view = viewIn(url.search);
    if (!Object.keys(view).length || !article()) return;
    event.preventDefault();
    event.stopPropagation();
    history.pushState(null, "", url);
    if (url.hash) render();
    else keepPlace(render);
  },
  true,
);

// Material puts a navigation element beside each block of code; several of them need different names.
new MutationObserver(() => {
  document.querySelectorAll(".md-code__nav").forEach((nav, index) => (nav.ariaLabel = `Code ${index + 1}`));
}).observe(document.body, { childList: true, subtree: true });

addEventListener("popstate", render);
addEventListener("hashchange", render);
if (window.document$) window.document$.subscribe(render);
else render();
