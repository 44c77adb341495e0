// The 404 page suggests the pages whose addresses are most like the one that was asked for.

const pairs = (text) => {
  const letters = text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return new Set([...letters].slice(1).map((letter, index) => letters[index] + letter));
};

/** How alike two addresses are, from 0 to 1: the share of letter pairs that they have in common (Dice). */
export function likeness(a, b) {
  const [one, two] = [pairs(a), pairs(b)];
  const common = [...one].filter((pair) => two.has(pair)).length;
  return (2 * common) / (one.size + two.size || 1);
}

/** Fill the page's list of suggestions, where there is one. */
export async function suggest() {
  const section = document.querySelector(".nearest");
  if (!section || !section.hidden) return;
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base.replace(/\/?$/, "/"), location.href);
  const catalogue = await (await fetch(new URL("catalog.json", base))).json();
  const wanted = location.pathname.slice(base.pathname.length);
  const near = catalogue.pages
    .map((page) => ({ ...page, path: page.address.slice(catalogue.address.length) }))
    .map((page) => ({ ...page, score: likeness(wanted, `${page.path} ${page.title}`) + likeness(wanted, page.path) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  for (const page of near) {
    const link = Object.assign(document.createElement("a"), { href: new URL(page.path + location.search, base), textContent: page.title });
    const item = document.createElement("li");
    item.append(link, ` – ${page.summary}`);
    section.querySelector("ul").append(item);
  }
  section.hidden = !near.length;
}
