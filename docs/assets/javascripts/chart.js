// Charts of measurements: Plotly draws them into their place; the table under them holds the same numbers.

import { plotly } from "./heatmap-plot.js";

const drawn = new Set();

/** The chart's data and layout in the colours and type of the page. */
function coloured(figure) {
  const { data, layout } = JSON.parse(figure.dataset.spec);
  const style = getComputedStyle(figure);
  const colour = (name) => style.getPropertyValue(`--x-${name}`).trim();
  for (const trace of data) {
    const [use, name] = trace.meta.split(" ");
    if (use === "fill") trace.fillcolor = `${colour(name)}33`; // a hex colour with its opacity
    trace.line.color = use === "fill" ? "rgba(0,0,0,0)" : colour(name);
    if (use === "line") trace.marker.color = colour(name);
  }
  const ink = colour("ink");
  layout.font = { family: style.fontFamily, size: parseFloat(style.fontSize), color: ink };
  layout.hoverlabel = { bgcolor: colour("paper"), bordercolor: ink, font: layout.font };
  for (const axis of [layout.xaxis, layout.yaxis]) {
    Object.assign(axis, { gridcolor: colour("rule"), linecolor: colour("rule-strong"), showline: true });
  }
  return { data, layout };
}

async function draw(figure) {
  const plot = figure.querySelector(".chart-plot");
  try {
    const Plotly = await plotly();
    if (!plot.isConnected || !plot.checkVisibility()) return;
    const { data, layout } = coloured(figure);
    const size = { width: plot.clientWidth, height: plot.clientHeight };
    await Plotly.react(plot, data, { ...layout, ...size }, { displayModeBar: false });
    figure.dataset.ready = "";
  } catch {
    plot.remove(); // the table holds the same numbers
  }
}

const near = new IntersectionObserver(
  (entries) => entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
    near.unobserve(target);
    drawn.add(target);
    resized.observe(target.querySelector(".chart-plot"));
  }),
  { rootMargin: "50% 0px" },
);
const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => {
  const figure = target.closest("figure.chart");
  if (figure) draw(figure);
}));

export function takeUp(figure) {
  for (const old of drawn) if (!old.isConnected) drawn.delete(old);
  if (!drawn.has(figure)) near.observe(figure);
}

new MutationObserver(() => drawn.forEach((figure) => figure.isConnected && draw(figure)))
  .observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
