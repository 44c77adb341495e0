// The page for teachers: tick sections in its tables, order them under headings, take the list away.
// An entry of the list is the address of a section, or `=` and a heading; the address of the page holds them all.

import { cartridge } from "./cartridge.js";
import { asCsv, asFrames, asHtml, asLinks, asMarkdown, minutesOf, viewOf } from "./reading-list.js";
import { decoded } from "./view.js";

const FORMS = {
  markdown: { label: "Markdown", make: asMarkdown, file: "reading-list.md", type: "text/markdown" },
  links: { label: "Links", make: asLinks, file: "reading-list.txt", type: "text/plain" },
  html: { label: "HTML", make: asHtml, file: "reading-list.html", type: "text/html" },
  frames: { label: "Embeds (HTML)", make: asFrames, file: "embeds.html", type: "text/html" },
  csv: { label: "Table (CSV)", make: asCsv, file: "reading-list.csv", type: "text/csv" },
  cartridge: { label: "Common Cartridge 1.3", profile: "1.3", file: "reading-list.imscc" },
  "cartridge-1.1": { label: "Common Cartridge 1.1 (Moodle)", profile: "1.1", file: "reading-list-1.1.imscc" },
};

const made = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const isHeading = (entry) => entry.startsWith("=");
const asEntry = (heading) => `=${encodeURIComponent(heading)}`;

const headingOf = (entry) => decoded(entry.slice(1));

/** The addresses of the sections that a kept version of the site has; null if it cannot be asked. */
async function sectionsOf(root) {
  try {
    const { address, pages } = await (await fetch(new URL("catalog.json", root))).json();
    return new Set(pages.flatMap((page) => page.sections.flatMap(({ depths }) => depths)).map((one) => one.address.slice(address.length)));
  } catch {
    return null;
  }
}

