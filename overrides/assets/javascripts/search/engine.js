/**
 * Finds the entries of an index that answer a query, best first.
 *
 * Each entry is scored by BM25 over its fields, times how much of the query it covers; codes, whole names and the words
 * that decide between texts of one code count on top. Words that no entry has are taken for the nearest that some have.
 */

import { Codes } from "./codes.js"
import { compact, terms } from "./words.js"

/**
 * @typedef {object} Entry as generator/search.py writes it
 * @property {string} l
 * @property {string} k
 * @property {string} t
 * @property {string} [d]
 * @property {string[]} [c]
 * @property {string[]} [w]
 * @property {string[]} [x]
 * @property {string[]} [s]
 * @property {string[]} [m]
 * @property {string} [g]
 *
 * @typedef {{ number: number, entry: Entry, score: number, terms: Set<string> }} Hit
 * @typedef {{ entry: number, weight: number }} Posting
 * @typedef {{ term: string, likeness: number }} Like
 */

/** What a word in a field says, against one in the description. */
const FIELDS = /** @type {const} */ ({ t: 3, s: 2.5, w: 2, x: 1.2, d: 1, m: 0.8 })

/** Pages that answer, before pages that list, explain or date things. @type {Record<string, number>} */
const KINDS = { error: 1, variant: 1, fix: 1, guide: 0.95, method: 0.8, event: 0.6, term: 0.6, home: 0.5 }
const OTHER_KIND = 0.7

/** What a word in a long text says, against one that stands in the index. */
const LONG = 0.3

const SATURATION = 1.2
const LENGTH = 0.4
const MOST = 40
const QUERY = 4000
const WORDS = 12

export class Engine {
  /** @type {Map<string, Posting[]>} */
  #postings = new Map()
  /** @type {Map<string, Set<string>>} terms of Latin letters by their words */
  #words = new Map()
  /** @type {Map<string, number[]>} entries by the terms of their long texts, as far as these have been read */
  #long = new Map()
  #codes = new Codes()
  /** @type {{ t: string, d: string, s: string[], w: string[], x: string[] }[]} */
  #plain
  /** @type {Map<string, string>} current names by former ones */
  #names = new Map()

