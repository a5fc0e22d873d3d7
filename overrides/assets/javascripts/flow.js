/**
 * Keeps the answers of a reader in the query of the address, and nowhere else: `?a=step.answer~step.answer&r=revision`.
 *
 * `<kb-flow>` holds a page that works without this script. `self.kbFlows[flow]`, a script beside the pages, holds the
 * graph and its words. The rules are those of generator/flows/answers.py.
 *
 * @typedef {{ at: string, asks: boolean, answers: Record<string, string>, back: string[] }} Step
 * @typedef {{ start: string, revision: string, steps: Record<string, Step>, words: any }} Data
 * @typedef {Map<string, string>} Answers
 */

import { element } from "./element.js"

/** @param {any} record @param {string} [key] */
const own = (record, key = "") => (Object.hasOwn(record ?? {}, key) ? record[key] : undefined)

/** The steps that answers lead through; a way back ends them. @param {Data} data @param {Answers} answers @param {string} from */
function walk(data, answers, from) {
  const way = [from]
  for (;;) {
    const here = way[way.length - 1]
    const to = own(data.steps[here].answers, answers.get(here))
    if (!to || way.includes(to)) return way
    way.push(to)
  }
}

/** Whether answers lead from a step to another, without going back. @param {Data} data @param {string} from @param {string} to @returns {boolean} */
const leads = ({ steps }, from, to) =>
  from === to ||
  Object.entries(steps[from].answers).some(([one, at]) => !steps[from].back.includes(one) && leads({ steps }, at, to))

/** The longest way to a step, from anywhere. @param {Data} data @param {Answers} answers @param {string} step */
function wayTo(data, answers, step) {
  let best = walk(data, answers, step)
  for (const from of [...answers.keys(), data.start]) {
    const way = walk(data, answers, from)
    if (way.indexOf(step) > 0 && way.indexOf(step) >= best.indexOf(step)) best = way
  }
  return best
}

/** @param {any} words @param {string} at @param {string} answer @returns {string} */
const label = (words, at, answer) => words.labels[at]?.[answer] || words.still

export class Flow extends HTMLElement {
  /** @type {Data} */ #data = { start: "", revision: "", steps: {}, words: {} }
  #words = this.#data.words
  #step = ""
  #root = ""

