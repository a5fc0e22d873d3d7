/**
 * Values in PowerShell commands: what is accepted, how it is quoted, and how the diagnosis line is read.
 *
 * The same rules as `generator/powershell/quote.py` and `diagnosis.py`; `tests/powershell/vectors.json` holds both
 * to them. Nothing here touches the page. Refusals are ids; the words come from the page.
 */

/** @typedef {{value: string, reason: string}} Answer both empty: nothing was typed */

// PowerShell takes five characters for a single quote (IsSingleQuote in CharTraits.cs); all of them are doubled.
const QUOTES = /['\u2018\u2019\u201a\u201b]/g
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u
// Not trim(): what counts as blank there differs from Python's strip().
const EDGES = /^[ \t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+|[ \t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+$/g
const DOTS = /[\u3002\uff61]/g
const DASHES = /[\u2010-\u2015\u2212]/g

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?:xn--[a-z0-9-]{1,58}[a-z0-9]|[a-z]{2,63})$`)
const ATOM = "[A-Za-z0-9!#$%&'+/=^_`{|}~-]+"
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`)
const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)
const GUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/
const NUMBER = /^0*([0-9]{1,9})$/

/** @param {string} value @returns {Answer} */
function good(value) {
  return { value, reason: "" }
}

/** @param {string} reason @returns {Answer} */
function bad(reason) {
  return { value: "", reason }
}

/** ASCII letters only: the lower case of other letters can be another number of characters. @param {string} text */
function lower(text) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** @type {Record<string, (value: string) => Answer>} */
const ACCEPT = {
  mailbox(value) {
    if (value.startsWith("<") && value.endsWith(">")) value = value.slice(1, -1)
    if (lower(value.slice(0, 7)) === "mailto:") value = value.slice(7)
    const parts = value.split("@")
    if (parts.length !== 2 || !parts[0] || !parts[1]) return bad("at")
    const [local, domain] = [parts[0], lower(parts[1])]
    if (!LOCAL.test(local)) return bad("local")
    if (!DOMAIN.test(domain)) return bad("domain")
    if (local.length > 64 || local.length + 1 + domain.length > 254) return bad("long")
    return good(`${local}@${domain}`)
  },
  domain(value) {
    const domain = lower(value).replace(/\.+$/, "")
    if (!DOMAIN.test(domain)) return bad("domain")
    return domain.length > 253 ? bad("long") : good(domain)
  },
  ipv4(value) {
    return IPV4.test(value) ? good(value) : bad("ipv4")
  },
  guid(value) {
    if (value.startsWith("{") && value.endsWith("}")) value = value.slice(1, -1)
    const found = GUID.exec(lower(value.replace(DASHES, "-")))
    return found ? good(found.slice(1).join("-")) : bad("guid")
  },
  name(value) {
    if (value.includes("*")) return bad("wildcard")
    return [...value].length > 256 ? bad("long") : good(value)
  },
  number(value) {
    const found = NUMBER.exec(value)
    return found ? good(found[1]) : bad("number")
  },
}

/**
 * The normalised value, or the reason for refusing it.
 *
 * @param {string} kind mailbox, domain, ipv4, guid, name or number
 * @param {string} raw
 * @returns {Answer}
 */
export function accept(kind, raw) {
  if (!Object.hasOwn(ACCEPT, kind)) return bad("type")
  let value = raw.replace(EDGES, "")
  // Names stay as they are: a policy called ＳＭＴＰ is found by no other name.
  if (kind !== "name") value = value.normalize("NFKC").replace(DOTS, ".").replace(EDGES, "")
  if (!value) return good("")
  return UNSEEN.test(value) ? bad("invisible") : ACCEPT[kind](value)
}

/**
 * The value as one single-quoted PowerShell string that cannot be broken out of.
 *
 * @param {string} value
 */
export function quoted(value) {
  if (UNSEEN.test(value)) throw new RangeError("invisible")
  return `'${value.replace(QUOTES, "$&$&")}'`
}

/**
 * An accepted value as it stands in a command: bare digits for a number, else a quoted string.
 *
 * @param {string} kind
 * @param {string} value
 */
export function literal(kind, value) {
  const answer = accept(kind, value)
  if (answer.reason || !answer.value) throw new RangeError(answer.reason || "empty")
  return kind === "number" ? answer.value : quoted(answer.value)
}

/**
 * What stands for a value that is not filled in: visible, quoted, and no such thing exists anywhere.
 *
 * @param {string} parameter
 */
export function placeholder(parameter) {
  return quoted(`<${parameter}>`)
}

/**
 * The states in a pasted text that holds the line of the diagnosis snippet (`KB1 tenant=True mailbox=`), or null.
 * With several lines the last counts: it is the newest.
 *
 * @param {string} text
 * @returns {Record<string, string> | null}
 */
export function readDiagnosis(text) {
  const lines = [...text.normalize("NFKC").matchAll(/(?<![A-Za-z0-9])KB1((?:[ \t\r\n]+[a-z]+=[A-Za-z0-9]*)+)/g)]
  const last = lines.at(-1)
  if (!last) return null
  return Object.fromEntries([...last[1].matchAll(/([a-z]+)=([A-Za-z0-9]*)/g)].map((field) => [field[1], field[2]]))
}

/**
 * The first rule that fits; a field that the line lacks fits no condition.
 *
 * @template {{when: Record<string, string[]>}} Rule
 * @param {Record<string, string>} states
 * @param {Rule[]} rules
 * @returns {Rule | undefined}
 */
export function conclude(states, rules) {
  return rules.find((rule) =>
    Object.entries(rule.when).every(([field, allowed]) => Object.hasOwn(states, field) && allowed.includes(states[field])),
  )
}