  /** @param {Entry[]} entries */
  constructor(entries) {
    this.entries = entries
    /** @type {Map<string, number>[]} */
    const counts = []
    let total = 0
    const sizes = entries.map((entry, number) => {
      /** @type {Map<string, number>} */
      const count = new Map()
      let size = 0
      for (const [field, weight] of Object.entries(FIELDS)) {
        const value = entry[/** @type {keyof typeof FIELDS} */ (field)]
        for (const text of typeof value === "string" ? [value] : value ?? []) {
          for (const one of terms(text)) {
            count.set(one.term, (count.get(one.term) ?? 0) + weight * (one.form === "word" || one.form === "pair" ? 1 : 0.6))
            size += 1
            if (one.form === "pair" || one.form === "bridge") continue
            this.#words.set(one.word, (this.#words.get(one.word) ?? new Set()).add(one.term))
          }
        }
      }
      this.#codes.add(number, entry.c ?? [])
      if (entry.k === "term") for (const name of entry.s ?? []) this.#names.set(compact(name), entry.t)
      counts.push(count)
      total += size
      return size
    })
    const usual = total / (entries.length || 1)
    counts.forEach((count, number) => {
      const long = 1 - LENGTH + LENGTH * (sizes[number] / usual)
      for (const [term, sum] of count) {
        const posting = { entry: number, weight: sum / (SATURATION * long + sum) }
        const list = this.#postings.get(term)
        if (list) list.push(posting)
        else this.#postings.set(term, [posting])
      }
    })
    this.#plain = entries.map((entry) => ({
      t: compact(entry.t),
      d: compact(entry.d ?? ""),
      s: (entry.s ?? []).map(compact),
      w: (entry.w ?? []).map(compact),
      x: (entry.x ?? []).map(compact),
    }))
  }

  /** The entry of an address. @param {string} address */
  at(address) {
    return this.entries.find((entry) => entry.l === address)
  }

  /**
   * The files of long texts that may have words of a query, as generator/longtext.py names them.
   *
   * @param {string} query @param {number} files how many there are @returns {Set<number>}
   */
  buckets(query, files) {
    const { rest } = this.#codes.apart(query.slice(0, QUERY))
    const asked = terms(rest, true).filter(
      ({ form, weight, word }) => weight > 0.15 && form !== "joined" && word.length > (form === "pair" ? 1 : 2),
    )
    return new Set(asked.slice(0, WORDS).map((one) => bucket(one.word, files)))
  }

  /** Learns which entries have words in their long texts. @param {Record<string, number[]>} words */
  learn(words) {
    for (const [word, steps] of Object.entries(words)) {
      let entry = 0
      const having = steps.map((step) => (entry += step))
      for (const one of terms(word)) {
        const known = this.#long.get(one.term)
        this.#long.set(one.term, known ? [...new Set([...known, ...having])] : having)
        if (one.form === "word") this.#words.set(one.word, (this.#words.get(one.word) ?? new Set()).add(one.term))
      }
    }
  }

  /** How much a term tells: the fewer entries have it, the more. @param {string} term */
  #tells(term) {
    const having = (this.#postings.get(term) ?? this.#long.get(term))?.length ?? 0
    return Math.log(1 + (this.entries.length - having + 0.5) / (having + 0.5))
  }

  /**
   * The terms of the index that a word of the query may mean: the same, longer ones that begin with it or hold it, and,
   * when there is none, those that differ by a slip of the finger.
   *
   * @param {import("./words.js").Term} asked @returns {Like[]}
   */
  #like(asked) {
    /** @type {Map<string, number>} */
    const likes = new Map()
    /** @param {string} term @param {number} likeness */
    const add = (term, likeness) => likes.set(term, Math.max(likes.get(term) ?? 0, likeness))
    if (this.#postings.has(asked.term) || this.#long.has(asked.term)) add(asked.term, 1)
    if (asked.form === "pair") {
      // What has not been converted yet: `せきゅりてぃ` is セキュリティ.
      const kana = asked.term.replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
      if (!likes.size && this.#postings.has(kana)) add(kana, 0.8)
      if (asked.term.length === 1 && asked.weight > 0.1) {
        for (const term of this.#postings.keys()) if (term.length === 2 && term.includes(asked.term)) add(term, 0.5)
      }
    } else if (asked.weight > 0.15 && asked.form !== "part" && asked.word.length > 2) {
      const digits = /^\d+$/.test(asked.word)
      for (const [word, known] of this.#words) {
        let likeness = 0
        if (word === asked.word) likeness = 1
        else if (digits) continue
        else if (word.startsWith(asked.word)) likeness = 0.6 + 0.3 * (asked.word.length / word.length)
        else if (asked.word.length > 4 && word.includes(asked.word)) likeness = 0.6
        if (likeness) for (const term of known) add(term, likeness)
      }
      if (!likes.size && !digits && asked.word.length > 3) {
        for (const [word, known] of this.#words) {
          const far = slips(asked.word, word)
          if (far <= 2) for (const term of known) add(term, far === 1 ? 0.75 : 0.55)
        }
      }
    }
    return [...likes].map(([term, likeness]) => ({ term, likeness }))
  }

  /** The query and, where it uses a former name, the present one. @param {string} query */
  #asked(query) {
    const asked = terms(query, true)
    const whole = compact(query)
    /** @type {Set<string>} */
    const have = new Set(asked.map((one) => one.term))
    for (const [former, name] of this.#names) {
      if (former.length < 3 || !whole.includes(former)) continue
      for (const one of terms(name, true)) if (!have.has(one.term)) asked.push({ ...one, start: -1, end: -1, weight: one.weight * 0.5 })
    }
    return asked
  }

  /** @param {string} written @returns {Hit[]} */
  search(written) {
    const query = written.slice(0, QUERY)
    const { codes, rest } = this.#codes.apart(query)
    const whole = compact(query)
    if (!whole) return []
    const size = this.entries.length
    const scores = new Float64Array(size)
    const covered = new Float64Array(size)
    /** @type {Set<string>[]} */
    const matched = []
    let sum = 0
    let unknown = 0
    /** @type {import("./words.js").Term[]} */
    const strange = []
    /** @type {Set<number>} */
    const read = new Set()
    /** @type {Map<string, import("./words.js").Term>} */
    const once = new Map()
    for (const one of this.#asked(rest)) {
      const had = once.get(one.term)
      if (!had || had.weight < one.weight) once.set(one.term, one)
    }
    for (const asked of once.values()) {
      const likes = this.#like(asked)
      if (!likes.length) {
        if (asked.form === "word") unknown += asked.weight
        if (asked.form === "pair") strange.push(asked)
        continue
      }
      if (asked.form === "pair") read.add(asked.start).add(asked.end - 1)
      const tells = Math.max(...likes.map((like) => this.#tells(like.term) * like.likeness)) * asked.weight
      sum += tells
      /** @type {Map<number, number>} */
      const best = new Map()
      for (const like of likes) {
        for (const posting of this.#postings.get(like.term) ?? []) {
          best.set(posting.entry, Math.max(best.get(posting.entry) ?? 0, posting.weight * like.likeness))
          ;(matched[posting.entry] ??= new Set()).add(like.term)
        }
        for (const entry of this.#long.get(like.term) ?? []) {
          best.set(entry, Math.max(best.get(entry) ?? 0, LONG * like.likeness))
          ;(matched[entry] ??= new Set()).add(like.term)
        }
      }
      for (const [entry, weight] of best) {
        scores[entry] += tells * weight
        covered[entry] += tells * Math.min(1, weight * 2)
      }
    }
    // Where two words meet, a pair is strange though both words are known: only letters in no known pair are unknown.
    for (const { start, end, weight } of strange) {
      unknown += (weight * [start, end - 1].filter((place) => !read.has(place)).length) / 2
    }
    // What no entry has cannot tell entries apart, but says how much of the query is understood at all.
    const understood = sum / (sum + unknown * Math.log(1 + size))
    /** @type {{ entry: number, score: number }[]} */
    const hits = []
    const bonus = this.#bonus(query, whole, codes, once.size === 0)
    for (let entry = 0; entry < size; entry += 1) {
      const { sure = 0, name = 0 } = bonus.get(entry) ?? {}
      if (!scores[entry] && !sure && !name) continue
      const coverage = sum ? Math.min(1, covered[entry] / sum) : 1
      if (!sure && !name && coverage * understood < 0.3) continue
      const share = 0.2 + 0.8 * coverage ** 2
      hits.push({ entry, score: ((scores[entry] + name) * share + sure) * (KINDS[this.entries[entry].k] ?? OTHER_KIND) })
    }
    hits.sort((one, other) => other.score - one.score || one.entry - other.entry)
    const least = (hits[0]?.score ?? 0) * 0.12
    return hits
      .filter((hit) => hit.score >= least)
      .slice(0, MOST)
      .map(({ entry, score }) => ({ number: entry, entry: this.entries[entry], score, terms: matched[entry] ?? new Set() }))
  }

  /**
   * What counts beside words: codes, and names and texts that stand in the query or hold it.
   *
   * @param {string} query @param {string} whole
   * @param {string[]} codes @param {boolean} alone whether the query is codes and nothing else
   * @returns {Map<number, { sure: number, name: number }>} `sure` counts in full, `name` as far as the query is covered
   */
  #bonus(query, whole, codes, alone) {
    /** @type {Map<number, { sure: number, name: number }>} */
    const bonus = new Map()
    /** @param {number} entry @param {number} sure @param {number} [name] */
    const add = (entry, sure, name = 0) => {
      const had = bonus.get(entry)
      bonus.set(entry, { sure: (had?.sure ?? 0) + sure, name: (had?.name ?? 0) + name })
    }
    for (const code of codes) {
      for (const entry of this.#codes.entries(code)) add(entry, 30 + (this.entries[entry].k === "error" ? (alone ? 8 : 2) : 0))
    }
    for (const entry of this.#codes.beginning(query)) add(entry, this.entries[entry].k === "error" ? 8 : 6)
    for (const entry of this.#codes.replies(query)) if (bonus.has(entry)) add(entry, 1)
    this.#plain.forEach((plain, entry) => {
      const decides = Math.max(0, ...plain.w.map((words) => (words.length > 6 && whole.includes(words) ? words.length : 0)))
      if (decides) add(entry, 12 + Math.min(20, decides / 2))
      if (whole.length > 20 && plain.x.some((text) => text.includes(whole) || (text.length > 20 && whole.includes(text)))) add(entry, 6)
      if (whole.length < 3) return
      if (plain.t === whole || plain.s.includes(whole)) add(entry, 0, 8)
      else if (plain.t.includes(whole)) add(entry, 0, 4)
      else if (plain.s.some((name) => name.includes(whole))) add(entry, 0, 3)
      else if (plain.d.includes(whole)) add(entry, 0, 2)
      const named = Math.max(0, ...plain.s.map((name) => (name.length > 4 && name !== whole && whole.includes(name) ? name.length : 0)))
      if (named) add(entry, 0, (4 * named) / whole.length)
    })
    return bonus
  }
}

/** The file of long texts that a word is in. @param {string} word @param {number} files */
function bucket(word, files) {
  return [...word.slice(0, 3)].reduce((number, letter) => (number * 31 + letter.charCodeAt(0)) % 65521, 0) % files
}

/**
 * How many slips of the finger lie between two words, at most 3: a letter too many, too few, another, or two in the
 * wrong order. Short words may have one slip, and the first letter is right.
 *
 * @param {string} asked @param {string} known
 */
export function slips(asked, known) {
  const most = asked.length > 7 ? 2 : 1
  if (asked[0] !== known[0] || Math.abs(asked.length - known.length) > most) return 3
  /** @type {number[][]} */
  const table = [Array.from({ length: known.length + 1 }, (_, place) => place)]
  for (let row = 1; row <= asked.length; row += 1) {
    table[row] = [row]
    for (let column = 1; column <= known.length; column += 1) {
      const same = asked[row - 1] === known[column - 1] ? 0 : 1
      let least = Math.min(table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + same)
      if (row > 1 && column > 1 && asked[row - 1] === known[column - 2] && asked[row - 2] === known[column - 1]) {
        least = Math.min(least, table[row - 2][column - 2] + 1)
      }
      table[row][column] = least
    }
    if (Math.min(...table[row]) > most) return 3
  }
  return table[asked.length][known.length] <= most ? table[asked.length][known.length] : 3
}
