import { defineBeside } from "./beside.js"
import { defineCopy } from "./copy.js"
import { defineFrame } from "./frame.js"
import { defineLanguages } from "./languages.js"
import { defineScheme } from "./scheme.js"
import { defineSearchField } from "./search-field.js"

defineBeside()
defineCopy()
defineFrame()
defineLanguages()
defineScheme()
defineSearchField()
