import { defineSnippets } from "./snippets.js"
import { defineFrame } from "./frame.js"
import { defineLanguages } from "./languages.js"

defineFrame()
defineLanguages()
defineSnippets()