  connectedCallback() {
    const { flow, step = "", root = "", ready } = this.dataset
    const data = own(/** @type {any} */ (self).kbFlows, flow)
    const words = data?.words[document.documentElement.lang]
    if (!words || !own(data.steps, step) || ready) return
    this.dataset.ready = "1"
    this.#data = data
    this.#words = words
    this.#step = step
    this.#root = root

    /** @type {Answers} */
    const known = new Map()
    const query = new URLSearchParams(location.search)
    const given = query.get("a")?.match(/[^~]+/g) ?? []
    for (const pair of given) {
      const [at, answer] = pair.split(".")
      if (own(own(data.steps, at)?.answers, answer)) known.set(at, answer)
    }
    const way = wayTo(data, known, step)
    const index = way.indexOf(step)
    const used = new Map(way.filter((at) => known.has(at)).map((at) => [at, known.get(at) || ""]))
    const before = new Map([...used].slice(0, index))
    const open = [...known].filter(([at]) => at !== step && leads(data, step, at))
    const kept = new Map([...used, ...open])

    for (const link of this.querySelectorAll("a[data-answer]")) {
      const answer = link.getAttribute("data-answer") || ""
      link.setAttribute("href", this.#after(answer, way.slice(0, index + 1), kept))
      if (used.get(step) !== answer) continue
      link.setAttribute("data-chosen", "")
      link.append(element("span", { class: "kb-hidden" }, ` ${words.chosen}`))
    }
    if (index) this.querySelector("a[data-back]")?.setAttribute("href", this.#address(way[index - 1], kept))
    const number = this.querySelector("[data-number]")
    if (number && way[0] === data.start && data.steps[step].asks) {
      const count = way.slice(0, index + 1).filter((at) => data.steps[at].asks).length
      number.textContent = words.question.replace("%(number)s", count)
    }
    this.#summarise(used, kept)
    if (given.length) {
      const old = (query.get("r") ?? data.revision) !== data.revision || known.size < given.length
      this.#report(known, kept, way[0], old ? given.length : 0)
    }
    this.#share(before)
  }

  /** @param {string} step @param {Answers} answers */
  #address(step, answers, root = this.#root) {
    const pairs = [...answers].map((pair) => pair.join(".")).join("~")
    return root + this.#data.steps[step].at + (pairs && `?a=${pairs}&r=${this.#data.revision}`)
  }

  /**
   * Where an answer leads: past later answers that still fit. Others go along, so that the next page can name them.
   *
   * @param {string} answer @param {string[]} way @param {Answers} kept
   */
  #after(answer, way, kept) {
    const to = this.#data.steps[this.#step].answers[answer]
    const again = way.indexOf(to)
    if (again >= 0) return this.#address(to, new Map([...kept].slice(0, again)))
    const answers = new Map([...[...kept].slice(0, way.length - 1), [this.#step, answer]])
    const later = new Map([...kept].filter(([at]) => !answers.has(at)))
    const onward = walk(this.#data, later, to)
    return this.#address(onward[onward.length - 1], new Map([...answers, ...later]))
  }

  /** Lists the answers. @param {Answers} used @param {Answers} kept */
  #summarise(used, kept) {
    for (const [at, answer] of used) {
      const title = this.#words.titles[at]
      const change = element("a", { href: this.#address(at, kept) }, this.#words.change)
      change.append(element("span", { class: "kb-hidden" }, `: ${title}`))
      const said = element("dd", {}, label(this.#words, at, answer))
      const last = element("dd", {}, at === this.#step ? "" : change)
      this.querySelector("[data-answers] dl")?.append(element("div", {}, element("dt", {}, title), said, last))
    }
    if (used.size) this.#show("answers")
  }

  /** What became of the answers. @param {Answers} known @param {Answers} kept @param {string} first @param {number} old */
  #report(known, kept, first, old) {
    const { changed, dropped, elsewhere, titles } = this.#words
    /** @type {Node[]} */
    const said = []
    if (old) said.push(element("p", {}, changed.replace("{kept}", kept.size).replace("{all}", old)))
    const lost = [...known].filter(([at]) => !kept.has(at))
    const nearest = walk(this.#data, known, this.#data.start).pop() || ""
    if (first !== this.#data.start && nearest !== this.#step) {
      const href = this.#address(nearest, known)
      said.push(element("p", {}, `${elsewhere} `, element("a", { href }, titles[nearest])))
    } else if (lost.length) {
      const items = lost.map(([at, one]) => element("li", {}, `${titles[at]} → ${label(this.#words, at, one)}`))
      said.push(element("p", {}, dropped), element("ul", {}, ...items))
    }
    this.querySelector("[data-said]")?.append(...said)
    if (said.length) this.#show("said")
  }

  /** @param {string} part */
  #show(part) {
    this.querySelector(`[data-${part}]`)?.removeAttribute("hidden")
  }

  /** Fills in what can be copied. @param {Answers} before */
  #share(before) {
    /** @param {string} name @param {string} text */
    const fill = (name, text) => this.querySelector(`#share-${name} code`)?.append(text)
    /** @param {string} root */
    const link = (root) => new URL(this.#address(this.#step, before, root), location.href).href
    fill("link", link(this.#root))
    for (const locale in this.#data.words) {
      const words = this.#data.words[locale]
      const lines = [...before].map(([at, one]) => `${words.titles[at]}\n  → ${label(words, at, one)}`)
      fill(locale, [words.flow, ...lines, words.titles[this.#step], link(`${this.#root}../${locale}/`)].join("\n\n"))
    }
    for (const text of this.querySelectorAll("[data-text]")) text.toggleAttribute("hidden", !before.size)
    this.#show("share")
  }
}

export function defineFlow() {
  customElements.define("kb-flow", Flow)
}