/** Enhance the tables of the page, once for each time that it is shown. */
export function startPicker() {
  const place = document.getElementById("picker");
  const rows = new Map([...document.querySelectorAll(".teaching tr[data-address]")].map((row) => [row.dataset.address, row]));
  if (!place || !rows.size || document.querySelector(".picker")) return;
  const root = new URL("../", location.href.split(/[?#]/)[0]);
  let picked = (new URLSearchParams(location.search).get("list") ?? "").split(",").filter((entry) => isHeading(entry) || rows.has(entry));
  let version = { root, has: () => true };

  for (const [address, row] of rows) {
    const link = row.querySelector("td a");
    link.dataset.plain = new URL(link.dataset.href ?? link.getAttribute("href"), location.href).href; // without the reader's own view
    const label = `${row.dataset.title}, ${[row.dataset.depth, row.dataset.view].filter(Boolean).join(", ")}`;
    const box = made("input", { type: "checkbox", ariaLabel: `Add ${label}` });
    box.addEventListener("change", () => choose(box.checked ? [...picked, address] : picked.filter((one) => one !== address)));
    link.before(box, " ");
  }

  function itemOf(entry) {
    if (isHeading(entry)) return { heading: headingOf(entry) };
    const { title, depth, view, minutes } = rows.get(entry).dataset;
    const base = version.has(entry) ? version.root : root;
    const plain = rows.get(entry).querySelector("td a").dataset.plain;
    const [page, section] = entry.split(/[?#]/).filter((part) => !part.startsWith("focus="));
    const name = depth ? section.slice(0, -depth.length - 1) : section;
    const embed = new URL(`embed/section/${page}${name}/`, base);
    if (depth) embed.searchParams.set("depth", depth);
    if (view !== "both") embed.searchParams.set("focus", view);
    return { title, depth, focus: view, minutes: Number(minutes), url: plain.replace(root.href, base.href), embed: embed.href };
  }

  const name = made("input", { type: "text", value: "Attention: a reading list", autocomplete: "off" });
  const list = made("ol", { className: "picker__list" });
  const form = made("select", {}, ...Object.entries(FORMS).map(([value, { label }]) => made("option", { value }, label)));
  const versions = made("select", {}, made("option", { value: "" }, "current"));
  const versionLabel = made("label", { hidden: true }, "Version ", versions);
  const preview = made("textarea", { readOnly: true, rows: 8, spellcheck: false, ariaLabel: "The list to take away" });
  const copy = made("button", { type: "button" }, "Copy");
  const save = made("button", { type: "button" }, "Save file");
  const heading = made("button", { type: "button" }, "Add a heading");
  const clear = made("button", { type: "button" }, "Empty the list");
  const status = made("p", { className: "picker__status", role: "status" });
  const box = made(
    "div",
    { className: "picker", tabIndex: -1 },
    made("label", {}, "Name ", name),
    list,
    status,
    made("p", { className: "picker__actions" }, heading, clear),
    made("p", { className: "picker__actions" }, made("label", {}, "As ", form), versionLabel, copy, save),
    preview,
  );
  const intro = place.nextElementSibling;
  (intro?.matches("p") ? intro : place).after(box);
  const count = made("a", { className: "picker__count", href: "#picker" }); // in sight beside the tables too
  count.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault(); // a jump to a fragment lets instant navigation fetch the page anew, and the list begin again
    event.stopPropagation();
    place.scrollIntoView();
    box.focus({ preventScroll: true });
  });
  [...document.querySelectorAll(".teaching")].at(-1).after(count);
  new IntersectionObserver(([entry]) => count.classList.toggle("near", entry.isIntersecting)).observe(box);

  const items = () => picked.map(itemOf);
  const text = () => FORMS[form.value].make?.(name.value, items()) ?? "";

  function keepInAddress() {
    const url = new URL(location.href);
    if (picked.length) url.searchParams.set("list", picked.join(","));
    else url.searchParams.delete("list");
    history.replaceState(history.state, "", url);
  }

  function choose(entries, focus = null) {
    picked = entries;
    keepInAddress();
    draw();
    if (focus) list.querySelector(focus)?.focus();
  }

  function move(index, by) {
    const next = [...picked];
    [next[index], next[index + by]] = [next[index + by], next[index]];
    choose(next, `li:nth-child(${index + by + 1}) button[data-by="${by}"]:not([disabled]), li:nth-child(${index + by + 1}) button`);
  }

  /** What an entry shows: a section's link, or a heading's field. */
  function shown(item, index) {
    if (!("heading" in item)) return [made("a", { href: item.url }, item.title), ` ${viewOf(item)}, ${item.minutes} min `];
    const field = made("input", { type: "text", value: item.heading, ariaLabel: "Heading", autocomplete: "off" });
    field.addEventListener("input", () => {
      picked[index] = asEntry(field.value);
      keepInAddress();
      tell();
    });
    return [field, " "];
  }

  function draw() {
    for (const [address, row] of rows) row.querySelector("input").checked = picked.includes(address);
    list.replaceChildren(
      ...items().map((item, index) => {
        const button = (label, title, by, disabled, act) => {
          const element = made("button", { type: "button", title, ariaLabel: `${title}: ${item.heading ?? item.title}`, disabled }, label);
          if (by) element.dataset.by = by;
          element.addEventListener("click", act);
          return element;
        };
        return made(
          "li",
          { className: "heading" in item ? "picker__heading" : "" },
          ...shown(item, index),
          made(
            "span",
            { className: "picker__moves" },
            button("↑", "Move up", -1, index === 0, () => move(index, -1)),
            button("↓", "Move down", 1, index === picked.length - 1, () => move(index, 1)),
            button("×", "Remove", 0, false, () => choose(picked.toSpliced(index, 1))),
          ),
        );
      }),
    );
    tell();
  }

  const lengthOf = (sections) => `${sections.length} section${sections.length === 1 ? "" : "s"}, ${minutesOf(items())} minutes`;

  /** Say how long the list is, and show it in its form. */
  function tell() {
    const sections = picked.filter((entry) => !isHeading(entry));
    const absent = sections.filter((entry) => !version.has(entry)).length;
    status.textContent = picked.length
      ? `${lengthOf(sections)} of reading. The address of this page now holds the list.` +
        (absent ? ` ${absent} of them ${absent === 1 ? "is" : "are"} not in version ${versions.value}: the link leads to the current one.` : "")
      : "Nothing is ticked yet.";
    count.textContent = `${lengthOf(sections)}: see the list`;
    count.hidden = !picked.length;
    preview.value = text();
    preview.hidden = copy.hidden = !FORMS[form.value].make || !sections.length;
    save.disabled = !sections.length;
    clear.disabled = !picked.length;
  }

  name.addEventListener("input", tell);
  form.addEventListener("change", tell);
  heading.addEventListener("click", () => choose([...picked, asEntry("New part")], "li:last-child input"));
  clear.addEventListener("click", () => choose([]));
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      status.textContent = "Copied.";
    } catch {
      preview.select();
      status.textContent = "Could not copy. The list is selected below.";
    }
  });
  save.addEventListener("click", () => {
    const { make, file, type, profile } = FORMS[form.value];
    const data = make ? new Blob([text()], { type }) : cartridge(name.value, items(), profile);
    const address = URL.createObjectURL(data);
    const link = made("a", { href: address, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  versions.addEventListener("change", async () => {
    const kept = new URL(versions.value ? `v/${versions.value}/` : "./", root);
    const sections = versions.value ? await sectionsOf(kept) : null;
    version = { root: kept, has: (entry) => sections?.has(entry.replace(/\?focus=\w+/, "")) ?? true };
    draw();
  });
  if (location.protocol !== "file:")
    fetch(new URL("versions.json", root))
      .then((answer) => answer.json())
      .then((kept) => {
        versions.append(...kept.map(({ version: one, date }) => made("option", { value: one }, `${one} (${date})`)));
        versionLabel.hidden = !kept.length;
      });
  draw();
}
