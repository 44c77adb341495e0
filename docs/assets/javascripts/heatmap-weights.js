// The numbers of an attention map, without the page: stored weights, and what can be asked of them.

const SQUARES = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2);
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** For each encoding the bytes of a number, and how to read one. */
const encodings = {
  "u8-sqrt": [1, (view, at) => SQUARES[view.getUint8(at)]],
  f32: [4, (view, at) => view.getFloat32(at, true)],
  f16: [2, (view, at) => half(view.getUint16(at, true))],
};

/** A number of half precision; weights are finite and not negative. */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction;
}

const wordsOf = (axis) => axis.ticktext.map((word) => word.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity]));

/** Attention of one artifact: rows are queries, columns keys; everything counts from 0. */
export class Attention {
  temperature = 1;
  scaled = true; // were the scores divided by the artifact's scale before the softmax?
  subtracted = null; // {of, layer, head}: another map of the same words, whose weights are taken away
  stored = null;
  latest = {}; // the head that was decoded last: the others stay bytes

  /** `data` is the figure's dataset, `spec` the Plotly figure in it. */
  constructor(data, spec) {
    this.data = data;
    this.queries = wordsOf(spec.layout.yaxis);
    this.keys = wordsOf(spec.layout.xaxis);
    [this.layers, this.heads, this.rows, this.columns] = data.shape.split(",").map(Number);
    this.layer = Number(data.layer);
    this.head = Number(data.head);
    this.causal = data.mask === "causal";
    this.scale = Number(data.scale ?? 1);
    this.written = this.rows; // how many rows are shown, from the top
  }

  /** Take the weights from the page or fetch them. Rejects where the file cannot be had or is not of this figure. */
  async load() {
    const { artifact, encoding, weights } = this.data;
    let bytes;
    if (artifact) {
      const answer = await fetch(artifact);
      if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
      bytes = new Uint8Array(await answer.arrayBuffer());
    } else bytes = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
    const count = this.layers * this.heads * this.rows * this.columns;
    if (bytes.length !== count * encodings[encoding][0]) throw new Error("of another size");
    this.stored = new DataView(bytes.buffer);
  }

  /** The stored weights of one head, row after row. */
  headOf(layer, head) {
    if (this.latest.layer === layer && this.latest.head === head) return this.latest.weights;
    const [bytes, read] = encodings[this.data.encoding];
    const weights = new Float32Array(this.rows * this.columns);
    const start = (layer * this.heads + head) * weights.length;
    for (let index = 0; index < weights.length; index++) weights[index] = read(this.stored, (start + index) * bytes);
    this.latest = { layer, head, weights };
    return weights;
  }

  masked(query, key) {
    return this.causal && key > query;
  }

  /** Has the reader changed the softmax? */
  get altered() {
    return this.temperature !== 1 || !this.scaled;
  }

  /** What the reader has changed about the softmax, in words; "" if nothing. Bytes hold weights only roughly. */
  get alteration() {
    if (!this.altered) return "";
    const scale = this.scaled ? "" : " without the scale";
    const temperature = this.temperature === 1 ? "" : ` at temperature ${this.temperature.toFixed(2)}`;
    return `softmax recomputed${scale}${temperature}${this.rounded ? " from rounded weights" : ""}`;
  }

  get rounded() {
    return this.data.encoding === "u8-sqrt";
  }

  /**
   * One query's weights in a head, at the chosen temperature T. softmax(s / T) is the measured softmax(s) to the power
   * 1 / T, made to sum to 1 again; and the softmax of scores that were not divided by √d is that at T = 1 / √d. The
   * logarithm of a weight is its score but for a constant of its row, so scores need not be stored beside the weights.
   */
  softmax(layer, head, query) {
    const row = this.headOf(layer, head).subarray(query * this.columns, (query + 1) * this.columns);
    if (!this.altered) return row;
    const top = row.reduce((a, b) => Math.max(a, b));
    const power = (this.scaled ? 1 : this.scale) / this.temperature;
    const powers = row.map((weight) => (weight / top) ** power);
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((one) => one / sum);
  }

  /** One row as it is shown: weights, or differences from -1 to 1. */
  row(query) {
    const row = this.softmax(this.layer, this.head, query);
    if (!this.subtracted) return row;
    const { of, layer, head } = this.subtracted;
    const own = row.slice(); // decoding the other head may take the place of this one
    const other = of.softmax(layer ?? of.layer, head ?? of.head, query);
    return own.map((weight, key) => weight - other[key]);
  }

  weight(query, key) {
    return this.row(query)[key];
  }

  /** One row, or null if its word is not yet written. */
  shown(query) {
    return query < this.written ? this.row(query) : null;
  }

  /** The map as numbers: null where a weight is masked or its word not yet written. */
  map() {
    return this.queries.map((_, query) => {
      const row = this.shown(query);
      return this.keys.map((_, key) => (!row || this.masked(query, key) ? null : row[key]));
    });
  }

  /** The keys of a row that it may see, the strongest first; of differences the largest, whatever their sign. */
  ranked(query, row = this.row(query)) {
    const seen = this.keys.map((_, key) => key).filter((key) => !this.masked(query, key));
    return seen.sort((a, b) => Math.abs(row[b]) - Math.abs(row[a]));
  }

  /** The entropy of a row's weights in bits. */
  entropy(query) {
    const row = this.softmax(this.layer, this.head, query);
    return row.reduce((sum, weight) => sum - (weight > 0 ? weight * Math.log2(weight) : 0), 0);
  }

  /** The row whose strongest word lies furthest from where a word-by-word reading would look. */
  mostReordered() {
    const distance = this.queries.map((_, query) => {
      const row = this.row(query);
      const top = row.indexOf(row.reduce((a, b) => Math.max(a, b)));
      return Math.abs(top / this.columns - query / this.rows);
    });
    return distance.indexOf(Math.max(...distance));
  }

  csv() {
    const quote = (text) => `"${text.replaceAll('"', '""')}"`;
    const numbers = (row) => row.map((weight) => (weight === null ? "" : Number(weight.toFixed(6))));
    const rows = this.map().map((row, query) => [quote(this.queries[query]), ...numbers(row)]);
    return [["", ...this.keys.map(quote)], ...rows].join("\r\n");
  }
}
