// Shows a page in a view: which depth each topic has open, what the table of contents lists.

import { DEPTHS } from "./view.js";

const root = document.documentElement;
const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];

/** The view that the page shows now. */
export const current = () => ({ depth: root.dataset.depth, focus: root.dataset.focus });

/** Set depth and focus of the whole page. Topics that were opened at a depth of their own follow again. */
export function show(view) {
  root.dataset.depth = view.depth;
  root.dataset.focus = view.focus;
  for (const topic of all(".depths")) open(topic, null);
  listVisible();
}

/** Open one topic at a depth of its own, or with null at the page's. */
export function open(topic, depth) {
  if (depth && depth !== root.dataset.depth) topic.dataset.depth = depth;
  else delete topic.dataset.depth;
  const tab = topic.querySelector(`:scope > .tabbed-set > input[value="${depth ?? root.dataset.depth}"]`);
  if (tab) tab.checked = true;
}

/** The depth at which a topic is open. */
export const depthOf = (topic) => topic.dataset.depth ?? root.dataset.depth;

/** The topic that holds an element and the depth that the element belongs to, if it stands in one. */
export function placeOf(element) {
  const panel = element.closest(".depth-panels > .tabbed-block");
  if (!panel) return null;
  return { topic: panel.closest(".depths"), depth: DEPTHS[[...panel.parentElement.children].indexOf(panel)] };
}

/** The topics below a heading of the page. */
export const topicsOf = (section) => all(`.depths[data-section~="${CSS.escape(section)}"]`);

/** Let the table of contents list what can be seen, and nothing else. */
export function listVisible() {
  const links = all(".md-nav--secondary a[href*='#']");
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const seen = targets.map((target) => target?.checkVisibility()); // read all before writing any
  links.forEach((link, index) => {
    const item = link.closest("li");
    if (!item || !targets[index]) return;
    item.dataset.listed = ""; // from here on this decides, not the style sheet
    item.hidden = !seen[index];
  });
}

/** Run `change` so that what the reader looks at stays at its height on the screen. */
export function keepPlace(change) {
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const line = Math.max(header, 0) + 0.2 * innerHeight;
  const blocks = all("article > *, article > .depths").filter((block) => block.offsetHeight && !block.matches(".view-control"));
  const block = blocks.findLast((candidate) => candidate.getBoundingClientRect().top <= line);
  if (!block || scrollY === 0) return change();
  const before = block.getBoundingClientRect();
  const share = Math.min(1, (line - before.top) / before.height);
  root.style.overflowAnchor = "none";
  change();
  const after = block.getBoundingClientRect();
  const target = block.matches(".depths") ? line - share * after.height : before.top;
  scrollBy({ top: after.top - target, behavior: "instant" });
  requestAnimationFrame(() => (root.style.overflowAnchor = ""));
}

/** Lay out the closed depths while the browser is idle, a panel at a time, so that opening them costs little. */
export function prepare() {
  const panels = all(".depth-panels > .tabbed-block");
  const next = (deadline) => {
    while (panels.length && deadline.timeRemaining() > 5) panels.shift().firstElementChild?.getBoundingClientRect();
    if (panels.length) requestIdleCallback(next);
  };
  if (window.requestIdleCallback) requestIdleCallback(next);
}
