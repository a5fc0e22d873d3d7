/** What a result shows: its words with those of the query marked, as HTML, and the words to mark on its page. */

import { terms } from "./words.js"

const ESCAPES = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })
const SOFT = /^[\p{Script=Hiragana}\p{P}\s]*$/u
const SHARED = 80

/** @param {string} text */
export function escape(text) {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character])
}

/**
 * Where a text has terms of the query, from left to right; neighbours are one, and nothing but particles is none.
 *
 * @param {string} text @param {Set<string>} wanted @returns {[number, number][]}
 */
export function spans(text, wanted) {
  const found = terms(text).filter((one) => wanted.has(one.term) && (one.form === "pair" || one.weight > 0.15))
  found.sort((one, other) => one.start - other.start || other.end - one.end)
  /** @type {[number, number][]} */
  const joined = []
  for (const { start, end } of found) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined.filter(([start, end]) => !SOFT.test(text.slice(start, end)))
}

/** @param {string} text @param {Set<string>} wanted */
export function marked(text, wanted) {
  let html = ""
  let place = 0
  for (const [start, end] of spans(text, wanted)) {
    html += `${escape(text.slice(place, start))}<mark>${escape(text.slice(start, end))}</mark>`
    place = end
  }
  return html + escape(text.slice(place))
}

/**
 * Words for the address of a result, where the theme marks them on the page. They are words of the record, never the
 * reader's own, so that nothing of a pasted line gets into an address.
 *
 * @param {string[]} texts of the record @param {Set<string>} wanted @returns {Record<string, true>}
 */
export function shared(texts, wanted) {
  /** @type {Record<string, true>} */
  const words = {}
  let room = SHARED
  for (const text of texts) {
    for (const [start, end] of spans(text, wanted)) {
      const word = text.slice(start, end)
      if (word.length < 2 || (word.length < 3 && /^[\x20-\x7e]+$/.test(word))) continue
      if (words[word] || /[@\s]|\d+\.\d+\.\d+\.\d+|:.*:/.test(word) || word.length + 1 > room) continue
      words[word] = true
      room -= word.length + 1
    }
  }
  return words
}
