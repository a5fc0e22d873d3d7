import { defineFlow } from "./flow.js"

defineFlow()
