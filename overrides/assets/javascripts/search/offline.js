/**
 * The search of a site that is opened from a folder, where browsers have neither workers nor data files: it runs in the
 * page, in the place of the worker that the theme starts, and reads entries from scripts.
 */

import { Searcher } from "./searcher.js"

const ROOT = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src)

/** @param {string} locale @param {string} name of a file; that of the index ends in .json, whatever it is here @returns {Promise<any>} */
function read(locale, name) {
  const whole = name.endsWith(".json")
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL(`${locale}/${whole ? "search/search_index" : name}.js`, ROOT).href
    script.onload = () => {
      script.remove()
      const { __index, __kb } = /** @type {any} */ (self)
      resolve(whole ? __index.docs : __kb)
    }
    script.onerror = reject
    document.head.append(script)
  })
}

class PageWorker extends EventTarget {
  #searcher = new Searcher((data) => this.dispatchEvent(new MessageEvent("message", { data })), read)

  /** @param {{ type: number, data: any }} message */
  postMessage(message) {
    setTimeout(() => this.#searcher.receive(message))
  }

  terminate() {}
}

if (location.protocol === "file:") Object.assign(self, { Worker: PageWorker })
