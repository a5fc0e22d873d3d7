"""How long a build takes, how much it needs, and beside what: `make bench` (not part of the tests).

corpus    synthetic knowledge bases of realistic length, the same text as records and as Markdown
phrases   the sentences that they are made of, in both languages
peers     other generators, each in an environment of its own
measure   one run of one command: seconds, processor seconds, memory
messages  what many messages cost, by processor time
run       which runs there are, and the table
"""
