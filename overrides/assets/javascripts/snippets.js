/**
 * Commands that follow what the reader types. They are copied as everything else is: copy.js.
 *
 * The markup contract. Everything a reader sees is in the HTML, in the page's language; ids are unique on the page.
 *
 * 1. A command: text that can be read, selected and copied without this script.
 *
 *      <pre class="kb-code" id="apply"><code translate="no">Set-CASMailbox -Identity
 *        <span class="kb-slot" data-slot="mailbox">'&lt;mailbox&gt;'</span> …</code></pre>
 *
 *    Every `.kb-slot[data-slot]` of the page follows the input with that `data-parameter`: it shows the quoted value and
 *    has `data-filled`, or shows the placeholder. An invalid value never reaches it.
 *
 * 2. The values: `hidden`, because without the script they would do nothing.
 *
 *      <kb-parameters hidden>
 *        <label for="p-mailbox">Mailbox</label>
 *        <input id="p-mailbox" data-parameter="mailbox" data-type="mailbox" data-message="p-mailbox-message"
 *          aria-describedby="p-mailbox-message" type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
 *          data-reason-at="Write an address such as scanner@contoso.com." data-reason-local="…" …>
 *        <p id="p-mailbox-message" aria-live="polite"></p>
 *      </kb-parameters>
 *
 *    `data-type` is mailbox, domain, ipv4, guid, name or number. `data-reason-*` has a sentence for each reason of the
 *    type (REASONS in generator/powershell/quote.py). Inputs have no `name` and stand in no form; `autocomplete="off"`
 *    keeps values out of the browser's memory. Values live in memory only: never in storage, never in the address.
 *    Inputs with the same `data-parameter` share one value.
 */

import { accept, literal, placeholder } from "./powershell.js"

/**
 * Accepted values by parameter, quoted. In memory only: a value can be an address, and pages are shared.
 *
 * @type {Map<string, string>}
 */
const values = new Map()

/** Shows the present value of a parameter wherever it stands. @param {string} parameter */
function show(parameter) {
  const value = values.get(parameter)
  for (const slot of document.querySelectorAll(".kb-slot[data-slot]")) {
    if (!(slot instanceof HTMLElement) || slot.dataset.slot !== parameter) continue
    slot.textContent = value ?? placeholder(parameter)
    slot.toggleAttribute("data-filled", value !== undefined)
  }
}

/** @param {ParentNode} within @returns {HTMLInputElement[]} */
function inputs(within) {
  return [...within.querySelectorAll("input[data-parameter]")].filter((input) => input instanceof HTMLInputElement)
}

export class Parameters extends HTMLElement {
  #undo = new AbortController()

  connectedCallback() {
    this.#undo = new AbortController()
    const { signal } = this.#undo
    this.addEventListener("input", (event) => this.#take(event, false), { signal })
    this.addEventListener("change", (event) => this.#take(event, true), { signal })
    for (const input of inputs(this)) {
      // A browser may have kept what was typed when the page was reloaded or visited again.
      if (input.value) this.#read(input, true)
      else show(input.dataset.parameter || "")
    }
    this.hidden = false
  }

  disconnectedCallback() {
    this.#undo.abort()
  }

  /** @param {Event} event @param {boolean} finished */
  #take(event, finished) {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !input.dataset.parameter) return
    this.#read(input, finished)
    for (const other of inputs(document)) {
      if (other === input || other.dataset.parameter !== input.dataset.parameter) continue
      other.value = input.value
      this.#say(other, accept(other.dataset.type || "", other.value).reason, finished)
    }
  }

  /** Complaints wait until the reader has finished; praise does not. @param {HTMLInputElement} input @param {boolean} finished */
  #read(input, finished) {
    const parameter = input.dataset.parameter || ""
    const kind = input.dataset.type || ""
    const { value, reason } = accept(kind, input.value)
    if (value) values.set(parameter, literal(kind, value))
    else values.delete(parameter)
    if (finished && value) input.value = value
    this.#say(input, reason, finished)
    show(parameter)
  }

  /** @param {HTMLInputElement} input @param {string} reason @param {boolean} finished */
  #say(input, reason, finished) {
    const message = document.getElementById(input.dataset.message || "")
    const words = reason ? input.getAttribute(`data-reason-${reason}`) || reason : ""
    if (words && !finished && !message?.textContent) return
    if (words) input.setAttribute("aria-invalid", "true")
    else input.removeAttribute("aria-invalid")
    if (message && message.textContent !== words) message.textContent = words
  }
}

export function defineSnippets() {
  customElements.define("kb-parameters", Parameters)
}
