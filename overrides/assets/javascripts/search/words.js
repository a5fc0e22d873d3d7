/**
 * How a text is cut into terms, the same way for what is searched and for what is asked.
 *
 * Full-width and half-width forms are one (NFKC), and so are capitals. Words of Latin letters are stemmed lightly and
 * give their camelCase parts; runs of Chinese characters and kana, which have no spaces, give each pair of neighbours.
 */

/**
 * @typedef {object} Term
 * @property {string} term what is looked up
 * @property {string} word the word that it comes from, whole and in lower case; a pair for Chinese characters and kana
 * @property {number} start where it stands in the text as written
 * @property {number} end
 * @property {number} weight how much it says by its form alone, 0 to 1
 * @property {"word" | "part" | "joined" | "pair" | "bridge"} form
 */

const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}々ー"
const RUNS = new RegExp(`[${CJK}]+|[\\p{L}\\p{N}]+(?:'[\\p{L}]+)?`, "gu")
const IS_CJK = new RegExp(`^[${CJK}]`, "u")
const WITHOUT_CJK = new RegExp(`^[^${CJK}]+`, "u")
const KANA = /^[\p{Script=Katakana}ー]$/u
const HIRAGANA = /^\p{Script=Hiragana}$/u
const JOINED = /[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+/g
const CAMEL = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g

const COMMON = new Set(
  "a an and any are as at be been but by can cannot could did do does doesn for from get had has have how i if in into is isn it its me my no not of on one only or our so than that the their them then there this to up us was we were what when where which while who why will with would you your".split(" "),
)

/**
 * A text in one form, with the place of each of its characters in the text as written.
 *
 * @param {string} text
 * @returns {{ text: string, at: number[] }}
 */
export function fold(text) {
  let folded = ""
  /** @type {number[]} */
  const at = []
  // A half-width kana and its mark of sound become one letter, so they are folded together.
  for (const found of text.matchAll(/[\s\S][\uff9e\uff9f]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g)) {
    const plain = found[0].normalize("NFKC").replace(/[\u2018\u2019]/g, "'").replace(/[\u2010-\u2015\u2212]/g, "-")
    for (let place = 0; place < plain.length; place += 1) at.push(found.index)
    folded += plain
  }
  at.push(text.length)
  return { text: folded, at }
}

/** The letters and digits of a text in one form: two texts with the same are the same. @param {string} text */
export function compact(text) {
  return fold(text).text.toLowerCase().replace(/[^\p{L}\p{N}ー々]/gu, "")
}

/** A light stem: what is left is not a word, but the same for most forms of one. @param {string} word in lower case */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  let cut = word
  if (cut.endsWith("ies")) cut = `${cut.slice(0, -3)}y`
  else if (/(?:ss|x|ch|sh)es$/.test(cut)) cut = cut.slice(0, -2)
  else if (cut.endsWith("s") && !/(?:ss|us|is)$/.test(cut)) cut = cut.slice(0, -1)
  if (/[^aeiou]{1}ing$/.test(cut) && cut.length > 6) cut = cut.slice(0, -3)
  else if (cut.endsWith("ed") && cut.length > 5) cut = cut.slice(0, -2)
  if (/([bdgmnprt])\1$/.test(cut) && cut !== word) cut = cut.slice(0, -1)
  return cut.length > 4 && cut.endsWith("e") ? cut.slice(0, -1) : cut
}

/**
 * The terms of a text. A query gets no bridges: who types a space means it.
 *
 * @param {string} text
 * @param {boolean} [query]
 * @returns {Term[]}
 */
export function terms(text, query = false) {
  const { text: folded, at } = fold(text)
  /** @type {Term[]} */
  const found = []
  /** @param {string} term @param {string} word @param {number} from @param {number} to @param {number} weight @param {Term["form"]} form */
  const add = (term, word, from, to, weight, form) =>
    found.push({ term, word, start: at[from], end: at[to], weight, form })

  let before = { end: -2, last: "" }
  for (const run of folded.matchAll(RUNS)) {
    if (!IS_CJK.test(run[0])) {
      // `\p{L}` takes Chinese characters too: what is glued to a Latin word is a run of its own.
      const word = (WITHOUT_CJK.exec(run[0]) ?? [""])[0]
      latin(word, run.index, add)
      if (word.length < run[0].length) pairs(run[0].slice(word.length), run.index + word.length, add)
      before = { end: -2, last: "" }
      continue
    }
    pairs(run[0], run.index, add)
    const first = run[0][0]
    // Compound words in kana are written with a space and without one.
    if (!query && run.index === before.end + 1 && KANA.test(before.last) && KANA.test(first)) {
      add(before.last + first, before.last + first, before.end - 1, run.index + 1, 0.5, "bridge")
    }
    before = { end: run.index + run[0].length, last: run[0].at(-1) ?? "" }
  }
  for (const run of folded.matchAll(JOINED)) {
    const word = run[0].toLowerCase().replace(/[-_.]/g, "")
    if (/[a-z]/.test(word)) add(word, word, run.index, run.index + run[0].length, 0.5, "joined")
  }
  return found
}

/**
 * @param {string} written @param {number} from
 * @param {(term: string, word: string, from: number, to: number, weight: number, form: Term["form"]) => void} add
 */
function latin(written, from, add) {
  const word = written.toLowerCase().replace(/'s$|'/g, "")
  add(stem(word), word, from, from + written.length, COMMON.has(word) ? 0.15 : 1, "word")
  if (written.length < 7) return
  const parts = [...written.matchAll(CAMEL)]
  if (parts.length < 2) return
  for (const part of parts) {
    if (part[0].length < 3 || /^[0-9]/.test(part[0])) continue
    const lower = part[0].toLowerCase()
    add(stem(lower), lower, from + part.index, from + part.index + part[0].length, 0.4, "part")
  }
}

/**
 * Pairs of neighbours; a run of one character is that character. A long vowel at the end of a word in kana is written
 * by some and left out by others, so it does not count.
 *
 * @param {string} run @param {number} from
 * @param {(term: string, word: string, from: number, to: number, weight: number, form: Term["form"]) => void} add
 */
function pairs(run, from, add) {
  if (run.length === 1) {
    add(run, run, from, from + 1, HIRAGANA.test(run) ? 0.1 : 0.6, "pair")
    return
  }
  for (let place = 0; place < run.length - 1; place += 1) {
    const [one, other] = [run[place], run[place + 1]]
    const pair = one + other
    const next = run[place + 2] ?? ""
    if (other === "ー" && place > 1 && !KANA.test(next)) continue
    const soft = Number(HIRAGANA.test(one)) + Number(HIRAGANA.test(other))
    add(pair, pair, from + place, from + place + 2, soft === 2 ? 0.2 : soft === 1 ? 0.45 : 1, "pair")
  }
}
