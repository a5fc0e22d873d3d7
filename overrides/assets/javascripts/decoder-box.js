/**
 * The paste box: whatever is pasted is read on this device, and nothing of it is sent, stored or put into an address.
 *
 * `<kb-decoder>` holds a label, a textarea and an empty `[data-result]` with `aria-live`; it is hidden until this script
 * runs. Its words are in data attributes, in the page's language. What it knows (the table, titles, addresses) is
 * `self.kbDecoder`, a script of its own, so that the page works from `file://` and asks for nothing while pasting.
 */

import { LONG, decode, isLog, logSteps, scrub } from "./decoder.js"
import { element } from "./element.js"
import { conclude, readDiagnosis } from "./powershell.js"

/** Characters of a paste that the field takes; a browser needs seconds to lay out megabytes in it. */
const HELD = 100_000
/** Milliseconds of reading before the page may draw again. */
const SLICE = 8
/** Milliseconds between two reports of progress. */
const TOLD = 400
const SHOWN = 600
const ROWS = 30
const REPORTED = 1500

/**
 * @typedef {{ variant: string, confidence: string, code: string, spans: [number, number][] }} Candidate
 * @typedef {[title: string, href: string, words: string[], flow: string]} Page
 */

/** The pasted text around its deciding words, with the words marked. @param {string} text @param {[number, number][]} spans */
function marked(text, spans) {
  const sorted = [...spans].sort((one, other) => one[0] - other[0])
  const first = sorted[0]?.[0] ?? 0
  const start = Math.max(0, first - 120)
  const end = Math.min(text.length, start + SHOWN)
  const code = element("code", {})
  let place = start
  for (const [from, to] of sorted) {
    if (from < place || to > end) continue
    code.append(text.slice(place, from), element("mark", {}, text.slice(from, to)))
    place = to
  }
  code.append(text.slice(place, end))
  if (start > 0) code.prepend("… ")
  if (end < text.length) code.append(" …")
  return element("pre", { class: "kb-said", lang: "en", translate: "no" }, code)
}

export class Decoder extends HTMLElement {
  #undo = new AbortController()
  #turn = 0

  connectedCallback() {
    this.#undo = new AbortController()
    const { signal } = this.#undo
    this.hidden = false
    this.#box.addEventListener("input", () => this.#read(this.#box.value), { signal })
    this.#box.addEventListener("paste", (event) => this.#paste(event), { signal })
    if (this.#box.value) this.#read(this.#box.value)
  }

  disconnectedCallback() {
    this.#undo.abort()
    this.#turn += 1
  }

  get #box() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"))
  }

