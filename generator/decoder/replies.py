"""The replies in a text: which numbers are status codes, how far each one's words reach, which is nested in which.

A code counts only with evidence: a reply code before it (RFC 5321), words of its own after it, a word that
introduces it, the service's own marks, or nothing else in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from generator.decoder.codes import NOT_AUTHENTICATED, Token, find_codes, registered
from generator.decoder.index import Hit, Index, Meter, find
from generator.decoder.reading import SOFT, Clean, Letters, clean, letters
from generator.decoder.table import is_enhanced

SCOPE = 320
"""Letters after a code within which its reason stands; the longest texts have about 250."""
NESTED = 400
"""Characters between a code and another in brackets that is nested in it."""
BEGUN = 12
"""Letters from which a scope begins as a text does, and makes a bare number that text's code."""
HEADING = 16
"""The same where any document can number its headings so: `5.7.3 Authentication` is one."""
LONE = 60
"""Letters of another script that may follow a bare code that stands first."""
ENDS = "\n[]()<>{}\"'`»」\\|"
"""What a sentence ends at. A full stop is none: another sentence of the same reply may follow."""


@dataclass(slots=True)
class Reply:
    """A code with its evidence and its scope (letters `start` to `end`)."""

    token: Token
    entry: str
    """The table's entry for the code; empty when it is not in the table."""
    start: int
    end: int
    last: int
    """Clean character after its last code token."""
    summary: bool = False
    """Written by another program about the reply."""
    nested: bool = False

    @property
    def code(self) -> str:
        return self.token.code

    @property
    def everyones(self) -> bool:
        """Whether any server may use the code, in a meaning of its own."""
        return is_enhanced(self.code) and registered(self.code)


