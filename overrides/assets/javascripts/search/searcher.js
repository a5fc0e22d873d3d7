/**
 * Answers the theme's search messages, wherever it runs: in a worker, or in the page where there are no workers.
 *
 *     in  {type: 0, data: {config, docs}}     out {type: 1}
 *     in  {type: 2, data: query}              out {type: 3, data: {items}}
 *
 * `docs` may hold the entries themselves. Else they are read with the first letter that is typed. Those of another
 * language are read when a query has no answer in the reader's own. Nothing of a query leaves but its results.
 *
 * Where the index is split (`each`, see generator/longtext.py), the few files that may have words of the query are read
 * before it is answered, and what the first results show after that.
 */

import { Engine } from "./engine.js"
import { escape, marked, shared } from "./marks.js"

/** How many results show more than their title before the reader has asked for more. */
const SHOWN = 8

/**
 * @typedef {import("./engine.js").Entry} Entry
 * @typedef {import("./engine.js").Hit} Hit
 * @typedef {{ locale: string, locales: [string, string][], index: string, each?: number }} Config
 * @typedef {(locale: string, name: string) => Promise<any>} Read
 * @typedef {{ location: string, title: string, text: string, score: number, terms: Record<string, boolean> }} Item
 */

export class Searcher {
  /** @type {Config | undefined} */
  #config
  /** @type {Map<string, Promise<Engine>>} */
  #engines = new Map()
  /** @type {Map<string, Promise<any>>} files of long texts, by locale and name */
  #parts = new Map()
  #turn = 0

  /**
   * @param {(message: object) => void} post sends an answer
   * @param {Read} read reads a file of a locale: the entries by the name of the index, or `search/words/3` and the like
   */
  constructor(post, read) {
    this.#post = post
    this.#read = read
  }

  #post
  #read

  /** @param {{ type: number, data: any }} message */
  async receive(message) {
    if (message.type === 0) {
      const { config, docs } = message.data
      this.#config = config
      if (docs.length) this.#engines.set(config.locale, Promise.resolve(new Engine(docs)))
      this.#post({ type: 1 })
    } else if (message.type === 2) {
      const mine = ++this.#turn
      /** @type {Item[][]} */
      let found = []
      try {
        found = await this.#find(message.data)
      } catch (error) {
        console.warn(error)
      }
      // Letters typed since then have made the answer old.
      if (mine === this.#turn) this.#post({ type: 3, data: { items: found } })
    }
  }

  /** The engine of a locale; a failure is forgotten, so that the next letter tries again. @param {string} locale */
  #engine(locale) {
    let made = this.#engines.get(locale)
    if (!made) {
      made = this.#read(locale, /** @type {Config} */ (this.#config).index).then((entries) => new Engine(entries))
      this.#engines.set(locale, made)
      made.catch(() => this.#engines.delete(locale))
    }
    return made
  }

  /** @param {string} query @returns {Promise<Item[][]>} */
  async #find(query) {
    if (!query.trim() || !this.#config) return []
    const { locale: home, locales } = this.#config
    const own = await this.#engine(home)
    const hits = await this.#hits(own, home, query)
    if (hits.length) return items(own, hits, home, "")
    for (const [locale, name] of locales) {
      if (locale === home) continue
      try {
        const other = await this.#engine(locale)
        const found = await this.#hits(other, locale, query)
        if (found.length) return items(other, found, locale, name)
      } catch {
        // No other language then: the reader's own has been asked already.
      }
    }
    return []
  }

  /** @param {Engine} engine @param {string} locale @param {string} query @returns {Promise<Hit[]>} */
  async #hits(engine, locale, query) {
    const { each } = /** @type {Config} */ (this.#config)
    if (!each) return engine.search(query)
    const words = [...engine.buckets(query, Math.ceil(engine.entries.length / each))].map((number) => `search/words/${number}`)
    await Promise.all(words.map((name) => this.#part(locale, name, (/** @type {any} */ found) => engine.learn(found))))
    const hits = engine.search(query)
    const shown = new Set(hits.slice(0, SHOWN).map((hit) => Math.floor(hit.number / each)))
    await Promise.all(
      [...shown].map((number) =>
        this.#part(locale, `search/texts/${number}`, (/** @type {Partial<Entry>[]} */ found) =>
          found.forEach((text, place) => Object.assign(engine.entries[number * each + place], text)),
        ),
      ),
    )
    return hits
  }

  /** A file of long texts, taken once; without it the answer is a poorer one. @param {string} locale @param {string} name @param {(found: any) => void} take */
  #part(locale, name, take) {
    const key = `${locale}/${name}`
    const made = this.#parts.get(key) ?? this.#read(locale, name).then(take)
    this.#parts.set(key, made)
    return made.catch(() => this.#parts.delete(key))
  }
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
