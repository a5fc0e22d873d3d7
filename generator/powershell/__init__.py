"""PowerShell that can be copied without fear: quoting, forms, proofs and highlighting of snippets.

    quote       values that readers type: what is accepted, and how it stands in a command
    template    snippets with placeholders, and where each place of the finished text came from
    tree        the parse tree of a snippet, reduced to what the checks need
    table       the pinned table of cmdlets and parameters
    finding     one thing that is wrong, with its place
    characters  characters that look right and are not
    usage       cmdlets and parameters against the table
    values      values that stand where quoting does not protect them
    states      what a command can show that its outputs do not explain
    intent      what the commands of a unit do against what the unit says it does
    lint        all of these for one unit
    forms       every form of a snippet that the page can show, copy or offer as a file
    highlight   colours at build time
    diagnosis   the one line that the diagnosis snippet prints

Nothing here reads files or knows about pages, templates or translation.
"""
