import { defineSnippets } from "./snippets.js"
import { defineFrame } from "./frame.js"
import { defineLanguages } from "./languages.js"
import { defineSearchField } from "./search-field.js"

defineFrame()
defineLanguages()
defineSearchField()
defineSnippets()
