// Attention maps: where they start. The table in the page is complete without any of this.

import { current, open, placeOf, show } from "./depths.js";
import { createView } from "./heatmap-view.js";

const views = new Map();

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      views.get(target)?.hydrate();
    }
  },
  { rootMargin: "50% 0px" },
);

/** Take up the maps of the page that is shown now, and let go of those of the page before. */
function takeUp() {
  for (const [figure, view] of views) {
    if (figure.isConnected) continue;
    view.dispose();
    views.delete(figure);
  }
  for (const figure of document.querySelectorAll("figure.heatmap")) {
    if (views.has(figure)) continue;
    views.set(figure, createView(figure));
    near.observe(figure);
  }
  openCell();
}

/** `#fig-ID:q3,k7` is one cell of a map, `#fig-ID:l2,h5,q3,k7` of one head; all count from 1. */
async function openCell() {
  const hash = location.hash.replace(/%3a/i, ":").replace(/%2c/gi, ","); // as some programs write addresses
  const named = /^#fig-([a-z0-9-]+):(?:l(\d+),h(\d+),)?q(\d+),k(\d+)$/.exec(hash);
  if (!named) return;
  const [, id, layer, head, query, key] = named;
  const figures = [...views.keys()].filter((figure) => figure.dataset.heatmap === id);
  const figure = figures.find((one) => one.checkVisibility()) ?? figures[0];
  if (!figure) return;
  bringOut(figure);
  figure.scrollIntoView({ block: "center", behavior: "instant" }); // there is a map, also if its numbers do not come
  await views.get(figure).openCell(layer, head, query, key);
}

/** Open the depth that a figure stands in or is kept for. */
function bringOut(figure) {
  if (figure.checkVisibility()) return;
  const place = placeOf(figure);
  const depth = figure.dataset.depths?.split(" ")[0];
  if (place) open(place.topic, place.depth);
  if (depth && !figure.checkVisibility()) show({ ...current(), depth });
}

const recolour = () => views.forEach((view) => view.recolour());
new MutationObserver(recolour).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
matchMedia("print").addEventListener("change", recolour); // paper has the colours of the light scheme
addEventListener("hashchange", openCell);

/** The views of the maps that stand beside a figure. */
const beside = (figure) =>
  [...(figure.closest(".heatmap-pair")?.querySelectorAll("figure.heatmap") ?? [])]
    .filter((other) => other !== figure && views.has(other))
    .map((other) => views.get(other));

// Maps that stand side by side point at the same words, and can be subtracted from each other.
document.addEventListener("heatmap:use", ({ target, detail }) => beside(target).forEach((view) => view.follow(detail)));
document.addEventListener("heatmap:renewed", ({ target }) => beside(target).forEach((view) => view.renewed()));
document.addEventListener("heatmap:beside", ({ target, detail }) => {
  detail.answer = beside(target)[0]?.numbers();
});

if (window.document$) window.document$.subscribe(takeUp);
else takeUp();
