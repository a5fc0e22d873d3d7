/**
 * The choice between light and dark. Until a reader chooses, pages are as the reader's system is.
 *
 * A script in the header sets the scheme before anything is painted; it reads what is remembered here.
 */

import { remember, remembered } from "./memory.js"

const KEY = "kb.scheme"

/** @param {string} scheme */
function show(scheme) {
  document.body.dataset.mdColorScheme = scheme
}

export function defineScheme() {
  const buttons = [...document.querySelectorAll("button[data-kb-scheme]")]
  for (const button of buttons) {
    if (!(button instanceof HTMLButtonElement)) continue
    button.addEventListener("click", () => {
      const scheme = button.dataset.kbScheme || ""
      show(scheme)
      remember(() => localStorage, KEY, scheme)
      const other = buttons.find((one) => one !== button)
      if (other instanceof HTMLButtonElement) other.focus()
    })
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (system) => {
    if (!remembered(() => localStorage, KEY)) show(system.matches ? "slate" : "default")
  })
}
