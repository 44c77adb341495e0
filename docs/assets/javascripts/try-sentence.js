// "Try your own sentence": a text field, what RNNsearch makes of it, and where it looks for every word.

import { Translator } from "./rnnsearch.js";

const WEIGHTS = new URL("../../lab/weights/rnnsearch.safetensors", import.meta.url);
const LONGEST = 60; // words that a reader may enter
const LONGEST_TRAINED = 20;
const OFFERED = 8;
const PRINTED_WEIGHT = 0.095;

let loading = null;

/** The translator, its weights fetched when they are first needed. */
function translator() {
  loading ??= fetch(WEIGHTS)
    .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(`${answer.status}`))))
    .then((buffer) => new Translator(buffer))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** The words of a text as the model takes them: small letters, no punctuation, 's on its own. */
export function wordsOf(text) {
  const plain = text.toLowerCase().replaceAll("’", "'").replaceAll("'s", " 's").replace(/[.,;:!?"“”()–—-]/g, " ");
  return plain.split(/\s+/).filter(Boolean);
}

/** Words as running text: l' homme → l'homme. */
const readAloud = (words) => words.join(" ").replaceAll("' ", "'").replaceAll(" 's", "'s");

/** How many letters have to be changed, added or left out to make one word the other. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** Known words that go on from some letters, or else those that look most like them. */
function similar(letters, known) {
  const longer = known.filter((word) => word.startsWith(letters));
  if (longer.length) return longer.slice(0, OFFERED);
  return known
    .map((word) => [distance(letters, word), word])
    .filter(([changes]) => changes <= 2)
    .sort(([a], [b]) => a - b)
    .slice(0, OFFERED)
    .map(([, word]) => word);
}

const quoted = (words) => new Intl.ListFormat("en-GB").format(words.map((word) => `“${word}”`));

export function takeUp(place) {
  if (place.dataset.ready !== undefined) return;
  place.dataset.ready = "";

  const field = element("input", {
    id: "try-field", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 600,
  });
  field.setAttribute("aria-describedby", "try-message");
  const offers = element("div", { className: "try-offers" });
  offers.setAttribute("role", "group");
  offers.setAttribute("aria-label", "Words that it knows");
  const message = element("p", { className: "try-message", id: "try-message" });
  message.setAttribute("role", "status");
  const french = element("p", { className: "try-french", lang: "fr" });
  const slider = element("input", { type: "range", min: 1, autocomplete: "off" });
  const told = element("output");
  const steps = element("label", { className: "try-step" }, "Words written ", slider, told);
  const map = element("div", { className: "heatmap try-map" });
  const next = element("div", { className: "try-next" });
  const list = element("div", { className: "try-known__words" });
  const summary = element("summary", { textContent: "The words that it knows" });
  const known = element("details", { className: "try-known" }, summary, list);
  const result = element("div", { className: "try-result", hidden: true }, french, steps, map, next);
  const label = element("label", { htmlFor: "try-field", textContent: place.dataset.label });
  const form = element("form", {}, label, field, offers, message);
  place.replaceChildren(form, result, known);

  let model = null;
  let shown = null; // the translation on the page: its words, what the model did, and how many words are written
  let waiting = 0;

  const first = new URLSearchParams(location.search);
  field.value = (first.get("sentence") ?? place.dataset.sentence).slice(0, 600);
  let asked = Number(first.get("written")) || 0;

  translator().then(
    (loaded) => {
      model = loaded;
      const words = model.english.slice(1);
      summary.textContent = `The ${words.length} words that it knows`;
      list.append(...words.map((word) => element("button", { type: "button", textContent: word })));
      renew();
      place.dataset.ready = "yes";
    },
    () => (message.textContent = "The model could not be loaded. Reload the page to try again."),
  );

  /** Read the field: translate it, or say what keeps the model from it. */
  function renew() {
    if (!model) return;
    const words = wordsOf(field.value);
    const unknown = [...new Set(words.filter((word) => !model.knows(word)))];
    const last = words.at(-1);
    const unfinished = unknown.length === 1 && unknown[0] === last && !/\s$/.test(field.value);
    offer(unknown[0] ?? "");
    if (!words.length) return refuse("Write a sentence, or choose words from the list below.");
    if (words.length > LONGEST) return refuse(`That is ${words.length} words; ${LONGEST} is the most that it takes here.`);
    if (unfinished && offers.childElementCount && model.english.some((word) => word.startsWith(last))) {
      return refuse(`“${last}” is not yet a word that it knows. Go on, or choose one above.`);
    }
    if (unknown.length) {
      const many = unknown.length > 1;
      return refuse(`The model does not know ${quoted(unknown)}: it was trained on a small vocabulary and would have `
        + `to invent ${many ? "them" : "it"}. Replace ${many ? "those words" : "that word"} by words that it knows.`);
    }
    const began = performance.now();
    const done = model.translate(words);
    place.dataset.milliseconds = (performance.now() - began).toFixed(1);
    shown = { words, done, written: Math.min(asked || done.length, done.length) };
    asked = 0;
    result.hidden = false;
    slider.max = done.length;
    draw();
    const long = words.length > LONGEST_TRAINED
      ? ` The sentence has ${words.length} words, and training stopped at ${LONGEST_TRAINED}: do not trust the end.` : "";
    message.textContent = `In French: ${translation()}.${long}`;
    keep();
  }

  function refuse(reason) {
    message.textContent = reason;
    result.hidden = true;
    shown = null;
  }

  function translation() {
    return readAloud(shown.done.map(({ word }) => word).filter((word) => word !== model.french[0]));
  }

  function offer(letters) {
    const words = letters ? similar(letters, model.english.slice(1)) : [];
    offers.replaceChildren(...words.map((word) => element("button", { type: "button", textContent: word })));
    offers.dataset.instead = letters;
  }

  /** The state in the address, so that a sentence can be linked. Not at every letter: browsers limit that. */
  function keep() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!place.isConnected || !shown) return;
      const url = new URL(location.href);
      url.searchParams.set("sentence", shown.words.join(" "));
      if (shown.written < shown.done.length) url.searchParams.set("written", shown.written);
      else url.searchParams.delete("written");
      history.replaceState(history.state, "", url);
    }, 300);
  }

  function draw() {
    const { words, done, written } = shown;
    slider.value = written;
    told.value = `${written} of ${done.length}`;
    const last = done[written - 1];
    const symbol = model.french[0];
    french.replaceChildren(...done.map(({ word }, i) => {
      const button = element("button", { type: "button", textContent: word === symbol ? "■" : word });
      if (word === symbol) button.setAttribute("aria-label", "the end");
      button.dataset.step = i + 1;
      button.setAttribute("aria-pressed", i + 1 === written);
      if (i + 1 > written) button.className = "later";
      return button;
    }));
    map.replaceChildren(table([...words, symbol], done, written));
    const likeliest = model.likeliest(last, 6).map(({ word, probability }) => {
      const bar = element("i");
      bar.style.setProperty("--p", probability.toFixed(4));
      const number = element("span", { textContent: probability.toFixed(3) });
      return element("li", {}, element("b", { textContent: word, lang: "fr" }), number, bar);
    });
    const heading = element("p", { textContent: `Word ${written}: the likeliest French words and their probabilities` });
    next.replaceChildren(heading, element("ol", {}, ...likeliest));
  }

  /** Rows are the French words, columns the English ones; it wears the looks of the site's attention maps. */
  function table(keys, done, written) {
    const widest = (tokens) => Math.min(12, Math.max(...tokens.map((token) => token.length)) * 0.54);
    const stage = element("div", { className: "heatmap-stage" });
    const names = { "--keys": keys.length, "--queries": done.length, "--overhang": widest(keys) * 0.62 + 0.3,
      "--key-width": widest(keys), "--query-width": widest(done.map(({ word }) => word)) };
    for (const [name, value] of Object.entries(names)) stage.style.setProperty(name, value);
    const head = element("tr", {}, element("td"), ...keys.map((key) =>
      element("th", { scope: "col" }, element("span", { textContent: key, lang: "en" }))));
    const lines = done.map(({ word, weights }, i) => {
      const name = element("th", { scope: "row", textContent: word, lang: "fr" });
      name.classList.toggle("picked", i + 1 === written);
      const line = element("tr", {}, name, ...Array.from(weights, (weight) => {
        const cell = element("td", { textContent: weight.toFixed(2) });
        cell.style.setProperty("--w", weight.toFixed(2));
        cell.classList.toggle("strong", weight >= PRINTED_WEIGHT);
        return cell;
      }));
      line.dataset.step = i + 1;
      line.classList.toggle("later", i + 1 > written);
      return line;
    });
    stage.append(element("table", { className: "heatmap-table" },
      element("caption", { className: "try-hidden", textContent: "Weights on the English words, one row a French word" }),
      element("thead", {}, head), element("tbody", {}, ...lines)));
    const scroll = element("div", { className: "heatmap-scroll", tabIndex: 0 }, stage);
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Attention map of your sentence");
    return scroll;
  }

  function write(count) {
    if (!shown) return;
    shown.written = count;
    draw();
    keep();
  }

  place.closest("article").addEventListener(
    "click",
    (event) => {
      const sentence = new URL(event.target.closest("a[href]")?.href ?? location).searchParams.get("sentence");
      if (!event.target.closest("a[href*='?sentence=']") || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault(); // and no new page: Material would take the same address for a repeated click
      event.stopPropagation();
      field.value = sentence;
      renew();
      place.scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    },
    true,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", renew);
  slider.addEventListener("input", () => write(Number(slider.value)));
  map.addEventListener("click", ({ target }) => {
    const step = target.closest("tr[data-step]")?.dataset.step;
    if (step) write(Number(step));
  });
  french.addEventListener("click", ({ target }) => {
    const step = target.closest("button")?.dataset.step;
    if (!step) return;
    write(Number(step));
    french.querySelector(`[data-step="${step}"]`).focus();
  });
  offers.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return;
    const words = wordsOf(field.value).map((word) => (word === offers.dataset.instead ? target.textContent : word));
    field.value = `${readAloud(words)} `;
    field.focus();
    renew();
  });
  list.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return;
    field.value = `${field.value.trimEnd()} ${target.textContent} `.trimStart();
    renew();
  });
}
