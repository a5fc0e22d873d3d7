import { defineDecoder } from "./decoder-box.js"

defineDecoder()
