/**
 * Status codes in any spelling: `5.7.139`, `535-5.7.139`, `５．７．１３９`, `5-7-139`, `57139`, `AADSTS 50126`, `50126`.
 *
 * Only codes that the index has are recognised, so that dates, versions and addresses are not taken for codes.
 */

import { fold } from "./words.js"

const DOTTED = /(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/g
const RANGED = /(?<![\w.])[245]\.\d{1,3}\.\d{1,3}-\d{1,3}(?!\d|\.\d)/g
const LOOSE = /(?<![\d.])([245])([-,_・。、 ])(\d{1,3})\2(\d{1,3})(?![\d])/g
const NAMED = /\b([a-z]{2,})[\s:_#-]*(\d{4,9})\b/gi
const NUMBER = /(?<![\d.:])\d{3,9}(?![\d:]|\.\d)/g
const REPLY = /(?<![\d.:/-])[245]\d\d(?![\d:/]|\.\d)/g
const RANGE = /^(\d\.\d+\.)(\d+)-(\d+)$/

export class Codes {
  /** @type {Map<string, number[]>} entries by their own code, in lower case */
  #own = new Map()
  /** @type {Map<string, Set<string>>} codes by their digits alone */
  #digits = new Map()
  /** @type {{ head: string, first: number, last: number, code: string }[]} */
  #ranges = []
  /** @type {Map<string, number[]>} entries by reply code */
  #replies = new Map()

  /** @param {number} entry @param {string[]} codes the record's own first, then reply codes */
  add(entry, codes) {
    codes.forEach((written, rank) => {
      const code = written.toLowerCase()
      put(rank ? this.#replies : this.#own, code, entry)
      if (rank) return
      const range = RANGE.exec(code)
      if (range) this.#ranges.push({ head: range[1], first: Number(range[2]), last: Number(range[3]), code })
      const digits = code.replace(/\D/g, "")
      if (!range && digits.length > 1) this.#digits.set(digits, (this.#digits.get(digits) ?? new Set()).add(code))
    })
  }

  /**
   * The codes of the index that a text names, and the text without them.
   *
   * @param {string} text @returns {{ codes: string[], rest: string }}
   */
  apart(text) {
    let { text: rest } = fold(text)
    const short = rest.split(/\s+/).length < 4
    /** @type {Set<string>} */
    const codes = new Set()
    /** @param {RegExp} form @param {(match: RegExpMatchArray) => Iterable<string>} read */
    const take = (form, read) => {
      rest = rest.replace(form, (...match) => {
        const known = [...read(/** @type {any} */ (match))].flatMap((code) => this.#known(code.toLowerCase()))
        known.forEach((code) => codes.add(code))
        return known.length ? " " : match[0]
      })
    }
    take(RANGED, ([all]) => [all])
    take(DOTTED, ([all]) => [all])
    take(LOOSE, ([, one, , two, three]) => [`${one}.${two}.${three}`])
    take(NAMED, ([, name, number]) => [name + number])
    // A code that no entry has says nothing by its digits, and neither does the reply code before it.
    const strange = rest.replace(DOTTED, " ")
    const dotted = strange !== rest
    rest = strange
    take(NUMBER, ([all]) => (all.length > 4 || (short && !this.#replies.has(all)) ? this.#digits.get(all) ?? [] : []))
    // `invalid_grant` and the like: the whole of a word.
    for (const [word] of rest.matchAll(/[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+/gi)) {
      for (const code of this.#known(word.toLowerCase())) codes.add(code)
    }
    if (codes.size || dotted) rest = rest.replace(REPLY, (reply) => (this.#replies.has(reply) ? " " : reply))
    return { codes: [...codes], rest }
  }

  /** The codes of the index that a code stands for: itself, or the range that it is in. @param {string} code */
  #known(code) {
    const [, head, last] = /^(\d\.\d+\.)(\d+)$/.exec(code) ?? []
    const ranges = this.#ranges.filter(
      (range) => range.head === head && range.first <= Number(last) && Number(last) <= range.last,
    )
    return [...(this.#own.has(code) ? [code] : []), ...ranges.map((range) => range.code)]
  }

  /** Entries of a code. @param {string} code @returns {readonly number[]} */
  entries(code) {
    return this.#own.get(code) ?? []
  }

  /** Entries whose code goes on from what was typed: `5.7.1` while 5.7.139 is meant. @param {string} text @returns {number[]} */
  beginning(text) {
    const typed = /^\s*(?:\d{3}[ -])?([245]\.\d{1,3}(?:\.\d{0,3})?|[a-z]{3,}\d+)\s*$/.exec(fold(text).text.toLowerCase())
    if (!typed) return []
    return [...this.#own].flatMap(([code, entries]) => (code !== typed[1] && code.startsWith(typed[1]) ? entries : []))
  }

  /** Entries of the reply codes in a text. @param {string} text @returns {Set<number>} */
  replies(text) {
    const found = new Set()
    for (const match of fold(text).text.matchAll(REPLY)) {
      for (const entry of this.#replies.get(match[0]) ?? []) found.add(entry)
    }
    return found
  }
}

/** @param {Map<string, number[]>} map @param {string} key @param {number} entry */
function put(map, key, entry) {
  const list = map.get(key)
  if (list) list.push(entry)
  else map.set(key, [entry])
}
