import { defineLanguages } from "./languages.js"

defineLanguages()
