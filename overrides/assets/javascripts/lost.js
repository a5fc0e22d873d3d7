import { defineNotFound } from "./not-found.js"

defineNotFound()
