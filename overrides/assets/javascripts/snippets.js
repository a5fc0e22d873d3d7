/**
 * Commands that follow what the reader types, and buttons that copy them.
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
 *
 * 3. Copying: `for` is the id of the `<pre>`. The button's name must be unique on the page ("Copy: Apply").
 *
 *      <kb-copy for="apply" hidden data-copied="Copied." data-incomplete="Copied. Still to fill in: {names}."
 *        data-failed="The text is selected: press Ctrl+C." data-separator=", ">
 *        <label><input type="checkbox" data-whatif="apply-whatif"> Only try it (-WhatIf)</label>   (optional)
 *        <button type="button">Copy: Apply</button>
 *        <span role="status"></span>
 *      </kb-copy>
 *
 *    `{names}` becomes the labels of the values that are missing. `data-whatif` is the id of the `<pre>` with the
 *    `-WhatIf` form: the box decides which of the two is shown and copied. Without the script both are shown.
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

export class Copy extends HTMLElement {
  #undo = new AbortController()

  connectedCallback() {
    this.#undo = new AbortController()
    const { signal } = this.#undo
    this.querySelector("button")?.addEventListener("click", () => this.#copy(), { signal })
    this.#choice?.addEventListener("change", () => this.#choose(), { signal })
    this.#choose()
    this.hidden = false
  }

  disconnectedCallback() {
    this.#undo.abort()
    for (const block of [this.#block(this.getAttribute("for")), this.#block(this.#choice?.dataset.whatif)]) {
      if (block) block.hidden = false
    }
  }

  /** @returns {HTMLInputElement | null} */
  get #choice() {
    return this.querySelector("input[data-whatif]")
  }

  /** The theme puts `__code_` before the id of every block of code. @param {string | null | undefined} id */
  #block(id) {
    return id ? document.getElementById(id) || document.getElementById(`__code_${id}`) : null
  }

  /** The form that is shown, and therefore copied. */
  get #shown() {
    return this.#block(this.#choice?.checked ? this.#choice.dataset.whatif : this.getAttribute("for"))
  }

  #choose() {
    if (!this.#choice) return
    for (const id of [this.getAttribute("for"), this.#choice.dataset.whatif]) {
      const block = this.#block(id)
      if (block) block.hidden = block !== this.#shown
    }
  }

  async #copy() {
    const shown = this.#shown
    if (!shown) return
    const code = shown.querySelector("code") || shown
    // Without a line break at the end, so that the last line waits for the reader's Enter.
    const text = (code.textContent || "").replace(/\s+$/, "")
    const copied = await copyText(text, code, this.querySelector("button"))
    const missing = [...new Set([...code.querySelectorAll(".kb-slot[data-slot]:not([data-filled])")].map(nameOf))]
    if (!copied) this.#say(this.dataset.failed)
    else if (!missing.length) this.#say(this.dataset.copied)
    else this.#say((this.dataset.incomplete || "").replace("{names}", () => missing.join(this.dataset.separator || ", ")))
  }

  /** @param {string | undefined} words */
  #say(words = "") {
    const status = this.querySelector("[role=status]")
    // Readers of the screen speak only what changes: the same words get an invisible difference.
    if (status) status.textContent = status.textContent === words ? `${words}\u00a0` : words
  }
}

/** What the page calls the value of a placeholder. @param {Element} slot */
function nameOf(slot) {
  const parameter = slot.getAttribute("data-slot") || ""
  const input = inputs(document).find((one) => one.dataset.parameter === parameter)
  return input?.labels?.[0]?.textContent?.trim() || parameter
}

/**
 * Copies plain text. Where the clipboard is closed to scripts (older browsers, some `file://` pages), the text is
 * selected and copied by the old command; when that fails too, the selection is left for the reader's own keys.
 *
 * @param {string} text
 * @param {Element} source what holds the text
 * @param {HTMLElement | null} button what must keep the focus
 */
async function copyText(text, source, button) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const selection = getSelection()
    selection?.selectAllChildren(source)
    let copied = false
    /** @param {ClipboardEvent} event */
    const plain = (event) => {
      event.clipboardData?.setData("text/plain", text)
      event.preventDefault()
      copied = true
    }
    document.addEventListener("copy", plain, { once: true, capture: true })
    try {
      document.execCommand("copy")
    } catch {
      copied = false
    }
    document.removeEventListener("copy", plain, { capture: true })
    if (copied) selection?.removeAllRanges()
    button?.focus({ preventScroll: true })
    return copied
  }
}

export function defineSnippets() {
  customElements.define("kb-parameters", Parameters)
  customElements.define("kb-copy", Copy)
}
