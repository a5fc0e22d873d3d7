/**
 * What the theme's search field leaves to be wished for.
 *
 * The theme listens to keys only: text that is pasted or dictated with no key would wait for the next one. And a search
 * may be handed over in the address (`?q=`), which is for words: a pasted line, or what names a person or a machine, is
 * searched for, but does not stay in the address, where histories and logs would keep it.
 */

const LONGEST = 80
const PRIVATE = /[^\s@]@[^\s@]|(?:^|[^0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])|[0-9a-f]{0,4}:[0-9a-f]{0,4}:[0-9a-f:]+/i

/** Whether words may stand in an address. @param {string} words */
export function isPublic(words) {
  return words.length <= LONGEST && !PRIVATE.test(words.normalize("NFKC"))
}

export function defineSearchField() {
  const address = new URL(location.href)
  const asked = address.searchParams.get("q")
  if (asked !== null && !isPublic(asked)) {
    address.searchParams.delete("q")
    history.replaceState(history.state, "", address)
  }
  const field = document.querySelector("[data-md-component=search-query]")
  field?.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) field.dispatchEvent(new KeyboardEvent("keyup"))
  })
}
