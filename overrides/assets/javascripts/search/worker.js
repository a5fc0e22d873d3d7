/**
 * The theme's search worker, replaced. It speaks the theme's four messages:
 *
 *     in  {type: 0, data: {config, docs}}     out {type: 1}
 *     in  {type: 2, data: query}              out {type: 3, data: {items}}
 *
 * `docs` may hold the entries themselves, as it must where a worker cannot ask for files (`file://`). Else the entries
 * are asked for with the first letter that is typed. Those of another language are asked for when a query has no answer
 * in the reader's own. Nothing of a query leaves the worker but its results.
 */

import { Engine } from "./engine.js"
import { escape, marked, shared } from "./marks.js"

/**
 * @typedef {import("./engine.js").Entry} Entry
 * @typedef {import("./engine.js").Hit} Hit
 * @typedef {{ locale: string, locales: [string, string][], index: string }} Config
 * @typedef {{ location: string, title: string, text: string, score: number, terms: Record<string, boolean> }} Item
 */

const ROOT = new URL("../../", self.location.href)

/** @type {Config} */
let config
/** @type {Map<string, Promise<Engine>>} */
const engines = new Map()
let turn = 0

/** The engine of a locale; a failure is forgotten, so that the next letter tries again. @param {string} locale */
function engine(locale) {
  let made = engines.get(locale)
  if (!made) {
    made = load(locale)
    engines.set(locale, made)
    made.catch(() => engines.delete(locale))
  }
  return made
}

/** @param {string} locale */
async function load(locale) {
  const answer = await fetch(new URL(`${locale}/${config.index}`, ROOT))
  if (!answer.ok) throw new Error(answer.statusText)
  return new Engine(await answer.json())
}

/** @param {string} query @returns {Promise<Item[][]>} */
async function find(query) {
  if (!query.trim()) return []
  const own = await engine(config.locale)
  const hits = own.search(query)
  if (hits.length) return items(own, hits, config.locale, "")
  for (const [locale, name] of config.locales) {
    if (locale === config.locale) continue
    try {
      const other = await engine(locale)
      const found = other.search(query)
      if (found.length) return items(other, found, locale, name)
    } catch {
      // No other language then: the reader's own has been asked already.
    }
  }
  return []
}

/**
 * Results as the theme draws them: a group a page, in which a place on the page comes before the page itself.
 *
 * @param {Engine} from @param {Hit[]} hits @param {string} locale
 * @param {string} name of the language, where it is not the page's
 */
function items(from, hits, locale, name) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map()
  for (const hit of hits) {
    const [page, anchor] = hit.entry.l.split("#")
    const group = groups.get(page)
    if (!anchor) {
      if (!group) groups.set(page, [item(hit, locale, name)])
    } else if (!group) {
      const whole = { entry: from.at(page) ?? { ...hit.entry, l: page }, score: 0, terms: hit.terms }
      groups.set(page, [item(hit, locale, name), item(whole, locale, name)])
    } else if (group.length > 1 && group.length < 6) {
      group.splice(-1, 0, item(hit, locale, name))
    }
  }
  return [...groups.values()]
}

/** @param {Hit} hit @param {string} locale @param {string} name @returns {Item} */
function item({ entry, score, terms }, locale, name) {
  const language = entry.g ?? (name ? locale : "")
  /** @param {string} html */
  const said = (html) => (language ? `<span lang="${escape(language)}">${html}</span>` : html)
  const literal = (entry.x ?? []).map((text) => marked(text, terms)).sort((one, other) => weight(other) - weight(one))[0]
  const text = entry.d ? `<p>${said(marked(entry.d, terms))}</p>` : ""
  return {
    location: name ? `../${locale}/${entry.l}` : entry.l,
    title: (name ? `<span class="kb-search-language" lang="${escape(locale)}">${escape(name)}</span> ` : "") + said(marked(entry.t, terms)),
    text: text + (literal && weight(literal) > 2 ? `<p><code lang="en" translate="no">${literal}</code></p>` : ""),
    score,
    terms: shared([entry.t, entry.d ?? "", ...(entry.x ?? []), ...(entry.s ?? [])], terms),
  }
}

/** @param {string} html */
function weight(html) {
  return html.split("<mark>").length
}

self.addEventListener("message", async ({ data: message }) => {
  if (message.type === 0) {
    config = message.data.config
    if (message.data.docs.length) engines.set(config.locale, Promise.resolve(new Engine(message.data.docs)))
    self.postMessage({ type: 1 })
  } else if (message.type === 2) {
    turn += 1
    const mine = turn
    /** @type {Item[][]} */
    let found = []
    try {
      found = await find(message.data)
    } catch (error) {
      console.warn(error)
    }
    // Letters typed since then have made the answer old.
    if (mine === turn) self.postMessage({ type: 3, data: { items: found } })
  }
})