@dataclass(slots=True)
class Text:
    """One text while it is being decoded: its letters, what was found in them, and its replies."""

    original: str
    index: Index
    meter: Meter
    cleaned: Clean = field(init=False)
    letters: Letters = field(init=False)
    hits: list[Hit] = field(init=False)
    replies: list[Reply] = field(init=False)
    own: bool = field(init=False)
    """Whether the service itself left a mark."""
    foreign: list[Hit] = field(init=False)
    """The marks of other providers."""
    ruled_out: set[int] = field(init=False)
    """Variants whose `without` words stand in the text."""
    _hit_starts: list[int] = field(init=False)
    _reply_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.meter.work += len(self.original)
        self.cleaned = clean(self.original)
        tokens = find_codes(self.cleaned.text, self.index.known)
        self.letters, stood = letters(self.cleaned, [(token.start, token.end) for token in tokens])
        for token, letter in zip(tokens, stood, strict=True):
            token.letter = letter
        heads = [token.letter for token in tokens if not token.continues]
        self.hits = find(self.index, self.cleaned, self.letters, heads, self.meter)
        self._hit_starts = [hit.start for hit in self.hits]
        self.own = any(hit.key.own for hit in self.hits)
        self.foreign = [hit for hit in self.hits if hit.key.foreign]
        self.ruled_out = {number for hit in self.hits for number in hit.key.without}
        replies = self._group(self._with_literals(tokens))
        self.replies = [reply for reply in replies if self._is_evident(reply)]
        self._set_scopes(self.replies)
        self._mark_nested()
        self._reply_starts = [reply.start for reply in self.replies]

    # -- questions -------------------------------------------------------------------------------------------------

    def hits_in(self, reply: Reply) -> list[Hit]:
        """The hits that begin in the scope of a reply."""
        return self.hits[bisect_left(self._hit_starts, reply.start) : bisect_left(self._hit_starts, reply.end)]

    def reply_at(self, letter: int) -> Reply | None:
        """The reply in whose scope a letter stands."""
        place = bisect_right(self._reply_starts, letter) - 1
        return self.replies[place] if place >= 0 and letter < self.replies[place].end else None

    def variants_of(self, reply: Reply) -> list[int]:
        return self.index.table["codes"][reply.entry]["variants"] if reply.entry else []

    def code_of(self, number: int) -> str:
        return self.index.table["variants"][number]["code"]

    def reply_codes(self, reply: Reply) -> list[str]:
        """The reply code that stands in the text, or those that the code comes with."""
        if reply.token.reply:
            return [reply.token.reply]
        return self.index.table["codes"][reply.entry]["replies"] if reply.entry else []

    def common(self, number: int, reply: Reply) -> int:
        """How many letters of the scope one of a variant's texts begins with."""
        scope = self.letters.text[reply.start : reply.end]
        best = 0
        for text in self.index.table["variants"][number]["texts"]:
            length = 0
            while length < len(scope) and length < len(text) and scope[length] == text[length]:
                length += 1
            self.meter.work += length + 1
            best = max(best, length)
        return best

    def ends_at(self, letter: int) -> bool:
        """Whether a sentence ends before this letter: nothing follows, or a new line, a bracket, a quote mark.

        A comma says that it goes on.
        """
        of = self.letters.of
        if letter >= len(of):
            return True
        begin = of[letter - 1] + 1 if letter else 0
        end = min(of[letter], begin + 12)
        between = self.cleaned.text[begin:end]
        return "," not in between and (end == begin + 12 or any(char in ENDS for char in between))

    def goes_on(self, reply: Reply) -> bool:
        """Whether words follow the code on its own line, in a script in which they can be compared."""
        if reply.start >= reply.end or self.letters.text[reply.start] >= "\x80":
            return False
        return "\n" not in self.cleaned.text[reply.last : min(self.letters.of[reply.start], reply.last + 12)]

    # -- building --------------------------------------------------------------------------------------------------

    def _with_literals(self, tokens: list[Token]) -> list[Token]:
        """Literal codes (`invalid_grant`) are tokens too; they need no other evidence."""
        for hit in self.hits:
            if hit.key.literal:
                first, end = self.letters.of[hit.start], self.letters.of[hit.end - 1] + 1
                tokens.append(Token(first, first, end, hit.key.literal, letter=hit.end))
        return sorted(tokens, key=lambda token: token.first)

    def _group(self, tokens: list[Token]) -> list[Reply]:
        """One reply for all lines of it; its scope ends where the next begins."""
        replies: list[Reply] = []
        for token in tokens:
            if token.continues and replies and replies[-1].code == token.code:
                replies[-1].last = token.end
            else:
                replies.append(Reply(token, self.index.known(token.code), token.letter, token.letter, token.end))
        self._set_scopes(replies)
        return replies

    def _set_scopes(self, replies: list[Reply]) -> None:
        ends = [*(reply.start for reply in replies[1:]), len(self.letters.text)]
        for reply, end in zip(replies, ends, strict=False):
            reply.end = max(reply.start, min(reply.start + SCOPE, end))

    def _is_evident(self, reply: Reply) -> bool:
        token = reply.token
        before = self.cleaned.text[max(0, token.first - 24) : token.first].rstrip(" \t\r\n>|")
        # A line that ends in `dsn=` looks like a soft break of quoted-printable.
        before = before.replace(SOFT, "=")
        reply.summary = not token.reply and before.endswith(tuple(self.index.table["summary"]))
        if token.reply or reply.summary or not is_enhanced(token.code) or self._introduced(token):
            return True
        if not reply.entry:
            return False
        return (self.own and not reply.everyones) or self._worded(reply) or self._begun(reply) or self._lone(token)

    def _introduced(self, token: Token) -> bool:
        """Whether a word directly before or after the code says that it is one."""
        at, of, text = token.letter, self.letters.of, self.letters.text
        near = at > 0 and of[at - 1] >= token.first - 6
        follows = at < len(of) and of[at] <= token.end + 4 and self._may_precede(token, of[at])
        return any(
            (near and at >= len(word) and text.startswith(word, at - len(word)) and self._begins(at - len(word)))
            or (follows and text.startswith(word, at))
            for word in self.index.table["context"]
        )

    def _may_precede(self, token: Token, following: int) -> bool:
        """`5.7.57 error` is a status code; `x:5.7.44`, `x 5.7.3 error` and a word on the next line say nothing."""
        if "\n" in self.cleaned.text[token.end : following]:
            return False
        before = self.cleaned.text[max(0, token.first - 2) : token.first].strip(" \t\r\n")
        return not before or not (before[-1] in ":=" or (registered(token.code) and before[-1] < "\x80"))

    def _begins(self, letter: int) -> bool:
        """Whether a word begins at this letter; beyond ASCII words are not set apart."""
        first = self.letters.of[letter]
        before = self.cleaned.text[first - 1] if first else " "
        return not (before < "\x80" and before.isalnum())

    def _worded(self, reply: Reply) -> bool:
        variants = self.variants_of(reply)
        return any(number in variants for hit in self.hits_in(reply) for number in (*hit.words, *hit.phrases))

    def _begun(self, reply: Reply) -> bool:
        """Whether a text of the code begins here, cut off before its deciding words.

        Any document can number its headings like everyone's codes (`5.7.3 Authentication`): there, more must be said.
        """
        least = HEADING if reply.everyones and not self.own else BEGUN
        return any(self._says(number, reply, least) for number in self.variants_of(reply))

    def _says(self, number: int, reply: Reply, least: int) -> bool:
        """Whether one of a variant's texts begins here with `least` letters, or is said in full."""
        length = self.common(number, reply)
        texts = self.index.table["variants"][number]["texts"]
        return length >= least or (length >= BEGUN and any(len(text) == length for text in texts))

    def _lone(self, token: Token) -> bool:
        """The code and nothing else, or the code first and then another script (`5.7.57 が出ます`)."""
        text = self.letters.text
        if not text:
            return True
        if token.letter or token.first > 40 or len(text) > LONE or text[0] < "\x80":
            return False
        return not self.cleaned.text[: token.first].strip(" \t\r\n#>\"'「([-*")

    def _mark_nested(self) -> None:
        """A reply in brackets that were opened after another reply is a part of that one's report."""
        outer: Reply | None = None
        depth = position = 0
        for reply in self.replies:
            if outer is not None:
                for char in self.cleaned.text[position : reply.token.start]:
                    self.meter.work += 1
                    depth = depth + 1 if char in "[(" else max(0, depth - 1) if char in "])" else depth
                near = reply.token.start - outer.last < NESTED
                if depth and near and reply.token.reply and reply.code != outer.code:
                    reply.nested = True
                    position = reply.token.end
                    continue
            speaks = not reply.summary and NOT_AUTHENTICATED not in self.reply_codes(reply)
            outer, depth, position = (reply if speaks else None), 0, reply.token.end
