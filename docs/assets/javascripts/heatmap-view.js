// One attention map in use: the cell under pointer or keys, the chosen row, head, step, temperature and difference.

import { drawBars, drawCells, drawMiniature, rampOf } from "./heatmap-canvas.js";
import { erase, explore } from "./heatmap-plot.js";
import { tools } from "./heatmap-tools.js";
import { Attention } from "./heatmap-weights.js";

const PRINTED_WEIGHT = 0.095;
const COLOURED_WORD = 0.05;
const NAMED_LINKS = 3;
const NOTHING = 0.005; // weights below it would be named as 0.00
const SELECTED = 8; // pixels from which a drag is meant
const CLOSE_UP = 12; // words to each side of a cell that is looked at closely

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
const word = (text) => element("em", { textContent: text, dir: "auto" });
const strong = (text) => element("b", { textContent: text });
const signed = (weight) => (weight.toFixed(2) > 0 ? "+" : "") + weight.toFixed(2).replace("-0.00", "0.00").replace("-", "−");
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Where a word of one text stands in another: the second "the" is the second "the"; -1 if there is none. */
function counterpart(words, index, others) {
  const before = words.slice(0, index).filter((one) => one === words[index]).length;
  const places = others.map((one, place) => (one === words[index] ? place : -1)).filter((place) => place >= 0);
  return places[before] ?? -1;
}

