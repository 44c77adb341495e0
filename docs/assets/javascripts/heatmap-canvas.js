// Drawing without a library: the cells of a map that is too large for a table, the bars of a row, heads in small.

const SAMPLES = 33; // colours asked of the style sheet; those between are mixed
const STEPS = 256;
const MINIATURE = 64; // pixels of a head in small

/** The scale as the page paints it now: STEPS colours [red, green, blue] from `lowest` to 1; it is -1 for differences. */
export function rampOf(figure, lowest = 0) {
  const probes = Array.from({ length: SAMPLES }, (_, sample) => {
    const probe = document.createElement("i");
    probe.className = lowest < 0 ? "heatmap-probe signed" : "heatmap-probe";
    probe.style.setProperty("--w", lowest + ((1 - lowest) * sample) / (SAMPLES - 1));
    return probe;
  });
  figure.append(...probes); // all at once: the page works out its styles once for them
  const context = new OffscreenCanvas(SAMPLES, 1).getContext("2d", { willReadFrequently: true });
  probes.forEach((probe, sample) => {
    context.fillStyle = getComputedStyle(probe).backgroundColor;
    context.fillRect(sample, 0, 1, 1);
  });
  probes.forEach((probe) => probe.remove());
  const { data } = context.getImageData(0, 0, SAMPLES, 1);
  const ramp = Array.from({ length: STEPS }, (_, step) => {
    const place = (step * (SAMPLES - 1)) / (STEPS - 1);
    const [from, share] = [Math.floor(place), place % 1];
    return [0, 1, 2].map((i) => Math.round(data[from * 4 + i] * (1 - share) + (data[from * 4 + 4 + i] ?? 0) * share));
  });
  return { ramp, lowest, at: (weight) => ramp[Math.round(((weight - lowest) / (1 - lowest)) * (STEPS - 1))] };
}

export const rgb = (colour) => `rgb(${colour.join(",")})`;

/** `weightAt(pixel)` gives a weight, or null where the paper is to be seen. */
function fill(canvas, width, height, scale, weightAt) {
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = Uint32Array.from(scale.ramp, ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  const steps = (STEPS - 1) / (1 - scale.lowest);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const weight = weightAt(pixel);
    if (weight !== null) pixels[pixel] = colours[Math.round((weight - scale.lowest) * steps)];
  }
  context.putImageData(image, 0, 0);
}

/** One pixel for each weight that `Attention.shown` gives; what is masked or not yet written stays empty. */
export function drawCells(canvas, attention, scale) {
  let row = null;
  fill(canvas, attention.columns, attention.rows, scale, (pixel) => {
    const key = pixel % attention.columns;
    if (key === 0) row = attention.shown(pixel / attention.columns);
    return row && (attention.masked(pixel / attention.columns | 0, key) ? null : row[key]);
  });
}

/** One head in small; of weights that share a pixel the strongest is seen. */
export function drawMiniature(canvas, attention, layer, head, scale) {
  const { rows, columns } = attention;
  const size = Math.ceil(Math.max(rows, columns) / MINIATURE);
  const [width, height] = [Math.ceil(columns / size), Math.ceil(rows / size)];
  const weights = attention.headOf(layer, head);
  const most = new Float32Array(width * height).fill(-1);
  for (let query = 0, index = 0; query < rows; query++) {
    const start = Math.floor(query / size) * width;
    for (let key = 0; key < columns; key++, index++) {
      const pixel = start + Math.floor(key / size);
      if (weights[index] > most[pixel] && !attention.masked(query, key)) most[pixel] = weights[index];
    }
  }
  fill(canvas, width, height, scale, (pixel) => (most[pixel] < 0 ? null : most[pixel]));
}

/** A row's weights as bars, one under each column; differences stand on a line in the middle. None where it is null. */
export function drawBars(canvas, row, scale, outline) {
  const { clientWidth, clientHeight } = canvas;
  const density = window.devicePixelRatio;
  Object.assign(canvas, { width: clientWidth * density, height: clientHeight * density });
  const context = canvas.getContext("2d");
  context.scale(density, density);
  const step = clientWidth / row.length;
  const zero = clientHeight * (1 / (1 - scale.lowest));
  const wide = Math.max(step * 0.7, Math.min(step, 1));
  context.strokeStyle = outline;
  row.forEach((weight, key) => {
    if (weight === null) return;
    const [x, height] = [step * key + (step - wide) / 2, weight * zero];
    context.fillStyle = rgb(scale.at(weight));
    context.fillRect(x, zero, wide, -height);
    if (wide > 4) context.strokeRect(x + 0.5, zero - 0.5, wide - 1, -height);
    else {
      context.fillStyle = outline; // a narrow bar would be lost on the paper
      context.fillRect(x, zero, wide, -height);
    }
  });
  if (scale.lowest < 0) context.strokeRect(0, zero, clientWidth, 0);
}
