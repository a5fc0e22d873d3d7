import { defineSnippets } from "./snippets.js"
import { defineLanguages } from "./languages.js"

defineLanguages()
defineSnippets()
