/** The theme's search worker, replaced: it reads its entries from the site. */

import { Searcher } from "./searcher.js"

const ROOT = new URL("../../", self.location.href)

/** @param {string} locale @param {string} name of a file, with or without its ending */
async function read(locale, name) {
  const answer = await fetch(new URL(`${locale}/${name.replace(/\.json$/, "")}.json`, ROOT))
  if (!answer.ok) throw new Error(answer.statusText)
  return answer.json()
}

const searcher = new Searcher((message) => self.postMessage(message), read)
self.addEventListener("message", ({ data }) => searcher.receive(data))
