"""What can be wrong with a snippet: code → (title, explanation). Never reused, never removed."""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    "KB701": (
        "PowerShell cannot parse this",
        "Every form of a snippet must parse: as written, filled in, and with `-WhatIf`.",
    ),
    "KB702": (
        "unknown cmdlet",
        "Only cmdlets of the pinned table `content/cmdlets.yml` are used; add it there with its source and date.",
    ),
    "KB703": ("unknown parameter", "The pinned table has no such parameter for this cmdlet in the service."),
    "KB704": (
        "parameter exists on premises only",
        "The cmdlet's page lists the parameter for Exchange Server, not for Exchange Online.",
    ),
    "KB705": (
        "abbreviated parameter",
        "PowerShell accepts a unique beginning, until a new parameter begins alike: write the name in full.",
    ),
    "KB706": (
        "required parameter is missing",
        "PowerShell would stop and ask for the value, which confuses people and hangs scripts.",
    ),
    "KB707": ("alias instead of a cmdlet", "Aliases differ between systems and hide what a command does."),
    "KB708": (
        "the command does the opposite of what is declared",
        "`…Disabled $false` enables, `…Enabled $true` enables, `Allow…` enables; a rollback goes the other way.",
    ),
    "KB709": ("a change without a way back", "Where there is `apply`, there is `rollback`."),
    "KB710": ("a change without a check", "Where there is `apply`, there is `verify`."),
    "KB711": ("a reading command changes something", "`check`, `capture` and `verify` only read."),
    "KB712": (
        "a value inside a string",
        "A placeholder is a complete, quoted value; inside another string its quotes protect nothing.",
    ),
    "KB713": (
        "a value inside a filter, without escaping",
        'Filters have a language of their own: double single quotes with `-replace "\'", "\'\'"`.',
    ),
    "KB714": ("-WhatIf is claimed but not supported", "Without support the cmdlet fails, or worse, makes the change."),
    "KB715": ("-WhatIf could be offered", "Every changing cmdlet of the snippet supports it: set `whatif: true`."),
    "KB716": (
        "typographic quote",
        "PowerShell takes them for straight quotes, so a string can end where nobody sees it.",
    ),
    "KB717": ("dash that is not a hyphen", "Parameters begin with the hyphen-minus of the keyboard."),
    "KB718": ("full-width character or special space", "It looks like the ASCII character and is another one."),
    "KB719": ("invisible character", "Control and format characters change what is run without being seen."),
    "KB720": (
        "angle brackets outside quotes",
        "`<` and `>` redirect output; placeholders are written in double braces, which quotes them.",
    ),
    "KB721": ("undeclared placeholder", "Every placeholder is declared in `parameters`."),
    "KB722": ("unused parameter", "The page would ask for a value that no command needs."),
    "KB723": (
        "`$before` is not what was captured",
        "`capture` keeps the present value in `$before`, and `rollback` restores it from there.",
    ),
    "KB724": (
        "a setting is changed without keeping its value",
        "The way back leads to the value that was there, blank included; `capture` keeps it.",
    ),
    "KB725": (
        "splatted parameters cannot be followed",
        "The hash table must be a literal, assigned before in the same snippet.",
    ),
    "KB726": (
        "prompt, or blanks that break the line",
        "Snippets hold no prompt and no tab, and nothing follows the backtick at the end of a line.",
    ),
    "KB727": (
        "effect and commands disagree",
        "`effect: read` changes nothing; every other effect has an `apply` that touches `setting`.",
    ),
    "KB728": (
        "deprecated or reserved parameter",
        "The cmdlet's page says that it is deprecated or reserved for internal use.",
    ),
    "KB729": ("the example is not a valid value", "The example of a parameter must be acceptable for its type."),
    "KB730": (
        "switch or value given in the wrong way",
        "A switch takes its value after a colon (`-X:$false`); other parameters need a value.",
    ),
}
"""Code → (title, explanation)."""
