// A view: one depth and one focus. Pure functions, and the two places where a browser keeps a view.

export const DEPTHS = ["conceptual", "intermediate", "technical"];
export const FOCUSES = ["original", "modern", "both"];
export const DEFAULT = { depth: "intermediate", focus: "both" };

const KEY = "attention-view"; // also read by the script in the page's head
const VALUES = { depth: DEPTHS, focus: FOCUSES };

/** The parts of a view that a query string names; what it does not know, it leaves out. */
export function viewIn(search) {
  const query = new URLSearchParams(search);
  const named = Object.keys(VALUES).filter((name) => VALUES[name].includes(query.get(name)));
  return Object.fromEntries(named.map((name) => [name, query.get(name)]));
}

/** `address` with the view in its query; everything else in it stays. */
export function withView(address, view) {
  const url = new URL(address);
  url.searchParams.set("depth", view.depth);
  url.searchParams.set("focus", view.focus);
  return url;
}

export const same = (a, b) => a.depth === b.depth && a.focus === b.focus;

/** Keep a view for this visit and, if the reader made the choice by hand, for the next ones. */
export function remember(view, { byHand }) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(view));
    if (byHand) localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // No storage, as in some embedded pages: the address carries the view.
  }
}

/** A part of an address in plain letters; one that is no encoded text, such as a hand-typed `%`, as it stands. */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What an address with a hash asks to have opened: `#section-technical` names a section and a depth. */
export function sectionIn(hash) {
  const id = decoded(hash.slice(1)).split(":")[0];
  const match = /^(.+)-(conceptual|intermediate|technical)$/.exec(id);
  return { id, section: match?.[1] ?? null, depth: match?.[2] ?? null };
}
