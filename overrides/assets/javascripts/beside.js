/**
 * Another language next to every passage, or in its place, when the reader asks for it.
 *
 * `<kb-beside>` holds a `<select>`; each option but the first has a value such as `ja beside` or `ja instead`. What is
 * loaded is the same page in that language, to which `<kb-languages>` has a link: its passages have the same names
 * (`data-passage`). Nothing is asked for before the reader does. Pages from a folder may not read one another; there
 * the other page stands in a hidden frame for a moment, and says its passages itself. The choice is remembered until the
 * tab is closed; nothing but the name of a language is stored.
 *
 * @typedef {{ lang: string, dir: string, passages: [name: string, html: string, lang: string][] }} Told
 */

import { remember, remembered } from "./memory.js"

const KEY = "kb.beside"
const STORE = () => sessionStorage
const ASK = "#kb-passages"
const PATIENCE = 15_000
/** What holds a passage by itself, so that there is room for two columns. */
const HOLDERS = "p, li, dd, td, caption, blockquote"
const BLOCKS = "ul, ol, p, div, table, blockquote, details"

/** The same page in another language. @param {string} locale @returns {string} */
function addressOf(locale) {
  const link = document.querySelector(`kb-languages a[data-kb-language="${locale}"]`)
  return (link.getAttribute("href") || "").replace(/[?#].*/, "")
}

/** @param {Document} page @returns {Told} */
function told(page) {
  const passages = [...page.querySelectorAll("[data-passage]")].map((one) => [
    one.getAttribute("data-passage") || "",
    one.innerHTML,
    one.getAttribute("lang") || "",
  ])
  return { lang: page.documentElement.lang, dir: page.body.dir, passages }
}

/** @param {string} href @returns {Promise<Told>} */
async function load(href) {
  if (location.protocol === "file:") return loadInFrame(href)
  const response = await fetch(href)
  if (!response.ok) throw new Error(String(response.status))
  return told(new DOMParser().parseFromString(await response.text(), "text/html"))
}

/** @param {string} href @returns {Promise<Told>} */
function loadInFrame(href) {
  const frame = document.createElement("iframe")
  frame.hidden = true
  frame.src = href + ASK
  const answer = new Promise((resolve, reject) => {
    const wait = setTimeout(reject, PATIENCE)
    addEventListener("message", function listen(event) {
      if (event.source !== frame.contentWindow || !event.data.passages) return
      removeEventListener("message", listen)
      clearTimeout(wait)
      resolve(event.data)
    })
  })
  document.body.append(frame)
  return answer.finally(() => frame.remove())
}

/** Whether a passage has its holder for itself, but for blocks below it. @param {Element} passage */
function isAlone(passage) {
  const holder = passage.parentElement
  if (!holder || !holder.matches(HOLDERS)) return false
  return [...holder.childNodes].every(
    (one) => one === passage || (one instanceof Element ? one.matches(BLOCKS) : !one.textContent.trim()),
  )
}

/** Lets a link lead to the page in the language that the reader is in. @param {Element} link @param {string} lang */
function stay(link, lang) {
  const [, up, first, rest] = (link.getAttribute("href") || "").match(/^((?:\.\.?\/)+)([^/]+)(\/.*)$/) || []
  if (first === lang) link.setAttribute("href", up + document.documentElement.lang + rest)
}

function clear() {
  for (const pair of document.querySelectorAll(".kb-pair")) pair.replaceWith(pair.firstElementChild)
}

/** @param {Told} other @returns {number} how many passages have another beside them now */
function show(other) {
  const known = new Map(other.passages.map(([name, html, lang]) => [name, { html, lang }]))
  for (const passage of document.querySelectorAll("article [data-passage]")) {
    const found = known.get(passage.getAttribute("data-passage") || "")
    const nested = passage.parentElement.closest("[data-passage], .kb-pair")
    // What is not translated there has a language of its own; what is the same here need not be said twice.
    if (nested || !found || found.lang || passage.lang === other.lang || found.html === passage.innerHTML) continue
    const pair = document.createElement("span")
    pair.className = isAlone(passage) ? "kb-pair kb-pair--columns" : "kb-pair"
    const beside = document.createElement("span")
    Object.assign(beside, { className: "kb-beside", lang: other.lang, dir: other.dir, innerHTML: found.html })
    for (const one of beside.querySelectorAll("[data-passage]")) one.removeAttribute("data-passage")
    for (const link of beside.querySelectorAll("a[href]")) stay(link, other.lang)
    passage.replaceWith(pair)
    pair.append(passage, beside)
  }
  return document.querySelectorAll(".kb-pair").length
}

export class Beside extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select")
    this.output = this.querySelector("output")
    if (!document.querySelector("article [data-passage]")) return
    this.hidden = false
    this.select.addEventListener("change", this.#choose)
    const before = remembered(STORE, KEY)
    if ([...this.select.options].some((one) => one.value && one.value === before)) {
      this.select.value = before
      this.#follow()
    }
  }

  disconnectedCallback() {
    this.select.removeEventListener("change", this.#choose)
  }

  #choose = () => {
    remember(STORE, KEY, this.select.value)
    this.#follow()
  }

  async #follow() {
    const option = this.select.selectedOptions[0]
    const root = document.documentElement
    let said = ""
    if (!option.value) {
      clear()
    } else {
      this.setAttribute("aria-busy", "true")
      try {
        const other = await load(addressOf(option.value.split(" ")[0]))
        if (this.select.selectedOptions[0] !== option) return
        clear()
        if (!show(other)) said = this.dataset.none
      } catch {
        if (this.select.selectedOptions[0] !== option) return
        clear()
        said = this.dataset.failed
      }
      this.removeAttribute("aria-busy")
    }
    root.dataset.kbBeside = option.value.split(" ")[1] || ""
    this.output.textContent = said
  }
}

export function defineBeside() {
  if (location.protocol === "file:" && location.hash === ASK && parent !== window) {
    parent.postMessage(told(document), "*")
  } else {
    customElements.define("kb-beside", Beside)
  }
}
