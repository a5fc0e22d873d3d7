/**
 * Copying: the one way in which anything of a page gets to the clipboard.
 *
 * The text is in the page, in its own element, where it can be read and selected without this script. `for` is the id of
 * that element, or of a parent of the `<code>` that holds the text. The button's name is unique on the page.
 *
 *      <kb-copy for="apply" hidden data-copied="Copied." data-failed="The text is selected: press Ctrl+C."
 *        data-incomplete="Copied. Still to fill in: {names}." data-separator=", ">            (where there are values)
 *        <label><input type="checkbox" data-whatif="apply-whatif"> Only try it (-WhatIf)</label>   (optional)
 *        <button type="button">Copy: Apply</button>
 *        <span role="status"></span>
 *      </kb-copy>
 *
 * `{names}` becomes the labels of the values that are missing. `data-whatif` is the id of the element with the `-WhatIf`
 * form: the box decides which of the two is shown and copied. Without the script both are shown.
 *
 * With `data-rich`, the clipboard gets the text twice: as HTML with whole addresses for programs that show it, and as
 * plain words with the addresses behind them for the others. `data-done` says for a moment that it is `copied`, or `failed`.
 */

const MOMENT = 4000

export class Copy extends HTMLElement {
  #undo = new AbortController()
  #timer = 0

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
    clearTimeout(this.#timer)
    for (const block of [this.#block(this.getAttribute("for")), this.#block(this.#choice?.dataset.whatif)]) {
      if (block) block.hidden = false
    }
  }

  /** @returns {HTMLInputElement | null} */
  get #choice() {
    return this.querySelector("input[data-whatif]")
  }

  /** @param {string | null | undefined} id */
  #block(id) {
    return id ? document.getElementById(id) : null
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
    const source = shown.querySelector("code") || shown
    const said = this.hasAttribute("data-rich") ? rich(source) : { "text/plain": plain(source) }
    const copied = await write(said, source, this.querySelector("button"))
    const missing = [...new Set([...source.querySelectorAll(".kb-slot[data-slot]:not([data-filled])")].map(nameOf))]
    if (!copied) this.#say(this.dataset.failed)
    else if (!missing.length) this.#say(this.dataset.copied)
    else this.#say((this.dataset.incomplete || "").replace("{names}", () => missing.join(this.dataset.separator || ", ")))
    this.dataset.done = copied ? "copied" : "failed"
    clearTimeout(this.#timer)
    if (copied) this.#timer = setTimeout(() => this.removeAttribute("data-done"), MOMENT)
  }

  /** @param {string | undefined} words */
  #say(words = "") {
    const status = this.querySelector("[role=status]")
    // Readers of the screen speak only what changes: the same words get an invisible difference.
    if (status) status.textContent = status.textContent === words ? `${words}\u00a0` : words
  }
}

/** The words, without a line break at the end, so that the last line waits for the reader's Enter. @param {Element} source */
const plain = (source) => (source.textContent || "").replace(/\s+$/, "")

/** The same twice: with markup, and with the address of each link on a line of its own. @param {Element} source */
function rich(source) {
  const copy = /** @type {Element} */ (source.cloneNode(true))
  const hrefs = [...source.querySelectorAll("a")].map((link) => link.href)
  copy.querySelectorAll("a").forEach((link, index) => link.setAttribute("href", hrefs[index]))
  return { "text/html": copy.innerHTML.trim(), "text/plain": [plain(source).trim(), ...hrefs].join("\n") }
}

/** What the page calls the value of a placeholder. @param {Element} slot */
function nameOf(slot) {
  const parameter = slot.getAttribute("data-slot") || ""
  const input = [...document.querySelectorAll("input[data-parameter]")].find(
    (one) => one.getAttribute("data-parameter") === parameter,
  )
  const label = input instanceof HTMLInputElement ? input.labels?.[0]?.textContent?.trim() : ""
  return label || parameter
}

/**
 * Writes to the clipboard. Where it is closed to scripts (older browsers, some `file://` pages), the text is selected and
 * copied by the old command; when that fails too, the selection is left for the reader's own keys, and stands open.
 *
 * @param {Record<string, string>} said the text by its type @param {Element} source what holds the text
 * @param {HTMLElement | null} button what must keep the focus
 */
async function write(said, source, button) {
  try {
    if (!("text/html" in said)) await navigator.clipboard.writeText(said["text/plain"])
    else {
      const blobs = Object.entries(said).map(([type, text]) => [type, new Blob([text], { type })])
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    }
    return true
  } catch {
    const opened = open(source)
    const selection = getSelection()
    selection?.selectAllChildren(source)
    let copied = false
    /** @param {ClipboardEvent} event */
    const take = (event) => {
      for (const [type, text] of Object.entries(said)) event.clipboardData?.setData(type, text)
      event.preventDefault()
      copied = true
    }
    document.addEventListener("copy", take, { once: true, capture: true })
    try {
      document.execCommand("copy")
    } catch {
      copied = false
    }
    document.removeEventListener("copy", take, { capture: true })
    if (copied) {
      selection?.removeAllRanges()
      for (const one of opened) one.open = false
    }
    button?.focus({ preventScroll: true })
    return copied
  }
}

/** Opens what a text is folded into: only what is shown can be selected. @param {Element} source */
function open(source) {
  /** @type {HTMLDetailsElement[]} */
  const opened = []
  for (let one = source.parentElement?.closest("details"); one; one = one.parentElement?.closest("details")) {
    if (one.open) continue
    one.open = true
    opened.push(one)
  }
  return opened
}

/**
 * Addresses that only the browser knows: a site without an address of its own is wherever the reader is. `data-link` is
 * the way from this page; the address goes behind the words of the element, before those of `data-after`, or in the place of
 * the words of a link.
 */
export function fillLinks() {
  for (const one of document.querySelectorAll("[data-link]")) {
    const { href } = new URL(one.getAttribute("data-link") || "", document.baseURI)
    if (one instanceof HTMLAnchorElement) one.textContent = href
    else one.append(href + (one.getAttribute("data-after") || ""))
    one.removeAttribute("data-link")
    one.removeAttribute("hidden")
  }
}

export function defineCopy() {
  fillLinks()
  customElements.define("kb-copy", Copy)
}
