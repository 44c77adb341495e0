// What a reader can take away from a map: pictures, numbers, links.

import { picture } from "./heatmap-plot.js";

const SITE = new URL("../../../", import.meta.url);

const textOf = (figure, selector) => figure.querySelector(selector).textContent.replace(/\s+/g, " ").trim();

const copy = (text, said) =>
  navigator.clipboard.writeText(text).then(
    () => said,
    () => "The browser did not allow copying.",
  );

async function save({ figure, attention, spec, state }, format) {
  const id = figure.dataset.heatmap;
  const url = await picture(figure, spec, state(), format, {
    title: textOf(figure, "figcaption strong").replace(/\.$/, ""),
    axes: textOf(figure, ".heatmap-axes").replace("Rows", "rows:").replace(" Columns", "; columns:"),
    source:
      textOf(figure, ".heatmap-provenance").replace(/ · [^·]*$/, "") +
      (attention.altered ? ` · ${attention.alteration}` : "") +
      (attention.subtracted ? ` · difference: these weights minus those of ${attention.subtracted.name}` : ""),
  });
  Object.assign(document.createElement("a"), { href: url, download: `${id}.${format}` }).click();
  return `Saved ${id}.${format}.`;
}

/** The address of the cell that is pointed at, or else of the chosen row's strongest. */
function cellAddress({ figure, attention, cell }) {
  const { query, key } = cell();
  const head = attention.layers * attention.heads > 1 ? `l${attention.layer + 1},h${attention.head + 1},` : "";
  const url = new URL(location.href);
  url.hash = `fig-${figure.dataset.heatmap}:${head}q${query + 1},k${key + 1}`;
  return url.href;
}

function embedCode({ figure }) {
  const address = new URL(`embed/heatmap/${figure.dataset.heatmap}/`, SITE);
  const title = textOf(figure, "figcaption strong").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${address}" title="${title}" width="100%" height="${figure.offsetHeight + 80}"></iframe>`;
}

/** What each button does; most give a sentence to say when done. */
export const tools = {
  png: (view) => save(view, "png"),
  svg: (view) => save(view, "svg"),
  csv: ({ attention }) => copy(attention.csv(), "Copied the numbers."),
  link: (view) => copy(cellAddress(view), `Copied ${cellAddress(view)}`),
  embed: (view) => copy(embedCode(view), "Copied the code for another page."),
  full: ({ figure }) => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen()),
};
