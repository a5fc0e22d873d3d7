/**
 * What a browser remembers for us: the name of a language, or how pages are shown. Nothing that anybody has typed.
 *
 * Storage may be closed to us; everything works without it.
 */

/** @param {() => Storage} where @param {string} key @param {string} value */
export function remember(where, key, value) {
  try {
    where().setItem(key, value)
  } catch {
    // The choice is then made on each page.
  }
}

/** @param {() => Storage} where @param {string} key @returns {string} what is remembered, or nothing */
export function remembered(where, key) {
  try {
    return where().getItem(key) || ""
  } catch {
    return ""
  }
}
