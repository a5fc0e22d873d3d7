import { defineSnippets } from "./snippets.js"

defineSnippets()
