// RNNsearch of Bahdanau, Cho and Bengio, forward only and without the page: the published weights translate here.
// Symbols and steps are those of docs/lab/attention_lab/rnnsearch_numpy.py, which says where the paper has them.

/** A number of half precision. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
}

/** Tensors by name, each with its shape, and what the file says of itself: a safetensors file of f16 numbers. */
export function readWeights(buffer) {
  const view = new DataView(buffer);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const described = JSON.parse(header.__metadata__.lab);
  delete header.__metadata__;
  const tensors = {};
  for (const [name, { dtype, shape, data_offsets: [start, stop] }] of Object.entries(header)) {
    if (dtype !== "F16") throw new Error(`${name} is ${dtype}, not F16`);
    const numbers = new Float32Array((stop - start) / 2);
    for (let i = 0; i < numbers.length; i++) numbers[i] = half(view.getUint16(8 + length + start + 2 * i, true));
    tensors[name] = Object.assign(numbers, { rows: shape[0], columns: shape[1] ?? 1 });
  }
  return { tensors, ...described };
}

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** M x, with `from` as the first row of M and `rows` of them. */
function times(M, x, from = 0, rows = M.rows - from) {
  const y = new Float32Array(rows);
  for (let i = 0, at = from * M.columns; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < M.columns; j++) sum += M[at++] * x[j];
    y[i] = sum;
  }
  return y;
}

/** The first vector with the others added to it, in place. */
function plus(y, ...others) {
  for (const other of others) for (let i = 0; i < y.length; i++) y[i] += other[i];
  return y;
}

function joined(...parts) {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Positive numbers that sum to 1; the largest score is taken off first, so that exp cannot overflow. */
export function softmax(scores) {
  const top = Math.max(...scores);
  const powers = Float32Array.from(scores, (score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** English to French, one likeliest word after another. */
export class Translator {
  constructor(buffer) {
    const { tensors, english, french } = readWeights(buffer);
    Object.assign(this, { p: tensors, english, french });
    this.place = new Map(english.map((word, place) => [word, place]));
    this.place.delete(english[0]); // the end symbol is no word that a reader may write
  }

  knows(word) {
    return this.place.has(word);
  }

  /** s' = (1 − z) ∘ s + z ∘ tanh(W x + U (r ∘ s) + b) */
  gatedUnit(name, x, state) {
    const n = state.length;
    const driven = plus(times(this.p[`${name}.W`], x), this.p[`${name}.b`]);
    const gates = plus(times(this.p[`${name}.U_gates`], state), driven.subarray(0, 2 * n)).map(sigmoid);
    const reset = state.map((s, i) => gates[n + i] * s);
    const candidate = plus(times(this.p[`${name}.U`], reset), driven.subarray(2 * n)).map(Math.tanh);
    return state.map((s, i) => s + gates[i] * (candidate[i] - s));
  }

  embedding(table, place) {
    const { columns } = this.p[table];
    return this.p[table].subarray(place * columns, (place + 1) * columns);
  }

  /** Annotations h_j = [→h_j; ←h_j], U_a h_j, and the first state of the decoder. */
  encode(places) {
    const n = this.p.W_s.rows;
    const read = (name, order) => {
      let state = new Float32Array(n);
      return order.map((place) => (state = this.gatedUnit(name, this.embedding("E_x", place), state)));
    };
    const forward = read("encoder_forward", places);
    const backward = read("encoder_backward", [...places].reverse()).reverse();
    const annotations = forward.map((state, j) => joined(state, backward[j]));
    return {
      annotations,
      keys: annotations.map((h) => times(this.p["alignment.U_a"], h)),
      state: plus(times(this.p.W_s, backward[0]), this.p.b_s).map(Math.tanh),
    };
  }

  /** α_ij: the softmax over j of e_ij = v_aᵀ tanh(W_a s_{i−1} + U_a h_j) */
  align(state, keys) {
    const asked = times(this.p["alignment.W_a"], state);
    const v = this.p["alignment.v_a"];
    const scores = Float32Array.from(keys, (key) => {
      let score = 0;
      for (let k = 0; k < v.length; k++) score += v[k] * Math.tanh(asked[k] + key[k]);
      return score;
    });
    return softmax(scores);
  }

  /** Logits by a maxout layer over pairs. */
  readout(state, previous, context) {
    const { U_o, V_o, C_o, b_o, W_o, b_y } = this.p;
    const t = plus(times(U_o, state), times(V_o, previous), times(C_o, context), b_o);
    const highest = new Float32Array(t.length / 2).map((_, i) => Math.max(t[2 * i], t[2 * i + 1]));
    return plus(times(W_o, highest), b_y);
  }

  /**
   * What the model does for a sentence of known words: for each word that it writes, the end symbol included, the
   * word, the weights over the source words and the end symbol, and the probability of every French word.
   */
  translate(words, longest = 100) {
    const { annotations, keys, state: first } = this.encode([...words.map((word) => this.place.get(word)), 0]);
    const steps = [];
    let state = first;
    let previous = new Float32Array(this.p.E_y.columns);
    while (steps.length < longest) {
      const weights = this.align(state, keys);
      const context = new Float32Array(annotations[0].length);
      annotations.forEach((h, j) => {
        for (let k = 0; k < h.length; k++) context[k] += weights[j] * h[k];
      });
      const probabilities = softmax(this.readout(state, previous, context));
      const chosen = probabilities.indexOf(Math.max(...probabilities));
      steps.push({ word: this.french[chosen], weights, probabilities });
      if (chosen === 0) break;
      state = this.gatedUnit("decoder", joined(previous, context), state);
      previous = this.embedding("E_y", chosen);
    }
    return steps;
  }

  /** The likeliest French words of a step, the best first. */
  likeliest({ probabilities }, count) {
    const places = Array.from(probabilities.keys()).sort((a, b) => probabilities[b] - probabilities[a]);
    return places.slice(0, count).map((place) => ({ word: this.french[place], probability: probabilities[place] }));
  }
}
