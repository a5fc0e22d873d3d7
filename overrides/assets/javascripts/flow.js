/**
 * Keeps the answers that a reader has given in a flow: in the query of the address, and nowhere else.
 *
 * `<kb-flow>` holds a page that works without this script. Answers are `?a=step.answer~step.answer&r=revision`: ids
 * that the flow knows, never words. The graph and its words are `self.kbFlows[flow]`, a script beside the pages.
 * The rules are those of generator/flows/answers.py.
 *
 * @typedef {{ at: string, asks: boolean, answers: Record<string, string> }} Step
 * @typedef {Record<string, any>} Words
 * @typedef {{ start: string, revision: string, steps: Record<string, Step>, words: Record<string, Words> }} Data
 * @typedef {Map<string, string>} Answers
 */

/** @param {any} record @param {string} [key] */
const own = (record, key = "") => (record && Object.hasOwn(record, key) ? record[key] : undefined)

/** The steps that answers lead through; a way back ends it. @param {Data} data @param {Answers} answers @param {string} from */
function walk(data, answers, from) {
  const way = [from]
  for (;;) {
    const here = way[way.length - 1]
    const to = own(data.steps[here].answers, answers.get(here))
    if (!to || way.includes(to)) return way
    way.push(to)
  }
}

/** The longest way to a step, from anywhere. @param {Data} data @param {Answers} answers @param {string} step */
function wayTo(data, answers, step) {
  let best = walk(data, answers, step)
  for (const from of [...answers.keys(), data.start]) {
    const way = walk(data, answers, from)
    if (way.indexOf(step) > 0 && way.indexOf(step) >= best.indexOf(step)) best = way
  }
  return best
}

/** @param {Words} words @param {string} at @param {string} answer @returns {string} */
const label = (words, at, answer) => own(words.labels[at], answer) || words.still

/** @param {string} tag @param {Record<string, string>} attributes @param {...(string | Node)} children */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

export class Flow extends HTMLElement {
  /** @type {Data} */ #data = { start: "", revision: "", steps: {}, words: {} }
  /** @type {Words} */ #words = {}
  #step = ""
  #root = ""

  connectedCallback() {
    const data = own(/** @type {any} */ (self).kbFlows, this.dataset.flow)
    const { step = "", root = "" } = this.dataset
    const words = data?.words[document.documentElement.lang]
    if (!words || !own(data.steps, step) || this.hasAttribute("data-ready")) return
    this.setAttribute("data-ready", "")
    this.#data = data
    this.#words = words
    this.#step = step
    this.#root = root

    /** @type {Answers} */
    const known = new Map()
    const query = new URLSearchParams(location.search)
    const given = (query.get("a") || "").split("~").filter(Boolean)
    for (const pair of given) {
      const [at, answer] = pair.split(".")
      if (own(own(data.steps, at)?.answers, answer)) known.set(at, answer)
    }
    const way = wayTo(data, known, step)
    const index = way.indexOf(step)
    const used = new Map(way.filter((at) => known.has(at)).map((at) => [at, known.get(at) || ""]))
    const before = new Map([...used].slice(0, index))

    for (const link of this.querySelectorAll("a[data-answer]")) {
      const answer = link.getAttribute("data-answer") || ""
      const target = this.#after(answer, way.slice(0, index + 1), used)
      if (target) link.setAttribute("href", target)
      if (used.get(step) !== answer) continue
      link.setAttribute("data-chosen", "")
      link.append(element("span", { class: "kb-hidden" }, ` ${words.chosen}`))
    }
    if (index) this.querySelector("a[data-back]")?.setAttribute("href", this.#address(way[index - 1], used))
    const number = this.querySelector("[data-number]")
    if (number && way[0] === data.start && data.steps[step].asks) {
      const count = way.slice(0, index + 1).filter((at) => data.steps[at].asks).length
      number.textContent = words.question.replace("%(number)s", String(count))
    }
    this.#summarise(used)
    if (given.length) {
      const old = query.get("r") !== data.revision || known.size < given.length
      this.#report(known, used, way[0], old ? given.length : 0)
    }
    this.#share(before)
  }

  /** @param {string} step @param {Answers} answers */
  #address(step, answers, root = this.#root) {
    const pairs = [...answers].map((pair) => pair.join(".")).join("~")
    return root + this.#data.steps[step].at + (pairs && `?a=${pairs}&r=${this.#data.revision}`)
  }

