// A reading list in the forms that people take away. An item is {title, url, embed, depth, focus, minutes}, or {heading}.

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it stands in XML and HTML; what XML may not hold is left out. */
export const escaped = (text) =>
  // eslint-disable-next-line no-control-regex
  String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"']/g, (letter) => escapes[letter]);

/** What a reader sees of an item's view: "technical, original". */
export const viewOf = ({ depth, focus }) => [depth, focus === "both" ? "" : focus].filter(Boolean).join(", ");

export const titleOf = (item) => item.title + (viewOf(item) ? ` (${viewOf(item)})` : "");

export const minutesOf = (items) => items.reduce((sum, { minutes = 0 }) => sum + minutes, 0);

/** The list's parts: each heading with what follows it. What stands before the first heading has the title "". */
export function partsOf(items) {
  const parts = [{ title: "", items: [] }];
  for (const item of items) {
    if ("heading" in item) parts.push({ title: item.heading, items: [] });
    else parts.at(-1).items.push(item);
  }
  return parts.filter(({ title, items: some }) => title || some.length);
}

const inParts = (items, heading, list) =>
  partsOf(items)
    .map((part) => (part.title ? heading(part.title) : "") + list(part.items))
    .join("\n");

export const asLinks = (name, items) =>
  inParts(items, (title) => `${title}\n`, (some) => some.map(({ url }) => `${url}\n`).join(""));

const inMarkdown = (text) => text.replace(/[\\[\]]/g, "\\$&");

export const asMarkdown = (name, items) => {
  const line = (item) => `- [${inMarkdown(titleOf(item))}](${item.url}), ${item.minutes} min\n`;
  const list = inParts(items, (title) => `## ${inMarkdown(title)}\n\n`, (some) => some.map(line).join(""));
  return `# ${name}\n\n${list}\nReading time: ${minutesOf(items)} minutes.\n`;
};

export const asHtml = (name, items) => {
  const line = (item) => `  <li><a href="${escaped(item.url)}">${escaped(titleOf(item))}</a>, ${item.minutes} min</li>\n`;
  const list = inParts(
    items,
    (title) => `<h3>${escaped(title)}</h3>\n`,
    (some) => `<ul>\n${some.map(line).join("")}</ul>\n`,
  );
  return `<h2>${escaped(name)}</h2>\n${list}<p>Reading time: ${minutesOf(items)} minutes.</p>\n`;
};

/** A bare page of this site as a frame for another page. */
export const frame = (title, address) =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="600" style="border: 0" loading="lazy"` +
  ` sandbox="allow-scripts allow-popups allow-top-navigation-by-user-activation"></iframe>\n`;

export const asFrames = (name, items) =>
  inParts(
    items,
    (title) => `<h3>${escaped(title)}</h3>\n`,
    (some) => some.map((item) => frame(titleOf(item), item.embed)).join(""),
  );

/** Comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe. */
export function asCsv(name, items) {
  const cell = (value) => {
    const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const rows = partsOf(items)
    .flatMap((part) => part.items.map((item) => [part.title, item.title, item.depth, item.focus, item.minutes, item.url]))
    .map((row, index) => [index + 1, ...row]);
  return [["number", "part", "title", "depth", "focus", "minutes", "address"], ...rows]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
}
