// In the offline edition, where a page may neither fetch a file nor start a worker: what is fetched comes from a script
// that stands beside the file (`x.md.js` calls `offlineFile`), and a worker's script runs in a hidden frame.

if (location.protocol === "file:") {
  const root = new URL("../../", document.currentScript.src);
  const wanted = new Map();
  const plainFetch = window.fetch;

  /** What a script beside a file calls: the file's path below the site, and its bytes in base64. */
  window.offlineFile = (path, data) => wanted.set(path, Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));

  const load = (scope, address) =>
    new Promise((resolve, reject) => {
      const script = scope.document.createElement("script");
      script.src = address;
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new TypeError(`${address} is not in the offline edition`));
      scope.document.head.append(script);
    });

  window.fetch = async (resource, options) => {
    const address = new URL(resource instanceof Request ? resource.url : resource, document.baseURI);
    if (address.protocol !== "file:") return plainFetch(resource, options);
    address.search = address.hash = "";
    const path = decodeURIComponent(address.href.slice(root.href.length));
    if (!wanted.has(path)) await load(window, `${address}.js`);
    return new Response(wanted.get(path));
  };

  window.Worker = class extends EventTarget {
    #ready;
    constructor(url, { type } = {}) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.documentElement.append(frame);
      const inside = frame.contentWindow;
      inside.postMessage = (data) => {
        const message = new MessageEvent("message", { data: structuredClone(data) });
        this.dispatchEvent(message);
        this.onmessage?.(message);
      };
      inside.importScripts = () => {
        throw new Error("no further scripts in the offline edition");
      };
      inside.fetch = window.fetch;
      const script = new URL(url, document.baseURI).href;
      this.#ready = load(inside, type === "module" ? script.replace(/\.js$/, ".classic.js") : script).then(() => inside);
    }
    async postMessage(data) {
      const inside = await this.#ready;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }
    terminate() {}
  };
}
