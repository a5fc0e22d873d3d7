/**
 * Filters the list below it by the words that are typed: every word must occur in an entry, in any order.
 * Without the script there is no box, and the list is whole.
 */
export class Filter extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.input = this.querySelector("input")
    this.output = this.querySelector("output")
    this.entries = [...document.querySelectorAll(".kb-list > li")].map((entry) => [entry, folded(entry.textContent)])
    this.input.addEventListener("input", this.filter)
    this.filter()
  }

  disconnectedCallback() {
    this.input.removeEventListener("input", this.filter)
  }

  filter = () => {
    const words = folded(this.input.value).split(/\s+/).filter(Boolean)
    let shown = 0
    for (const [entry, text] of this.entries) {
      entry.hidden = !words.every((word) => text.includes(word))
      shown += entry.hidden ? 0 : 1
    }
    this.output.textContent = shown ? (words.length ? `${shown} / ${this.entries.length}` : "") : this.output.dataset.none
  }
}

/** @param {string} text @returns {string} the text without differences of width and case */
function folded(text) {
  return text.normalize("NFKC").toLowerCase()
}

customElements.define("kb-filter", Filter)