  /**
   * Where an answer leads. Later answers that still fit are walked through; others are sent along, so that the next
   * page can say that they were dropped. A way back asks again from there.
   *
   * @param {string} answer @param {string[]} way @param {Answers} used
   */
  #after(answer, way, used) {
    const to = own(this.#data.steps[this.#step].answers, answer)
    if (!to) return ""
    const again = way.indexOf(to)
    if (again >= 0) return this.#address(to, new Map([...used].slice(0, again)))
    const answers = new Map([...[...used].slice(0, way.length - 1), [this.#step, answer]])
    const later = new Map([...used].filter(([at]) => !answers.has(at)))
    const onward = walk(this.#data, later, to)
    return this.#address(onward[onward.length - 1], new Map([...answers, ...later]))
  }

  /** Lists the answers, each with a way to change it. @param {Answers} used */
  #summarise(used) {
    const section = this.querySelector("[data-answers]")
    if (!(section instanceof HTMLElement) || !used.size) return
    for (const [at, answer] of used) {
      const title = this.#words.titles[at]
      const change = element("a", { href: this.#address(at, used) }, this.#words.change)
      change.append(element("span", { class: "kb-hidden" }, `: ${title}`))
      const said = element("dd", {}, label(this.#words, at, answer))
      const cells = [element("dt", {}, title), said, element("dd", {}, at === this.#step ? "" : change)]
      section.querySelector("dl")?.append(element("div", {}, ...cells))
    }
    section.hidden = false
  }

  /** What became of the answers. @param {Answers} known @param {Answers} used @param {string} first @param {number} old */
  #report(known, used, first, old) {
    const box = this.querySelector("[data-said]")
    if (!(box instanceof HTMLElement)) return
    const { changed, dropped, elsewhere, titles } = this.#words
    if (old) box.append(element("p", {}, changed.replace("{kept}", used.size).replace("{all}", old)))
    const lost = [...known].filter(([at]) => !used.has(at))
    const nearest = walk(this.#data, known, this.#data.start).pop() || ""
    if (first !== this.#data.start && nearest !== this.#step) {
      const link = element("a", { href: this.#address(nearest, known) }, titles[nearest])
      box.append(element("p", {}, `${elsewhere} `, link))
    } else if (lost.length) {
      const said = lost.map(([at, one]) => element("li", {}, `${titles[at]} ${label(this.#words, at, one)}`))
      box.append(element("p", {}, dropped), element("ul", {}, ...said))
    }
    box.hidden = !box.childNodes.length
  }

  /** Fills in what can be copied. @param {Answers} before */
  #share(before) {
    const section = this.querySelector("[data-share]")
    if (!(section instanceof HTMLElement)) return
    /** @param {string} name @param {string} text */
    const fill = (name, text) => section.querySelector(`#share-${name} code`)?.append(text)
    /** @param {string} root */
    const link = (root) => new URL(this.#address(this.#step, before, root), location.href).href
    fill("link", link(this.#root))
    for (const [locale, words] of Object.entries(this.#data.words)) {
      const lines = [...before].map(([at, one]) => `${words.titles[at]}\n  → ${label(words, at, one)}`)
      fill(locale, [words.flow, ...lines, words.titles[this.#step], link(`${this.#root}../${locale}/`)].join("\n\n"))
    }
    for (const text of section.querySelectorAll("details")) text.hidden = !before.size
    section.hidden = false
  }
}

export function defineFlow() {
  customElements.define("kb-flow", Flow)
}
