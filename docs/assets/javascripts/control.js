// The control at the top of a page: depth, focus, length of the view, links to take away.

import { current, depthOf, keepPlace, show, topicsOf } from "./depths.js";
import { DEFAULT, DEPTHS, remember, same, withView } from "./view.js";

const find = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const name = (word) => word[0].toUpperCase() + word.slice(1);

/** Change the view because the reader asked for it here: remembered, and a step in the history. */
export function choose(change) {
  const before = current();
  const view = { ...before, ...change };
  if (same(view, before)) return;
  history.replaceState(history.state, "", withView(location.href, before));
  const address = withView(location.href, view);
  address.hash = "";
  history.pushState(null, "", address);
  remember(view, { byHand: true });
  keepPlace(() => {
    show(view);
    describe();
  });
  announce(view);
}

/** Tell screen readers which view is shown now. */
export function announce(view) {
  const status = find(".view-control__status");
  if (status) status.textContent = `${name(view.depth)} depth, ${focusName(view.focus)}. ${lengthOf(view)}.`;
}

/** Make the control, the note and the links say what the page shows. */
export function describe() {
  const view = current();
  for (const input of all(".view-control input[type=radio]")) input.checked = Object.values(view).includes(input.value);
  const length = find(".view-control__length");
  if (length) length.textContent = lengthOf(view);
  const note = find(".view-control__note");
  if (note) {
    const hidden = all(".depths[data-focus]").some((t) => t.dataset.focus !== "both" && !t.checkVisibility());
    note.hidden = view.focus === "both" || !hidden;
    note.querySelector("span").textContent =
      view.focus === "original" ? "Parts on transformers are hidden." : "Parts on the original model are hidden.";
  }
}

/** A link to another page of the site keeps the view, also when it is opened in another tab. */
export function carry(link) {
  if (!link?.matches("a.md-footer__link, .md-nav--primary a.md-nav__link, .md-header a.md-logo, article a[href]")) return;
  const view = current();
  const plain = (link.dataset.href ??= link.getAttribute("href"));
  if (!plain || /^(#|mailto:)/.test(plain)) return;
  const url = new URL(plain, location.href);
  if (url.origin !== location.origin || !url.pathname.endsWith("/") || /[?&](depth|focus)=/.test(url.search)) return;
  const address = same(view, DEFAULT) ? plain : withView(url, view).href;
  if (address !== link.getAttribute("href")) link.setAttribute("href", address);
}

/** Put a button beside each heading that copies the address of that section as it is seen. */
export function addLinkButtons() {
  for (const heading of all("article :is(h2, h3)[id]")) {
    if (heading.querySelector(".copy-link")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    button.dataset.section = heading.id;
    button.setAttribute("aria-label", `Copy a link to “${heading.textContent.trim()}” at this depth`);
    heading.append(button);
  }
}

/** The address of a section at the depth at which it is open, or of the page if there is no section. */
export function addressOf(section) {
  const view = current();
  if (!section) {
    const page = withView(location.href, view);
    page.hash = "";
    return page.href;
  }
  const url = new URL(location.href);
  url.search = view.focus === "both" ? "" : `?focus=${view.focus}`;
  const topics = topicsOf(section);
  const depth = topics.length ? depthOf(topics[0]) : null;
  url.hash = depth ? `${section}-${depth}` : section;
  return url.href;
}

/** The address of the page's text in the view that is shown. */
export function markdownAddress() {
  const { depth, focus } = current();
  return new URL(`${depth}-${focus}.md`, location.href.split(/[?#]/)[0]).href;
}

/** That text. Rejects where there is none. */
export async function markdown() {
  const answer = await fetch(markdownAddress());
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

/** Copy a text, or what a promise of one brings, and say so in the button that asked for it. */
export async function copy(button, text) {
  let said = "Copied";
  try {
    if (typeof text === "string" || !window.ClipboardItem) await navigator.clipboard.writeText(await text);
    else {
      // Safari forgets the click while a text is fetched, so it gets the promise of it.
      const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
  } catch {
    said = "Could not copy";
  }
  const status = find(".view-control__status");
  if (status) status.textContent = said;
  button.dataset.said = said;
  setTimeout(() => delete button.dataset.said, 1500);
}

export const depthForKey = (key) => DEPTHS[Number(key) - 1];

const focusName = (focus) => (focus === "both" ? "original and modern" : `${focus} only`);

function lengthOf(view) {
  const counts = JSON.parse(find(".view-control")?.dataset.counts ?? "{}");
  const { words, minutes } = counts[`${view.depth}-${view.focus}`] ?? {};
  return words ? `${words.toLocaleString("en")} words, ${minutes} min` : "";
}
