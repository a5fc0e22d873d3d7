/**
 * Switching languages without losing the place.
 *
 * `<kb-languages>` holds plain links to the same page in other languages. With this script they keep the query
 * and the fragment of the address, and remember the choice. `<kb-choose-language>`, on the root page, goes to
 * the remembered or the browser's language. Only the name of a language is ever stored.
 */

import { remember, remembered } from "./memory.js"

const KEY = "kb.language"
const STORE = () => localStorage

/** The target of a link with what the address has besides: the query, and the place within the page. @param {string} href */
function carried(href) {
  const target = new URL(href, document.baseURI)
  target.search = location.search
  if (location.hash) target.hash = location.hash
  return target.href
}

/** The remembered language, or the first of the browser's, if it is among these. @param {string[]} offered */
export function preferred(offered) {
  return [remembered(STORE, KEY), ...navigator.languages.map((tag) => tag.split("-")[0])].find((one) => offered.includes(one))
}

export class Languages extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#follow)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#follow)
  }

  /** @param {MouseEvent} event */
  #follow = (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-kb-language]")
    if (!(link instanceof HTMLAnchorElement)) return
    remember(STORE, KEY, link.dataset.kbLanguage || "")
    link.href = carried(link.getAttribute("href") || "")
  }
}

export class ChooseLanguage extends Languages {
  connectedCallback() {
    super.connectedCallback()
    const links = [...this.querySelectorAll("a[data-kb-language]")]
    const offered = new Map(links.map((link) => [link.getAttribute("data-kb-language") || "", link.getAttribute("href") || ""]))
    const first = preferred([...offered.keys()])
    if (first) location.replace(carried(offered.get(first) || ""))
  }
}

export function defineLanguages() {
  customElements.define("kb-languages", Languages)
  customElements.define("kb-choose-language", ChooseLanguage)
}