  /** @param {string} name @param {Record<string, string>} values */
  #word(name, values = {}) {
    return (this.dataset[name] ?? "").replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all)
  }

  /** Takes a paste that the field could not hold: the beginning is shown, all of it is read. @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (text.length <= HELD) return
    event.preventDefault()
    this.#box.value = text.slice(0, text.lastIndexOf("\n", HELD) + 1 || HELD)
    this.#read(text)
  }

  /** @param {string} text */
  #read(text) {
    const turn = ++this.#turn
    const known = /** @type {any} */ (self).kbDecoder
    if (!known || !text.trim()) return this.#show()
    const states = known.diagnosis && text.length <= LONG ? readDiagnosis(text) : null
    if (states) return this.#show(...this.#diagnosed(text, states, known.diagnosis))
    if (isLog(text)) return this.#readLog(text, known, turn)
    this.#show(...this.#answer(text, decode(text, known.table), known))
  }

  /** The line of the diagnosis command. A field that is missing or has a state that nobody knows is not guessed at. @param {string} text @param {Record<string, string>} states @param {any} known */
  #diagnosed(text, states, known) {
    const complete = Object.entries(known.fields).every(([field, all]) => /** @type {any} */ (all).includes(states[field]))
    const rule = complete ? /** @type {any} */ (conclude(states, known.rules)) : undefined
    if (!rule) return [element("p", { class: "kb-decoded__lead" }, this.#word("incomplete"))]
    const plain = text.normalize("NFKC")
    const start = plain.lastIndexOf("KB1")
    /** @type {[number, number][]} */
    const deciding = Object.keys(rule.when).map((field) => {
      const said = `${field}=${states[field]}`
      const at = plain.indexOf(said, start)
      return [at, at + said.length]
    })
    return [
      element("p", { class: "kb-decoded__lead" }, this.#word("settings")),
      element("p", { class: "kb-decoded__title" }, element("a", { href: rule.href }, rule.title)),
      marked(plain, deciding),
      element("p", {}, element("a", { href: rule.href }, this.#word("flow"))),
    ]
  }

  /** A log is read piece by piece, so that the page stays alive however long it is. @param {string} text @param {any} known @param {number} turn */
  #readLog(text, known, turn) {
    const steps = logSteps(text, known.table)
    let told = 0
    const step = () => {
      if (turn !== this.#turn) return
      const begun = performance.now()
      let now = begun
      while (now - begun < SLICE) {
        const { done, value } = steps.next()
        if (done) {
          const parts = value.rows.length ? this.#counted(value.rows, value.records, known) : []
          if (value.foreign.length) parts.push(this.#strangers(value.foreign.map(([id]) => id), known))
          this.#show(...(parts.length ? parts : this.#nothing(text)))
          if (text.length > this.#box.value.length) this.#result?.append(element("p", {}, this.#word("long")))
          return
        }
        now = performance.now()
        if (now - told < TOLD) continue
        told = now
        const percent = `${Math.round((100 * Number(value)) / text.length)} %`
        this.#show(element("p", {}, this.#word("reading", { percent })))
      }
      setTimeout(step)
    }
    step()
  }

  /** @param {{ variant: string, code: string, count: number }[]} rows @param {number} records @param {any} known */
  #counted(rows, records, known) {
    const list = element("ol", { class: "kb-decoded__log" })
    for (const row of rows.slice(0, ROWS)) {
      const page = known.variants[row.variant] ?? known.errors[row.code] ?? [row.variant || row.code, ""]
      const name = page[1] ? element("a", { href: page[1] }, page[0]) : element("span", {}, page[0])
      list.append(element("li", {}, element("strong", {}, `${row.count} × `), name))
    }
    return [element("p", { class: "kb-decoded__lead" }, this.#word("log", { records: String(records) })), list]
  }

  /** @param {string} text @param {any} found @param {any} known @returns {Node[]} */
  #answer(text, found, known) {
    if (found.foreign) return [this.#strangers([found.foreign], known)]
    /** @type {Candidate[]} */
    const candidates = found.candidates.filter((/** @type {Candidate} */ one) => known.variants[one.variant])
    const [first] = candidates
    if (first && first.confidence !== "possible") {
      const rest = candidates.slice(1).filter((one) => one.confidence !== "possible")
      const others = candidates.filter((one) => one.confidence === "possible")
      return [
        element("p", { class: "kb-decoded__lead" }, this.#word(first.confidence)),
        ...this.#page(known.variants[first.variant], first, text),
        ...(rest.length ? [element("p", {}, this.#word("also")), this.#links(rest, known)] : []),
        ...(found.overview && others.length ? [element("p", {}, this.#word("unless")), this.#links(others, known)] : []),
      ]
    }
    const overview = known.errors[found.overview]
    const parts = []
    if (overview) {
      parts.push(
        element("p", { class: "kb-decoded__lead" }, this.#word("overview")),
        element("p", { class: "kb-decoded__title" }, element("a", { href: overview[1] }, overview[0])),
      )
    }
    if (candidates.length) {
      parts.push(element("p", { class: overview ? "" : "kb-decoded__lead" }, this.#word("possible")), this.#links(candidates, known))
    }
    return parts.length ? parts : this.#nothing(text)
  }

  /** Other providers, by their names. @param {string[]} ids @param {any} known */
  #strangers(ids, known) {
    const name = ids.map((id) => known.table.providers[id] ?? id).join(", ")
    return element("p", { class: "kb-decoded__lead" }, this.#word("foreign", { name }))
  }

  /** @param {Page} page @param {Candidate} candidate @param {string} text */
  #page([title, href, , flow], candidate, text) {
    const nodes = [element("p", { class: "kb-decoded__title" }, element("a", { href }, title)), marked(text, candidate.spans)]
    if (flow) nodes.push(element("p", {}, element("a", { href: flow }, this.#word("flow"))))
    return nodes
  }

  /** @param {Candidate[]} candidates @param {any} known */
  #links(candidates, known) {
    const list = element("ul", { class: "kb-decoded__list" })
    for (const one of candidates) {
      const [title, href, words] = /** @type {Page} */ (known.variants[one.variant])
      const item = element("li", {}, element("a", { href }, title))
      for (const word of words.slice(0, 1)) item.append(" ", element("mark", { lang: "en", translate: "no" }, word))
      list.append(item)
    }
    return list
  }

  /** Nobody has described this text: a report without names and addresses, shown before anything is done with it. @param {string} text */
  #nothing(text) {
    const report = scrub(text.slice(0, 4000))
    return [
      element("p", { class: "kb-decoded__lead" }, this.#word("nothing")),
      element("p", {}, this.#word("report")),
      element("pre", { class: "kb-said", id: "kb-report", lang: "en", translate: "no" }, element("code", {}, report)),
      element(
        "kb-copy",
        { for: "kb-report", "data-copied": this.#word("copied"), "data-failed": this.#word("selected") },
        element("button", { type: "button", class: "kb-copy__button" }, this.#word("copy")),
        element("span", { role: "status" }),
      ),
      ...this.#issue(report),
    ]
  }

  /** A link that opens the report as an issue of the repository, for a reader who has seen it. The only way out of the page. @param {string} report */
  #issue(report) {
    const template = document.querySelector("meta[name=kb-report]")?.getAttribute("content")
    if (!template) return []
    const body = encodeURIComponent(`\`\`\`\n${report.slice(0, REPORTED)}\n\`\`\``)
    const href = template.replace("{title}", () => encodeURIComponent(this.#word("nothing"))).replace("{body}", () => body)
    const words = this.#word("open", { host: new URL(href).host })
    return [element("p", {}, element("a", { href, rel: "noopener noreferrer", "data-issue": "" }, words))]
  }

  get #result() {
    return this.querySelector("[data-result]")
  }

  /** @param {...Node} nodes */
  #show(...nodes) {
    this.#result?.replaceChildren(...nodes)
  }
}

export function defineDecoder() {
  customElements.define("kb-decoder", Decoder)
}
