"""Every problem code, with what it means and what to do. Codes are never reused and never removed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a problem code stands for: a title, and an explanation for the reference page."""

    title: str
    explanation: str


CODES: dict[str, Code] = {
    "KB101": Code("file is not UTF-8", "Save the file as UTF-8 without a byte order mark."),
    "KB102": Code("file begins with a byte order mark", "Save the file as UTF-8 without a byte order mark."),
    "KB103": Code("tab in the indentation", "YAML is indented with spaces."),
    "KB104": Code("file is empty", "Fill in a record (`kb new` writes one to start from), or delete the file."),
    "KB105": Code("malformed YAML", "The file cannot be read beyond this place."),
    "KB106": Code("field is written twice", "Keep one of the two."),
    "KB107": Code("anchor, alias or tag", "Records repeat nothing by reference to YAML nodes; refer to records by id."),
    "KB108": Code("unknown field", "The field is not part of this kind of record."),
    "KB109": Code("missing field", "The field must be there."),
    "KB110": Code("wrong type", "The value is a text where a list is needed, or the like."),
    "KB111": Code("value is not allowed", "Only the listed values are allowed."),
    "KB112": Code("value has the wrong form", "An id, code or date is written in one form only."),
    "KB113": Code("id differs from the file name", "The file name is the id."),
    "KB114": Code("duplicate id", "Two records or two entries of a list have the same id."),
    "KB115": Code("list is too short", "The list needs more entries."),
    "KB116": Code("text is too long for its place", "Titles must fit a phone; replies must fit a ticket."),
    "KB117": Code("address is not allowed", "Links go to https:// or mailto: addresses only."),
    "KB118": Code("file cannot be read", "The file is not readable or is not a file."),
    "KB119": Code("file in the wrong place", "Only records live in the content folders."),
    "KB120": Code("text has a line break", "A text is one paragraph; use another block or item for the next."),
    "KB121": Code("character that nobody sees", "It makes a text read, or a command do, something else than it shows."),
    "KB122": Code(
        "a link that leads out", "What is published stands in the folder itself: a link could name any file."
    ),
    "KB123": Code("too many", "There are more entries or files than a knowledge base can have."),
    "KB201": Code("missing reference", "The record that is referred to does not exist."),
    "KB202": Code("markup is not allowed here", "A text may hold bold, code, links and references, nothing else."),
    "KB203": Code("link is not allowed", "A link goes to https://, mailto: or a record (`fix:…`, `error:…`)."),
    "KB301": Code(
        "a fix that lowers security comes too early",
        "Least risk first: on every variant and among the alternatives of a fix, none of which costs more than it.",
    ),
    "KB302": Code("a fix that lowers security stands alone", "Such a fix always has safer alternatives beside it."),
    "KB303": Code("a fix that lowers security lacks alternatives", "Name what to prefer, in `alternatives`."),
    "KB304": Code("match words are those of another variant", "Two variants of one code would tie."),
    "KB305": Code("a variant has no match text", "A variant is recognised by its words."),
    "KB306": Code("a risk without words", "A fix of medium or high risk says what it lowers."),
    "KB307": Code("an action of the article has no such step", "Actions show the steps of a fix by their ids."),
    "KB310": Code("a variant without a source", "What a text means rests on evidence that the reader can open."),
    "KB311": Code("a variant without a fix", "Whoever finds the variant must find something to do."),
    "KB312": Code("a variant without an owner", "Say which roles can fix it, least privilege first."),
    "KB313": Code("a variant without a sample", "A text as somebody pasted it proves that the variant is recognised."),
    "KB314": Code("a word that its variant does not have", "What decides stands in a text or a sample of the variant."),
    "KB315": Code("a sample of another variant", "A sample holds the code, or the words that decide."),
    "KB316": Code("words that age", "'This year' is wrong next year, and pages are read for longer: write the date."),
    "KB317": Code("a source that nothing rests on", "The list of sources shows what the pages rest on."),
    "KB318": Code("never verified", "Pages say when somebody last compared them with the evidence."),
    "KB319": Code("words without a risk", "What lowers security has at least a low risk."),
    "KB320": Code("no safe alternative", "At least one alternative must not lower security."),
    "KB321": Code("a fix without a way back", "Every change can be taken back, or says why not."),
    "KB322": Code("an error without a stage", "The picture of the way of a message leads to every error."),
    "KB323": Code("a text without a message", "Where one text has a reply or a request, readers expect it of all."),
    "KB324": Code(
        "something left to fill in", "A message is copied and sent; nobody looks for what is still to fill in."
    ),
    "KB330": Code("a label that the glossary lacks", "Labels stand as on the screen; the glossary holds them all."),
    "KB331": Code("a label under another name", "A label is called the same wherever it is named."),
    "KB332": Code("a name to avoid", "The glossary lists wrong names with the right one."),
    "KB401": Code("malformed PO file", "The catalogue cannot be read beyond this place."),
    "KB402": Code("unknown locale", "The folder below `locales/` is not a locale of the site."),
    "KB403": Code("duplicate message", "Two entries of the catalogues have the same context."),
    "KB404": Code("missing translation", "The English is shown to readers, and says so."),
    "KB405": Code("stale translation", "The English has changed since; the English is shown to readers, and says so."),
    "KB406": Code("markup differs from the English", "Code, links and references are the same in every language."),
    "KB407": Code("message without a place", "No record has a text with this context."),
    "KB408": Code("a name or address differs", "Hosts, files, commands and codes are the same in every language."),
    "KB409": Code("a date or number differs", "Each language writes it its own way, and means the same."),
    "KB410": Code("a placeholder differs", "The page puts a value there: copy it as it is."),
    "KB411": Code("half-width kana", "Katakana is written in full width."),
    "KB412": Code("full-width letters or digits", "Letters, digits and signs of ASCII are written in half width."),
    "KB413": Code("spelling of a long vowel", "サーバー, ユーザー; but コネクタ, プロパティ."),
    "KB414": Code("spaces", "One half-width space between Japanese and other letters; none beside 、 and 。."),
    "KB415": Code("brackets are not in pairs", "Each bracket that opens is closed."),
    "KB416": Code("the end of a sentence", "A sentence ends in 。 where the English ends in a full stop."),
    "KB417": Code("not translated", "The text is the English: readers are not told that it waits for its translation."),
    "KB418": Code("invisible character", "Nobody sees it, and no search finds the word."),
    "KB419": Code("a term under another name", "The glossary says what a portal, product or role is called."),
    "KB420": Code(
        "not a line of a review sheet",
        "Change translations and states only; take out what no longer fits.",
    ),
    "KB421": Code("a title without quotes", "A reference shows a title: within a Japanese sentence it stands in 「」."),
    "KB501": Code("a published id is gone", "Readers have links to it: give it a forwarding address."),
    "KB502": Code("the lock file lacks ids", "Run `kb lock` to add what is new."),
    "KB503": Code("malformed lock file", "Each line holds an address; `kb lock` writes the file."),
    "KB504": Code("malformed configuration", "An option of the plugin has a value that it cannot have."),
    "KB505": Code("an address exists and is forwarded", "Readers must be led to one place only."),
    "KB506": Code("a link leads nowhere", "Every link on every page is followed when the site is built."),
    "KB601": Code("id of a step is taken", "`all` and `graph` are pages of every flow; choose another id."),
    "KB602": Code("a way leads nowhere", "The step that it leads to does not exist."),
    "KB603": Code("steps lead round in a circle", "Readers would walk for ever; a way back is declared with `retry`."),
    "KB604": Code(
        "answers do not fit a question",
        "2 to 7 answers, each with words, one of them `unsure` (or the reason why nobody is).",
    ),
    "KB605": Code("a check that changes something", "A step that asks may only read; changes belong to outcomes."),
    "KB606": Code("a dead end", "An outcome says what is wrong, what to do, and where to go on otherwise."),
    "KB607": Code("too many questions", "At most six questions from the first one to an answer."),
    "KB608": Code("a text has no place in the flow", "Whoever has the text is led to a step by its answers."),
    "KB609": Code("two things read the same", "Headings of a flow and answers of a step differ, in every language."),
    "KB610": Code("fixes of an outcome are out of order", "Least risk first, never only fixes that lower security."),
    "KB611": Code("the paths differ from the committed ones", "See what readers get now, then write the paths anew."),
    "KB612": Code("an output has no answer", "Each output of the command of a check belongs to exactly one answer."),
    "KB613": Code("a step is never reached", "No way from the first question leads to it."),
    "KB701": Code(
        "PowerShell cannot parse this", "Every form of a snippet must parse: as written, filled in, and with `-WhatIf`."
    ),
    "KB702": Code(
        "unknown cmdlet",
        "Only cmdlets of the pinned table `content/cmdlets.yml` are used; add it there with its source and date.",
    ),
    "KB703": Code("unknown parameter", "The pinned table has no such parameter for this cmdlet in the service."),
    "KB704": Code(
        "parameter exists on premises only",
        "The reference lists the parameter for servers of one's own, not for the service.",
    ),
    "KB705": Code(
        "abbreviated parameter",
        "PowerShell accepts a unique beginning, until a new parameter begins alike: write the name in full.",
    ),
    "KB706": Code(
        "required parameter is missing",
        "PowerShell would stop and ask for the value, which confuses people and hangs scripts.",
    ),
    "KB707": Code("alias instead of a cmdlet", "Aliases differ between systems and hide what a command does."),
    "KB708": Code(
        "the command does the opposite of what is declared",
        "`…Disabled $false` enables, `…Enabled $true` enables, `Allow…` enables; a rollback goes the other way.",
    ),
    "KB709": Code("a change without a way back", "Where there is `apply`, there is `rollback`."),
    "KB710": Code("a change without a check", "Where there is `apply`, there is `verify`."),
    "KB711": Code("a reading command changes something", "`check`, `capture` and `verify` only read."),
    "KB712": Code(
        "a value inside a string",
        "A placeholder is a complete, quoted value; inside another string its quotes protect nothing.",
    ),
    "KB713": Code(
        "a value inside a filter, without escaping",
        'Filters have a language of their own: double single quotes with `-replace "\'", "\'\'"`.',
    ),
    "KB714": Code(
        "-WhatIf is claimed but not supported", "Without support the cmdlet fails, or worse, makes the change."
    ),
    "KB715": Code("-WhatIf could be offered", "Every changing cmdlet of the snippet supports it: set `whatif: true`."),
    "KB716": Code(
        "typographic quote", "PowerShell takes them for straight quotes, so a string can end where nobody sees it."
    ),
    "KB717": Code("dash that is not a hyphen", "Parameters begin with the hyphen-minus of the keyboard."),
    "KB718": Code("full-width character or special space", "It looks like the ASCII character and is another one."),
    "KB719": Code("invisible character", "Control and format characters change what is run without being seen."),
    "KB720": Code(
        "angle brackets outside quotes",
        "`<` and `>` redirect output; placeholders are written in double braces, which quotes them.",
    ),
    "KB721": Code("undeclared placeholder", "Every placeholder is declared in `parameters`."),
    "KB722": Code("unused parameter", "The page would ask for a value that no command needs."),
    "KB723": Code(
        "`$before` is not what was captured",
        "`capture` keeps the present value in `$before`, and `rollback` restores it from there.",
    ),
    "KB724": Code(
        "a setting is changed without keeping its value",
        "The way back leads to the value that was there, blank included; `capture` keeps it.",
    ),
    "KB725": Code(
        "splatted parameters cannot be followed",
        "The hash table must be a literal, assigned before in the same snippet.",
    ),
    "KB726": Code(
        "prompt, or blanks that break the line",
        "Snippets hold no prompt and no tab, and nothing follows the backtick at the end of a line.",
    ),
    "KB727": Code(
        "effect and commands disagree",
        "`effect: read` changes nothing; every other effect has an `apply` that touches `setting`.",
    ),
    "KB728": Code(
        "deprecated or reserved parameter", "The cmdlet's page says that it is deprecated or reserved for internal use."
    ),
    "KB729": Code("the example is not a valid value", "The example of a parameter must be acceptable for its type."),
    "KB731": Code(
        "a state that no output explains",
        "A switch with three states shows True, False or nothing; readers need to know what each of them says.",
    ),
    "KB730": Code(
        "switch or value given in the wrong way",
        "A switch takes its value after a colon (`-X:$false`); other parameters need a value.",
    ),
}
