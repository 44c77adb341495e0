// What Plotly does: a part of a map to zoom and move in, and pictures to take away. Its bundle is fetched once, when a
// reader asks for the first of them: running it keeps a page from answering for longer than a map may.

import { rampOf, rgb } from "./heatmap-canvas.js";

const BUNDLE = new URL("../vendor/plotly/plotly-cartesian.min.js", import.meta.url);
const ROOM_FOR_NUMBERS = 28; // pixels of a cell's width
const ROOM_FOR_WORD = 14;
const ROOM_FOR_GAP = 8;
const PRINTED_WEIGHT = 0.095;

let loading = null;

/** Plotly, fetched once. */
export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: BUNDLE });
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no Plotly in the bundle")));
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error("the bundle could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

/** Numbers and colours filled into the figure that was built and checked with the page; `numbered(query, key)` cells carry
 * their number. */
function filled(figure, spec, { weights, row, rowName }, numbered) {
  const style = getComputedStyle(figure);
  const colour = (name) => style.getPropertyValue(name).trim();
  const scale = rampOf(figure, "difference" in figure.dataset ? -1 : 0);
  const colorscale = Array.from({ length: 17 }, (_, i) => [i / 16, rgb(scale.at(scale.lowest + ((1 - scale.lowest) * i) / 16))]);
  const [map, bars, numbers] = structuredClone(spec.data);
  const layout = structuredClone(spec.layout);
  Object.assign(map, { z: weights, colorscale, zmin: scale.lowest });
  const printed = weights.flatMap((line, y) =>
    line.flatMap((weight, x) => (Math.abs(weight) >= PRINTED_WEIGHT && numbered(y, x) ? { x, y, weight } : [])),
  );
  Object.assign(numbers, {
    x: printed.map(({ x }) => x),
    y: printed.map(({ y }) => y),
    text: printed.map(({ weight }) => weight.toFixed(2)),
  });
  numbers.textfont.size = 0.78 * parseFloat(style.fontSize);
  numbers.textfont.color = printed.map(({ weight }) => colour(Math.abs(weight) > colour("--flip") ? "--on-high" : "--on-low"));
  Object.assign(bars, { x: Array.from(row, (_, key) => key), y: Array.from(row), name: rowName });
  const outline = { color: colour("--x-rule-strong") || "#8d8474", width: 1 };
  bars.marker = { color: Array.from(row, (weight) => rgb(scale.at(weight))), line: outline };
  layout.yaxis2.range = [scale.lowest, 1];
  const ink = colour("--x-ink") || "#25221d";
  const paper = colour("--x-paper") || "#fbf8f2";
  layout.font = { family: style.fontFamily, size: parseFloat(style.fontSize), color: ink };
  layout.hoverlabel = { bgcolor: paper, bordercolor: ink, font: layout.font };
  return { data: [map, bars, numbers], layout, paper };
}

/** As many words at the axes as there is room for in the part that is seen. */
function label(layout, { width, height }) {
  for (const [name, length] of Object.entries({ xaxis: width, yaxis: height })) {
    const axis = layout[name];
    const [first, last] = axis.range;
    const step = Math.ceil((Math.abs(last - first) * ROOM_FOR_WORD) / length);
    const kept = axis.tickvals.filter((value) => value % step === 0);
    const ticktext = kept.map((value) => axis.ticktext[value]);
    Object.assign(axis, { tickvals: kept, ticktext, showticklabels: true, fixedrange: false });
  }
  Object.assign(layout.xaxis, { side: "top", tickangle: -55, anchor: "y" });
  Object.assign(layout, { dragmode: "zoom", uirevision: "zoomed" });
}

const between = (value, [a, b]) => value > Math.min(a, b) - 1 && value < Math.max(a, b) + 1;

/** Draw where the map is on the stage. `place.part` is what to show first: ranges of keys and queries. */
export async function explore(plot, figure, spec, state, place) {
  const Plotly = await plotly();
  if (!plot.isConnected) return;
  const [keys, queries] = plot.layout ? [plot.layout.xaxis.range, plot.layout.yaxis.range] : place.part;
  const cell = place.width / Math.abs(keys[1] - keys[0]);
  const { data, layout } = filled(figure, spec, state, (query, key) => cell >= ROOM_FOR_NUMBERS && between(query, queries) && between(key, keys));
  Object.assign(layout.xaxis, { range: keys });
  Object.assign(layout.yaxis, { range: queries });
  label(layout, place);
  if (cell < ROOM_FOR_GAP) Object.assign(data[0], { xgap: 0, ygap: 0 });
  const height = place.barsBottom - place.top;
  layout.yaxis.domain = [1 - place.height / height, 1];
  layout.yaxis2.domain = [0, (place.barsBottom - place.barsTop) / height];
  Object.assign(layout, {
    width: place.stageWidth,
    height: place.stageHeight,
    margin: {
      l: place.left,
      t: place.top,
      r: place.stageWidth - place.left - place.width,
      b: place.stageHeight - place.barsBottom,
      pad: 0,
    },
  });
  await Plotly.react(plot, data, layout, { displayModeBar: false, doubleClick: false });
}

export function erase(plot) {
  if (plot.data) window.Plotly.purge(plot);
}

/** How wide the longest of some words is, in pixels. */
function widest(words, font) {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.font = `${font.size}px ${font.family}`;
  return Math.max(...words.map((word) => context.measureText(word).width));
}

/** The address of a picture of the whole map: words at both axes, scale, title, and where the numbers come from. */
export async function picture(figure, spec, state, format, { title, axes, source }) {
  const Plotly = await plotly();
  const small = Math.max(state.row.length, state.weights.length) > 64;
  const { data, layout, paper } = filled(figure, spec, state, () => !small);
  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const cell = small ? 10 : 34;
  layout.font = { ...layout.font, size: small ? 8 : 13 };
  const left = widest(layout.yaxis.ticktext, layout.font) + 24;
  const top = widest(layout.xaxis.ticktext, layout.font) * 0.85 + 70;
  const width = Math.max(state.row.length * cell + left + 90, 420);
  const lines = escape(source).replace(new RegExp(`(.{1,${Math.floor((width - 40) / 6)}})(?:\\s|$)`, "g"), "$1<br>");
  const bottom = lines.split("<br>").length * 13 + 20;
  const size = { width, height: state.weights.length * cell + top + bottom };
  const [map, , numbers] = data;
  Object.assign(map, { showscale: true, colorbar: { thickness: 12, outlinewidth: 0, len: 0.6 } });
  Object.assign(layout.xaxis, { showticklabels: true, side: "top", tickangle: -55, anchor: "y" });
  Object.assign(layout.yaxis, { showticklabels: true, domain: [0, 1] });
  delete layout.yaxis2;
  const note = { xref: "paper", yref: "paper", x: 0, xanchor: "left", xshift: -left + 16, align: "left", showarrow: false };
  Object.assign(layout, size, {
    paper_bgcolor: paper,
    margin: { l: left, r: width - left - state.row.length * cell, t: top, b: bottom },
    annotations: [
      { ...note, text: `<b>${escape(title)}</b><br>${escape(axes)}`, y: 1, yanchor: "top", yshift: top - 10, font: { size: 13 } },
      { ...note, text: lines, y: 0, yanchor: "top", yshift: -8, font: { size: 10 } },
    ],
  });
  return Plotly.toImage({ data: [map, numbers], layout }, { format, scale: format === "png" ? 2 : 1, ...size });
}
