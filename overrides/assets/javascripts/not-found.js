/**
 * The page for missing pages: reads what was asked for and offers what was meant.
 *
 * `<kb-not-found data-base="/">` holds a section a language; each has a hidden `[data-offer]` with an empty list. What
 * pages there are is `self.kbAddresses` (generator/wayfinding.py), a script that only this page loads.
 *
 * @typedef {Record<string, [href: string, title: string]>} Page
 * @typedef {{ pages: Record<string, Page>, gone: Record<string, string> }} Data
 */

import { preferred } from "./languages.js"

const OFFERED = 4

/** What was asked for, without what differs only in writing: full-width digits, capitals, escapes. @param {string} path */
export function wish(path) {
  let text = path
  try {
    text = decodeURIComponent(path.replace(/\+/g, " "))
  } catch {
    // A broken escape stays as it is.
  }
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[。｡]/g, ".")
    .replace(/\/(?:index(?:\.html?)?)?$|\.(?:html?|md|json)$/, "")
    .replace(/^\/+|\/+$/g, "")
    .trim()
}

/** Letters and digits only. @param {string} text */
const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, "")

/** How many letters must be typed otherwise: added, left out, changed, or exchanged with a neighbour. @param {string} one @param {string} other */
function distance(one, other) {
  let before = /** @type {number[]} */ ([])
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    before = row
    row = next
  }
  return row[other.length]
}

/** The part of a name that is typed wrongly; endless when it is another name. @param {string} name @param {string} typed */
function wrong(name, typed) {
  if (typed.length < 3 || Math.abs(name.length - typed.length) > 3) return Infinity
  const letters = distance(name, typed)
  return letters <= Math.max(1, Math.floor(name.length / 5)) ? letters / name.length : Infinity
}

/**
 * The keys of the pages that a wish may mean, the best first. @param {string} path below the root of the site
 * @param {Data} data @param {string[]} locales
 */
export function find(path, { pages, gone }, locales) {
  const parts = wish(path).split("/").map((part) => part.trim()).filter(Boolean)
  if (locales.includes(parts[0])) parts.shift()
  const short = { e: "errors", f: "fixes" }[parts[0]]
  const asked = (short ? [short, ...parts.slice(1)] : parts).join("/")
  if (!asked) return []
  /** @type {Map<string, number>} */
  const found = new Map()
  /** @param {string} key @param {number} rank */
  const offer = (key, rank) => {
    if (pages[key] && rank < Infinity && !(Number(found.get(key)) <= rank)) found.set(key, rank)
  }
  const names = [...Object.keys(pages), ...Object.keys(gone)].filter(Boolean)
  const last = bare(parts[parts.length - 1])
  for (const key of names) {
    const to = Object.hasOwn(gone, key) ? gone[key] : key
    const plain = key.replace("#", "/")
    const id = plain.slice(plain.indexOf("/") + 1)
    const end = id.slice(id.lastIndexOf("/") + 1)
    if (plain === asked || id === asked) offer(to, 0)
    else if (bare(id) === bare(asked) || bare(plain) === bare(asked)) offer(to, 1)
    else {
      if (bare(end) === last) offer(to, 2)
      if ((plain !== id && asked.startsWith(`${plain}/`)) || holds(asked, id)) offer(to, 4 - id.length / 100)
      offer(to, 3 + wrong(bare(plain), bare(asked)))
      offer(to, 3 + wrong(bare(id), bare(asked)))
      offer(to, 5 + wrong(bare(end), last))
    }
  }
  const sorted = [...found].sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1))
  const best = sorted[0]?.[1] ?? 0
  return sorted.filter(([, rank]) => best > 0 || rank === 0).slice(0, OFFERED).map(([key]) => key)
}

/** Whether a text holds an id as a word of its own: `535 5.7.139` holds `5.7.139`, `5.7.1390` does not. @param {string} text @param {string} id */
function holds(text, id) {
  if (!/\d/.test(id)) return false
  const at = text.indexOf(id)
  if (at < 0) return false
  return !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && !/^(?:[\p{L}\p{N}]|\.\p{N})/u.test(text.slice(at + id.length))
}

export class NotFound extends HTMLElement {
  connectedCallback() {
    const data = /** @type {Data | undefined} */ (/** @type {any} */ (self).kbAddresses)
    if (!data || this.hasAttribute("data-ready")) return
    this.setAttribute("data-ready", "")
    const base = this.dataset.base || "/"
    const sections = [...this.querySelectorAll("section[lang]")]
    const locales = sections.map((section) => section.getAttribute("lang") || "")
    const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname
    const keys = find(path, data, locales)
    const spoken = locales.find((locale) => path.split("/")[0] === locale) ?? preferred(locales)
    for (const section of sections) {
      const locale = section.getAttribute("lang") || ""
      const offer = section.querySelector("[data-offer]")
      if (offer instanceof HTMLElement) {
        for (const key of keys) offer.querySelector("ul")?.append(item(data.pages[key][locale], base))
        offer.hidden = !keys.length
      }
      if (locale === spoken) this.prepend(section)
    }
  }
}

/** @param {[string, string]} page @param {string} base */
function item([href, title], base) {
  const link = document.createElement("a")
  link.href = base + href
  link.textContent = title
  const made = document.createElement("li")
  made.append(link)
  return made
}

export function defineNotFound() {
  customElements.define("kb-not-found", NotFound)
}