export function createView(figure) {
  const spec = JSON.parse(figure.dataset.spec);
  const attention = new Attention(figure.dataset, spec);
  const { queries, keys, rows, columns } = attention;
  const find = (selector) => figure.querySelector(selector);
  const [stage, scroll, plot, bars, readout, links] = ["stage", "scroll", "plot", "bars", "readout", "links"].map((name) =>
    find(`.heatmap-${name}`),
  );
  const table = find(".heatmap-table");
  const lines = table ? [...table.tBodies[0].rows] : [];
  const queryHeads = lines.map((line) => line.cells[0]);
  const keyHeads = table ? [...table.tHead.rows[0].cells].slice(1) : [];
  const cells = lines.map((line) => [...line.cells].slice(1));
  const field = find(".heatmap-field"); // the place of a map that is too large for a table
  const text = find(".heatmap-text"); // its words, for the same reason
  const canvas = field?.appendChild(element("canvas"));
  const barsCanvas = bars.appendChild(element("canvas"));
  const label = bars.appendChild(element("div", { className: "heatmap-bars-label" }));
  const cursor = stage.appendChild(element("div", { className: "heatmap-cursor", hidden: true }));
  const tip = stage.appendChild(element("div", { className: "heatmap-tip", hidden: true }));
  tip.setAttribute("aria-hidden", "true"); // the line below the map is what is spoken
  const sameWords = queries.length === columns && queries.every((one, index) => one === keys[index]);
  const resized = new ResizeObserver(() => draw());
  let current = null;
  let picked = 0;
  let awake = false; // are the numbers there?
  let scale = null;
  let part = null; // ranges of keys and queries that Plotly was asked to show; null while it does not draw
  let hydrated = null;

  const view = { figure, spec, attention, state, cell: () => current ?? { query: picked, key: attention.ranked(picked)[0] } };

  /** Load the numbers; the table stays as it stands where they cannot be had. */
  function hydrate() {
    hydrated ??= (async () => {
      try {
        await attention.load();
      } catch {
        hydrated = null; // asked again by the next use
        fail(`The numbers of this map could not be loaded; ${table ? "the table shows one head of it" : "its strongest links stand below"}.`);
        return;
      }
      readout.classList.remove("heatmap-failed");
      awake = true;
      recolour();
      if (canvas) drawCells(canvas, attention, scale);
      pick(attention.mostReordered());
      resized.observe(stage);
      figure.dataset.ready = "";
      drawOverview(); // not waited for: a reader's first step comes before the last of many heads in small
      if ("subtract" in figure.dataset) find("[data-do=minus-beside]").click();
    })();
    return hydrated;
  }

  function fail(message) {
    readout.classList.add("heatmap-failed");
    readout.textContent = message;
  }

  /** The chosen row: null where it may not see. */
  const bar = () => Array.from(attention.row(picked), (weight, key) => (attention.masked(picked, key) ? null : weight));

  function state() {
    return { weights: attention.map(), row: bar(), rowName: spec.layout.yaxis.ticktext[picked] };
  }

  const recolour = () => {
    scale = rampOf(figure, difference() ? -1 : 0);
  };
  const difference = () => attention.subtracted !== null;
  const shown = (weight) => (difference() ? signed(weight) : weight.toFixed(2));

  function draw() {
    if (!awake || !figure.checkVisibility()) return;
    if (part) drawWithPlotly();
    else {
      const outline = getComputedStyle(bars).borderBottomColor;
      drawBars(barsCanvas, bar(), scale, outline);
      if (canvas) canvas.classList.toggle("fine", canvas.clientWidth < columns * window.devicePixelRatio);
    }
    placeCursor();
  }

  async function drawWithPlotly() {
    try {
      const first = !plot.data;
      await explore(plot, figure, spec, state(), { ...geometry(), part });
      if (first) plot.on("plotly_relayout", draw);
      figure.dataset.explored = "";
      placeCursor();
    } catch {
      closeUp(null);
      fail("The drawing to zoom in could not be loaded; the map holds the same numbers.");
    }
  }

  /** Let Plotly show a part of the map, or with null take the map back. */
  function closeUp(ranges) {
    part = ranges;
    find("[data-do=zoom]").setAttribute("aria-pressed", part !== null);
    if (!part) {
      delete figure.dataset.explored;
      erase(plot);
    }
    draw();
  }

  /** The part around the cell in use, as ranges. */
  function surroundings() {
    const { query, key } = view.cell();
    const range = (centre, count) => {
      const first = clamp(centre - CLOSE_UP, 0, Math.max(0, count - 2 * CLOSE_UP - 1));
      return [first - 0.5, Math.min(first + 2 * CLOSE_UP, count - 1) + 0.5];
    };
    return [range(key, columns), range(query, rows).reverse()];
  }

  /** Where the cells and the strip of bars are on the stage, in pixels. */
  function geometry() {
    const origin = stage.getBoundingClientRect();
    const first = (cells[0]?.[0] ?? field).getBoundingClientRect();
    const last = (cells[rows - 1]?.[columns - 1] ?? field).getBoundingClientRect();
    const strip = bars.getBoundingClientRect();
    return {
      left: first.left - origin.left,
      top: first.top - origin.top,
      width: last.right - first.left,
      height: last.bottom - first.top,
      stageWidth: origin.width,
      stageHeight: origin.height,
      barsTop: strip.top - origin.top,
      barsBottom: strip.bottom - origin.top,
    };
  }

  /** The part of the map that is seen, as ranges of keys and queries from edge to edge. */
  const seen = () => {
    const { xaxis, yaxis } = plot.layout ?? spec.layout;
    return [xaxis.range, [...yaxis.range].reverse()];
  };

  /** Every head in small, on its button, some at a time, so that the page answers in between. */
  async function drawOverview() {
    const buttons = [...figure.querySelectorAll(".heatmap-heads button")];
    const ramp = buttons.length && rampOf(figure);
    let since = performance.now();
    for (const button of buttons) {
      const small = button.firstChild ?? button.appendChild(element("canvas"));
      drawMiniature(small, attention, Number(button.dataset.layer), Number(button.dataset.head), ramp);
      if (performance.now() - since < 20) continue;
      await pause();
      since = performance.now();
    }
  }

  const sentence = (query) => [`${figure.dataset.verb} `, word(queries[query]), ": "];

  function sayCell({ query, key }) {
    if (attention.masked(query, key)) return [...sentence(query), "masked: may not see ", word(keys[key])];
    return [...sentence(query), strong(shown(attention.weight(query, key))), " on ", word(keys[key])];
  }

  /** The strongest links of a row, and over how many words it spreads. */
  function sayRow(query) {
    const row = attention.row(query);
    const said = attention
      .ranked(query, row)
      .slice(0, NAMED_LINKS)
      .filter((key, place) => !place || Math.abs(row[key]) >= NOTHING)
      .flatMap((key, index) => [index ? ", " : "", strong(shown(row[key])), " on ", word(keys[key])]);
    if (difference()) return [...sentence(query), ...said];
    const entropy = attention.entropy(query);
    return [...sentence(query), ...said, `; spread as if over ${(2 ** entropy).toFixed(1)} words (entropy ${entropy.toFixed(1)} bits)`];
  }

  function say() {
    readout.replaceChildren(...(current ? sayCell(current) : sayRow(picked)));
  }

  /** Point at a cell, or with null at none, and tell the map beside this one. */
  function point(cell) {
    mark(cell);
    if (awake) tell();
  }

  function tell() {
    figure.dispatchEvent(new CustomEvent("heatmap:use", { bubbles: true, detail: { queries, keys, current, picked } }));
  }

  function mark(cell) {
    queryHeads[current?.query]?.classList.remove("on");
    keyHeads[current?.key]?.classList.remove("on");
    current = cell;
    queryHeads[cell?.query]?.classList.add("on");
    keyHeads[cell?.key]?.classList.add("on");
    placeCursor();
    if (awake) say();
  }

  function placeCursor() {
    const { left, top, width, height, stageWidth } = geometry();
    const [x, y] = seen();
    const outside = (value, [from, to]) => value < from || value > to;
    cursor.hidden = tip.hidden = !current || outside(current.key, x) || outside(current.query, y);
    tip.hidden ||= !awake;
    if (cursor.hidden) return;
    const [across, down] = [width / (x[1] - x[0]), height / (y[1] - y[0])];
    const corner = [left + (current.key - 0.5 - x[0]) * across - 1, top + (current.query - 0.5 - y[0]) * down - 1];
    const size = [Math.max(across + 1, 7), Math.max(down + 1, 7)]; // of very small cells the frame is larger
    Object.assign(cursor.style, {
      left: `${corner[0] - (size[0] - across - 1) / 2}px`,
      top: `${corner[1] - (size[1] - down - 1) / 2}px`,
      width: `${size[0]}px`,
      height: `${size[1]}px`,
    });
    if (tip.hidden) return;
    tip.replaceChildren(...sayCell(current));
    const right = corner[0] + across / 2 > stageWidth / 2;
    tip.style.top = `${corner[1] + down + 8}px`;
    tip.style.left = right ? "auto" : `${corner[0] + across + 8}px`;
    tip.style.right = right ? `${stageWidth - corner[0] + 8}px` : "auto";
  }

  /** Show one row's weights as bars, and on the words over the columns or in the text. */
  function pick(query) {
    picked = query;
    queryHeads.forEach((name, index) => name.classList.toggle("picked", index === query));
    const row = attention.row(query);
    const words = table ? keyHeads : [...(text?.children ?? [])];
    words.forEach((name, key) => {
      name.classList.toggle("weighed", Math.abs(row[key]) >= COLOURED_WORD);
      name.style.setProperty("--w", row[key].toFixed(3));
      if (text) name.classList.toggle("picked", key === query && sameWords);
    });
    label.textContent = queries[query];
    say();
    draw();
  }

  /** Show the map's numbers again, after another head, step, temperature or difference was chosen. */
  function renew() {
    figure.toggleAttribute("data-difference", difference());
    for (const place of figure.querySelectorAll("[data-is=changed]")) {
      place.textContent = attention.altered ? ` · ${attention.alteration}` : "";
    }
    recolour();
    if (canvas) drawCells(canvas, attention, scale);
    (table ? attention.map() : []).forEach((row, query) => {
      lines[query].classList.toggle("later", query >= attention.written);
      row.forEach((weight, key) => {
        if (weight === null) return;
        const cell = cells[query][key];
        cell.textContent = shown(weight);
        cell.style.setProperty("--w", weight.toFixed(2));
        cell.classList.toggle("strong", Math.abs(weight) >= PRINTED_WEIGHT);
        cell.classList.toggle("less", weight <= -COLOURED_WORD);
      });
    });
    if (links.open) listLinks();
    if (current && current.query >= attention.written) mark(null);
    pick(Math.min(picked, attention.written - 1));
  }

  /** Write the list of strongest links for what is shown now. */
  function listLinks() {
    const lines = [...links.querySelectorAll("tbody tr")];
    lines.forEach((line, query) => {
      const row = attention.row(query);
      const ranked = attention.ranked(query, row);
      line.classList.toggle("later", query >= attention.written);
      [...line.querySelectorAll(".link")].forEach((cell, place) => {
        const key = ranked[place];
        cell.replaceChildren(element("bdi", { textContent: keys[key] }), ` ${shown(row[key])}`);
      });
      line.querySelector(".spread").textContent = attention.entropy(query).toFixed(1);
    });
  }

  function chooseHead(layer, head) {
    Object.assign(attention, { layer, head });
    for (const button of figure.querySelectorAll(".heatmap-heads button")) {
      const chosen = Number(button.dataset.layer) === layer && Number(button.dataset.head) === head;
      button.setAttribute("aria-pressed", chosen);
      button.tabIndex = chosen ? 0 : -1;
    }
    for (const name of ["layer", "head"]) find(`[data-is=${name}]`).value = attention[name] + 1;
    nameDifference();
    renew();
    figure.dispatchEvent(new CustomEvent("heatmap:renewed", { bubbles: true }));
  }

  /** Take another map's weights away from this one's, or with null show the weights again. */
  function subtract(other, name) {
    attention.subtracted = other && { name, ...other };
    for (const what of ["beside", "head"]) {
      find(`[data-do=minus-${what}]`)?.setAttribute("aria-pressed", other?.what === what);
    }
    nameDifference();
    renew();
  }

  function nameDifference() {
    const place = find("[data-is=subtracted]");
    if (!attention.subtracted) place?.replaceChildren();
    else place.replaceChildren(" − ", strong(attention.subtracted.name));
  }

  const chosen = {
    step: (value) => {
      attention.written = value;
      picked = value - 1;
      return `${value} of ${rows}`;
    },
    temperature: (value) => {
      attention.temperature = 2 ** value;
      return value ? `${attention.temperature.toFixed(2)}, ${recomputed()}` : "1, as measured";
    },
    unscaled: (_, checked) => {
      attention.scaled = !checked;
      return checked ? recomputed() : "";
    },
  };
  const recomputed = () => `recomputed${attention.rounded ? " from rounded weights" : ""}`;

  /** The cell under the pointer, whoever is drawn on top there. */
  function cellAt({ clientX, clientY }) {
    const origin = stage.getBoundingClientRect();
    const { left, top, width, height } = geometry();
    const [across, down] = [(clientX - origin.left - left) / width, (clientY - origin.top - top) / height];
    if (across < 0 || across >= 1 || down < 0 || down >= 1) return null;
    const [x, y] = seen();
    const key = Math.round(x[0] + across * (x[1] - x[0]));
    const query = Math.round(y[0] + down * (y[1] - y[0]));
    return query >= 0 && query < attention.written && key >= 0 && key < columns ? { query, key } : null;
  }

  /** What a press or its release is on: a word's row, or a cell. */
  function target(event) {
    const name = queryHeads.indexOf(event.target.closest?.("th"));
    return name >= 0 ? { query: name } : cellAt(event);
  }

  stage.addEventListener("pointermove", (event) => {
    const cell = cellAt(event);
    if (cell?.query !== current?.query || cell?.key !== current?.key) point(cell);
  });
  stage.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && point(null));
  stage.addEventListener("pointerdown", (event) => {
    const pressed = target(event);
    if (!awake || !pressed || event.button) return;
    const dragged = ({ clientX, clientY }) =>
      field && !part && event.pointerType === "mouse" && Math.hypot(clientX - event.clientX, clientY - event.clientY) > SELECTED;
    const release = (event) => {
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
      const released = event.type === "pointerup" && target(event);
      if (released && dragged(event)) return closeUp(between(pressed, released));
      if (!released || released.query !== pressed.query || released.key !== pressed.key) return;
      if (released.key !== undefined) mark(released);
      pick(released.query);
      tell();
    };
    addEventListener("pointerup", release); // on the window, since Plotly covers the page while a button is down
    addEventListener("pointercancel", release);
  });

  /** The ranges of keys and queries between two cells. */
  function between(one, other) {
    const range = (a, b) => [Math.min(a, b) - 0.5, Math.max(a, b) + 0.5];
    return [range(one.key, other.key), range(one.query, other.query).reverse()];
  }

  const moves = {
    ArrowUp: () => [current.query - 1, current.key],
    ArrowDown: () => [current.query + 1, current.key],
    ArrowLeft: () => [current.query, current.key - 1],
    ArrowRight: () => [current.query, current.key + 1],
    Home: (event) => [event.ctrlKey ? 0 : current.query, 0],
    End: (event) => [event.ctrlKey ? rows : current.query, columns],
  };

  scroll.addEventListener("keydown", (event) => {
    if (!awake || event.altKey || event.metaKey) return;
    if (moves[event.key]) {
      const [query, key] = current ? moves[event.key](event) : [picked, attention.ranked(picked)[0]];
      mark({ query: clamp(query, 0, attention.written - 1), key: clamp(key, 0, columns - 1) });
      (cells[current.query]?.[current.key] ?? cursor).scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Enter" || event.key === " ") pick(current?.query ?? picked);
    else if (event.key === "Escape" && part) closeUp(null);
    else if (event.key === "Escape" && current) mark(null);
    else return;
    tell();
    event.preventDefault();
  });

  /** Arrows lead from head to head and from layer to layer; Home and End to the ends of a layer. */
  const steps = {
    ArrowUp: (place, heads) => place - heads,
    ArrowDown: (place, heads) => place + heads,
    ArrowLeft: (place) => place - 1,
    ArrowRight: (place) => place + 1,
    Home: (place, heads) => place - (place % heads),
    End: (place, heads) => place - (place % heads) + heads - 1,
  };

  find(".heatmap-heads")?.addEventListener("keydown", (event) => {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const next = buttons[steps[event.key]?.(buttons.indexOf(event.target), attention.heads)];
    if (event.altKey || event.ctrlKey || event.metaKey || !steps[event.key]) return;
    event.preventDefault();
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  find(".heatmap-heads")?.addEventListener("click", async ({ target }) => {
    const { layer, head } = target.closest("button")?.dataset ?? {};
    await hydrate();
    if (awake && layer) chooseHead(Number(layer), Number(head));
  });

  text?.addEventListener("click", ({ target }) => {
    const place = [...text.children].indexOf(target.closest("span"));
    if (!awake || place < 0 || place >= attention.written || !sameWords) return;
    pick(place);
    tell();
  });

  links.addEventListener("toggle", () => links.open && awake && listLinks());

  figure.addEventListener("input", async ({ target }) => {
    await hydrate();
    if (!awake) return;
    target.parentElement.querySelector("output").value = chosen[target.name](Number(target.value), target.checked);
    renew();
    figure.dispatchEvent(new CustomEvent("heatmap:renewed", { bubbles: true }));
  });

  /** The numbers of the map beside this one. */
  function beside() {
    const detail = { answer: null };
    figure.dispatchEvent(new CustomEvent("heatmap:beside", { bubbles: true, detail }));
    return detail.answer;
  }

  const switches = {
    zoom: () => closeUp(part ? null : surroundings()),
    "minus-head": () => {
      const { layer, head } = attention;
      const name = `layer ${layer + 1}, head ${head + 1}`;
      subtract(attention.subtracted?.what === "head" ? null : { what: "head", of: attention, layer, head }, name);
    },
    "minus-beside": async () => {
      const of = await beside();
      if (!of) return fail("The numbers of the map beside could not be loaded.");
      subtract(attention.subtracted?.what === "beside" ? null : { what: "beside", of }, "the map beside");
    },
  };

  figure.addEventListener("click", async ({ target }) => {
    const { do: name } = target.closest("button")?.dataset ?? {};
    if (!name) return;
    await hydrate();
    if (!awake) return;
    try {
      if (switches[name]) await switches[name]();
      else readout.textContent = (await tools[name](view)) ?? readout.textContent;
    } catch {
      readout.textContent = "That did not work here; the numbers are in the table and in the JSON file.";
    }
  });

  return {
    hydrate,
    /** The numbers, for a map that stands beside; null where they cannot be had. */
    async numbers() {
      await hydrate();
      return awake ? attention : null;
    },
    recolour() {
      if (!awake) return;
      recolour();
      if (canvas) drawCells(canvas, attention, scale);
      drawOverview();
      draw();
    },
    /** Show the same words as another map that is in use; words that this one lacks are passed over. */
    follow(other) {
      if (!awake) return;
      const row = counterpart(other.queries, other.picked, queries);
      const query = other.current && counterpart(other.queries, other.current.query, queries);
      const key = other.current && counterpart(other.keys, other.current.key, keys);
      mark(query >= 0 && key >= 0 && other.current && query < attention.written ? { query, key } : null);
      if (row >= 0 && row !== picked && row < attention.written) pick(row);
    },
    /** The map whose weights are taken away from this one's has changed. */
    renewed: () => attention.subtracted?.what === "beside" && renew(),
    /** Open a cell that an address names, in the middle of the window; counts from 1, and what is too large is brought
     * back into the map. */
    async openCell(layer, head, query, key) {
      await hydrate();
      if (!awake) return;
      if (layer) chooseHead(clamp(layer - 1, 0, attention.layers - 1), clamp(head - 1, 0, attention.heads - 1));
      mark({ query: clamp(query - 1, 0, attention.written - 1), key: clamp(key - 1, 0, columns - 1) });
      pick(current.query);
      cursor.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    },
    dispose() {
      resized.disconnect();
      erase(plot);
    },
  };
}
