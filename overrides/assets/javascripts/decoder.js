/**
 * Paste the error, get the answer: which variant a pasted text is, and which words decided it.
 *
 * The same algorithm as generator/decoder/ in Python (docs/decoder.md); both must pass tests/decoder/vectors.jsonl.
 * Names and order follow the Python modules, so that a change in one is easy to make in the other. Nothing here asks
 * the network, stores anything or looks at the page: text in, plain values out. Places are UTF-16 indices.
 *
 * @typedef {{id: string, code: string, texts: string[]}} TableVariant
 * @typedef {{
 *   format: number, variants: TableVariant[], codes: Record<string, {replies: string[], variants: number[]}>,
 *   words: Record<string, number[]>, phrases: Record<string, number[]>, without: Record<string, number[]>,
 *   literals: Record<string, string>, names: string[], providers: Record<string, string>,
 *   foreign: Record<string, string>, own: string[], context: string[], matter: string[], summary: string[]
 * }} Table
 * @typedef {[number, number]} Span
 * @typedef {"certain" | "likely" | "possible"} Confidence
 * @typedef {{variant: string, confidence: Confidence, code: string, spans: Span[]}} Candidate
 * @typedef {{candidates: Candidate[], code: string, foreign: string, overview: string}} Decoded
 * @typedef {{variant: string, code: string, count: number, first: Span}} LogRow
 * @typedef {{records: number, rows: LogRow[], foreign: [string, number][]}} LogCount
 * @typedef {{work: number}} Meter
 *
 * @typedef {{
 *   text: string, last: number, weight: number, words: number[], phrases: number[], without: number[],
 *   literal: string, foreign: string, own: boolean, name: boolean
 * }} Key
 * @typedef {{start: number, end: number, key: Key, words: number[], phrases: number[]}} Hit
 * @typedef {{
 *   start: number, first: number, end: number, code: string, reply: string, hyphen: boolean, continues: boolean,
 *   letter: number
 * }} Token
 * @typedef {{
 *   token: Token, entry: string, start: number, end: number, last: number, summary: boolean, nested: boolean,
 *   everyones: boolean
 * }} Reply
 * @typedef {{
 *   variant: number, confidence: Confidence, code: string, letters: Span[], token: Token | null, decided: boolean
 * }} Found
 */

// -- reading.py ------------------------------------------------------------------------------------------------------

const SOFT = "\u00ad";

const OCTET = "(?:=|%(?:25){0,3}|\\\\{1,8}x)";
const NEXT = `(?:=\\r?\\n)?${OCTET}[89abAB][0-9a-fA-F]`;
const UNUSUAL = new RegExp(
  "&(?:amp;){0,3}(?:#([0-9]{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,6}));" +
    "|=\\r?\\n" +
    `|(${OCTET}(?:[cCdD][0-9a-fA-F]|[eE][0-9a-fA-F]${NEXT})${NEXT})` +
    "|=(09|0[aAdD]|20|22|27|2[cC]|3[aAbBdD]|5[bBdD])" +
    "|%(?:25){0,3}([2357][0-9a-fA-F]|0[9aAdD])" +
    "|\\\\{1,8}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])" +
    "|</?(wbr|br|b|i|u|p|a|em|strong|span|div|font|code|pre|td|th|tr|li|ul|ol|table|tbody|h[1-6]|CRLF)" +
    "(?:[ \\t\\r\\n][^<>]{0,200})?/?>" +
    "|(?:\\x1b|\\^\\[|\\\\{1,2}(?:033|e))?\\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m" +
    "|([^\\x00-\\x7f][\u3099\u309a\uff9e\uff9f]*)",
  "uy",
);
/** The characters of ASCII that something unusual can begin with. */
const BEGINNINGS = new Uint8Array(128);
for (const char of "&=%\\<[^\x1b") BEGINNINGS[char.charCodeAt(0)] = 1;
const VALUE = new RegExp(`${OCTET}([0-9a-fA-F]{2})`, "g");
/** @type {Record<string, string>} */
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", rsquo: "'", lsquo: "'", shy: SOFT };

/**
 * What an unusual character stands for, or an escape (one character).
 * @param {RegExpExecArray} match
 */
function undo(match) {
  const [token, decimal, hexadecimal, name, utf8, quoted, percent, unicode, byte, tag, beyond] = match;
  if (beyond) return beyond;
  const number = quoted || percent || unicode || byte || hexadecimal;
  if (decimal || number) return character(decimal ? parseInt(decimal, 10) : parseInt(number, 16));
  if (utf8) {
    const [first, ...more] = [...utf8.matchAll(VALUE)].map((pair) => parseInt(pair[1], 16));
    return character(more.reduce((point, one) => (point << 6) | (one & 0x3f), first & (more.length === 1 ? 0x1f : 0x0f)));
  }
  if (name) return Object.hasOwn(NAMED, name) ? NAMED[name] : " ";
  if (tag) return tag === "wbr" ? SOFT : " ";
  if (token.endsWith("m") || token[0] === "=") return SOFT;
  return token.endsWith("t") ? " " : "\n";
}

/** @param {number} point */
function character(point) {
  return (point > 0 && point < 0xd800) || (point >= 0xe000 && point <= 0xffff) ? String.fromCharCode(point) : " ";
}

/** @param {string} text */
function plain(text) {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase()).replace(/[\u2010-\u2015\u2212]/g, "-");
}

/**
 * Room for numbers, kept from text to text: one text is read at a time, and a log has thousands.
 * @template {Int32Array | Uint16Array} T
 */
class Scratch {
  /** @param {new (size: number) => T} type */
  constructor(type) {
    this.type = type;
    this.values = new type(4096);
  }

  /**
   * The values, with room for `size` of them; those there stay.
   * @param {number} size
   */
  room(size) {
    if (size > this.values.length) {
      const larger = new this.type(2 * size);
      larger.set(this.values);
      this.values = larger;
    }
    return this.values;
  }
}

const AT = new Scratch(Int32Array);
const OF = new Scratch(Int32Array);
const UNITS = new Scratch(Uint16Array);

/**
 * The first unusual place from here on. Most characters begin nothing, and looking them up is faster than matching.
 * @param {string} text
 * @param {number} from
 */
function unusual(text, from) {
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 128 && !BEGINNINGS[unit]) continue;
    UNUSUAL.lastIndex = index;
    const match = UNUSUAL.exec(text);
    if (match) return match;
  }
  return null;
}

/**
 * Undo escapes, NFKC, ASCII lower case; `at[i]` is where character i began (one more at the end), and null when every
 * character is where it was.
 * @param {string} text
 * @returns {{text: string, at: Int32Array | null}}
 */
function clean(text) {
  let match = unusual(text, 0);
  if (!match) return { text: text.toLowerCase(), at: null };
  /** @type {string[]} */
  const out = [];
  let at = AT.room(text.length + 64);
  let size = 0;
  let position = 0;
  for (; match; match = unusual(text, position)) {
    // Between two matches there is only ASCII.
    if (match.index > position) out.push(text.slice(position, match.index).toLowerCase());
    const normal = plain(undo(match).normalize("NFKC"));
    out.push(normal);
    at = AT.room(size + (match.index - position) + normal.length);
    while (position < match.index) at[size++] = position++;
    for (let count = normal.length; count > 0; count--) at[size++] = match.index;
    position = UNUSUAL.lastIndex;
  }
  out.push(text.slice(position).toLowerCase());
  at = AT.room(size + text.length - position + 1);
  while (position <= text.length) at[size++] = position++;
  return { text: out.join(""), at };
}

/** 1 for a letter or digit, 2 for none, 0 for not asked yet. */
const KINDS = new Uint8Array(65536);
for (let unit = 0; unit < 128; unit++) {
  KINDS[unit] = (unit > 47 && unit < 58) || (unit > 64 && unit < 91) || (unit > 96 && unit < 123) ? 1 : 2;
}

/** @param {number} unit */
function isLetter(unit) {
  if (!KINDS[unit]) KINDS[unit] = /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) ? 1 : 2;
  return KINDS[unit] === 1;
}

/**
 * The letters outside `leftOut`, and for each of those spans the letter at which it stood.
 * @param {string} text
 * @param {Token[]} leftOut
 */
function lettersOf(text, leftOut) {
  const units = UNITS.room(text.length);
  const of = OF.room(text.length);
  let size = 0;
  let position = 0;
  for (let place = 0; place <= leftOut.length; place++) {
    const token = leftOut[place];
    const until = token ? token.start : text.length;
    for (let index = position; index < until; index++) {
      const unit = text.charCodeAt(index);
      if (KINDS[unit] === 1 || (KINDS[unit] === 0 && isLetter(unit))) {
        units[size] = unit;
        of[size++] = index;
      }
    }
    if (token) {
      token.letter = size;
      position = token.end;
    }
  }
  return { of: of.subarray(0, size), units: units.subarray(0, size) };
}

// -- codes.py --------------------------------------------------------------------------------------------------------

const BREAK = "(?:\\r?\\n[ \\t>|]{0,8})?";
const GAP = `[\u00ad\u200b]{0,4}${BREAK}`;
const DOT = `${GAP}\\.( )?${GAP}`;
const PART = "([0-9](?:\u00ad?[0-9]){0,2})";
const CODE = new RegExp(`(?<![0-9])([245])${DOT}${PART}${DOT}${PART}(-[0-9]{3}(?![0-9]))?`, "g");
const WRAPPED = /\u00ad?\r?\n[ \t>|]{0,8}([0-9]{1,2})(?![0-9.])/y;
const REPLY = new RegExp(`(?:^|[^0-9.])([45]${BREAK}[0-9]${BREAK}[0-9])([^0-9a-z]{1,12}(?:[bu]['"]{1,2})?)$`);
const BEFORE = 40;
const REPLIES = new Set(
  ("421 432 454 455 458 521 523 530 534 535 538 541 450 451 452 500 501 502 503 504 " +
    "550 551 552 553 554 555 556").split(" "),
);
const LINE_HEAD = 80;
const NEVER_BEFORE = "_@/\\.-";
const NEVER_AFTER = ".-/";
const AUTHENTICATION = new Set(["432", "454", "504", "534", "535", "538"]);
const NOT_AUTHENTICATED = "530";

/** @param {string} char */
function isDigit(char) {
  return char >= "0" && char <= "9";
}

/** @param {string} char */
function isAlphanumeric(char) {
  return char < "\x80" && KINDS[char.charCodeAt(0)] === 1;
}

/**
 * @param {string} text
 * @param {string} chars
 */
function stripEnd(text, chars) {
  let end = text.length;
  while (end && chars.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

/**
 * @param {string} text
 * @param {string} chars
 */
function strip(text, chars) {
  let start = 0;
  while (start < text.length && chars.includes(text[start])) start++;
  return stripEnd(text.slice(start), chars);
}

/** @param {string} code */
function lastPart(code) {
  return code.slice(code.lastIndexOf(".") + 1);
}

/** @param {string} code */
function isEnhanced(code) {
  return /^[245]\.[0-9]{1,3}\.[0-9]{1,3}(?:-[0-9]{1,3})?$/.test(code);
}

/** @param {string} code */
function isRegistered(code) {
  const dot = code.indexOf(".", 2);
  return parseInt(code.slice(dot + 1), 10) <= (code.slice(2, dot) === "7" ? 30 : 10);
}

/**
 * @param {string} text
 * @param {number} first
 * @param {number} end
 * @param {boolean} paired
 */
function isPossible(text, first, end, paired) {
  const before = first ? text[first - 1] : " ";
  const after = end < text.length ? text[end] : " ";
  const nextAfter = end + 1 < text.length ? text[end + 1] : " ";
  if (isDigit(after) || (after === "." && isDigit(nextAfter))) return false;
  if (paired) return true;
  if (isAlphanumeric(before) || NEVER_BEFORE.includes(before)) return false;
  if (isAlphanumeric(after) || after === "_" || after === "@") return false;
  if (NEVER_AFTER.includes(after) && isAlphanumeric(nextAfter)) return false;
  return !(after === ":" && isDigit(nextAfter));
}

/**
 * Everything in a clean text that can be an enhanced code, in order.
 * @param {string} text
 * @param {(code: string) => string} known
 */
function findCodes(text, known) {
  /** @type {Token[]} */
  const found = [];
  CODE.lastIndex = 0;
  for (let match = CODE.exec(text); match; match = CODE.exec(text)) {
    const first = match.index;
    let end = CODE.lastIndex;
    let code = `${match[1]}.${match[3]}.${match[5]}`.replaceAll(SOFT, "");
    if (match[6]) {
      if (known(code + match[6]) === code + match[6]) code += match[6];
      else end -= match[6].length;
    }
    WRAPPED.lastIndex = end;
    const joined = WRAPPED.exec(text);
    if (joined && known(code + joined[1])) {
      const longer = code + joined[1];
      const digits = lastPart(longer).length;
      if (digits === 3 || (digits < 3 && !known(code))) {
        code = longer;
        end = WRAPPED.lastIndex;
      }
    }
    const reply = REPLY.exec(text.slice(Math.max(0, first - BEFORE), first));
    let number = reply ? reply[1].replace(/[^0-9]/g, "") : "";
    if (!REPLIES.has(number)) number = "";
    const spaced = match[2] || match[4];
    if (!isPossible(text, first, end, number !== "") || (spaced && !number)) {
      CODE.lastIndex = first + 1;
      continue;
    }
    /** @type {Token} */
    const token = { start: first, first, end, code, reply: "", hyphen: false, continues: false, letter: 0 };
    if (reply && number) {
      token.start = first - reply[1].length - reply[2].length;
      token.reply = number;
      token.hyphen = reply[2] === "-";
    }
    const last = found.at(-1);
    if (last && last.code === code) {
      if (last.hyphen && last.reply === token.reply) {
        token.continues = true;
        const line = text.slice(Math.max(last.end, token.start - LINE_HEAD), token.start).lastIndexOf("\n");
        if (line >= 0) token.start = Math.max(last.end, token.start - LINE_HEAD) + line;
      } else if (!token.reply && stripEnd(text.slice(Math.max(0, first - 12), first), " \t>|").endsWith("\n")) {
        token.continues = true;
      }
    }
    found.push(token);
  }
  return found;
}

// -- index.py --------------------------------------------------------------------------------------------------------

const BOUNDED = 8;

/**
 * The drawer in which a key that begins with three letters is filed. Two beginnings may share one.
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
function file(a, b, c) {
  return ((a * 31 + b) * 37 + c) & 0xffff;
}

/** @param {string} letters */
function weigh(letters) {
  let weight = 0;
  for (const letter of letters) weight += letter < "\x80" ? 1 : 3;
  return weight;
}

/**
 * The table made ready for searching: keys filed under their first three letters.
 * @param {Table} table
 */
function makeIndex(table) {
  /** @type {Map<string, Key>} */
  const keys = new Map();
  /** @param {string} text */
  const key = (text) => {
    let one = keys.get(text);
    if (!one) {
      const [words, phrases, without] = [[], [], []];
      const last = text.charCodeAt(text.length - 1);
      one = { text, last, weight: weigh(text), words, phrases, without, literal: "", foreign: "", own: false, name: false };
      keys.set(text, one);
    }
    return one;
  };
  for (const [text, numbers] of Object.entries(table.words)) key(text).words = numbers;
  for (const [text, numbers] of Object.entries(table.phrases)) key(text).phrases = numbers;
  for (const [text, numbers] of Object.entries(table.without)) key(text).without = numbers;
  for (const [text, code] of Object.entries(table.literals)) key(text).literal = code;
  for (const [text, provider] of Object.entries(table.foreign)) key(text).foreign = provider;
  for (const text of table.own) key(text).own = true;
  for (const text of table.names) key(text).name = true;
  /** @type {(Key[] | null)[]} */
  const drawers = new Array(0x10000).fill(null);
  const filed = new Uint8Array(0x10000);
  for (const one of keys.values()) {
    const number = file(one.text.charCodeAt(0), one.text.charCodeAt(1), one.text.charCodeAt(2));
    const drawer = drawers[number];
    filed[number] = 1;
    if (drawer) drawer.push(one);
    else drawers[number] = [one];
  }
  /** @type {[string, number, number, string][]} */
  const ranges = [];
  for (const code of Object.keys(table.codes)) {
    const [low, high] = lastPart(code).split("-");
    if (high) ranges.push([code.slice(0, code.lastIndexOf(".")), parseInt(low, 10), parseInt(high, 10), code]);
  }
  const withWords = new Set(Object.values(table.words).flat());
  /** @param {string} code */
  const known = (code) => {
    if (Object.hasOwn(table.codes, code)) return code;
    const tail = lastPart(code);
    if (!/^[0-9]+$/.test(tail)) return "";
    const head = code.slice(0, code.lastIndexOf("."));
    const number = parseInt(tail, 10);
    return ranges.find((range) => range[0] === head && range[1] <= number && number <= range[2])?.[3] ?? "";
  };
  return { table, drawers, filed, known, wordless: (/** @type {number} */ number) => !withWords.has(number) };
}

/** @type {WeakMap<Table, ReturnType<typeof makeIndex>>} */
const indices = new WeakMap();

/**
 * Make a table ready before the first text comes, in an idle moment.
 * @param {Table} table
 */
export function prepare(table) {
  decode("535 5.7.0", table);
}

/** @param {Table} table */
function indexOf(table) {
  let index = indices.get(table);
  if (!index) {
    index = makeIndex(table);
    indices.set(table, index);
  }
  return index;
}

/**
 * The place of the first value that is not below `value` (or, `after`, above it).
 * @param {number[]} values
 * @param {number} value
 * @param {boolean} [after]
 */
function bisect(values, value, after) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value || (after && values[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

// -- replies.py ------------------------------------------------------------------------------------------------------

const SCOPE = 320;
const NESTED = 400;
const BEGUN = 12;
const HEADING = 16;
const LONE = 60;
const ENDS = "\n[]()<>{}\"'`»」\\|";

/** One text while it is being decoded: its letters, what was found in them, and its replies. */
class PastedText {
  /**
   * @param {string} original
   * @param {ReturnType<typeof makeIndex>} index
   * @param {Meter} meter
   */
  constructor(original, index, meter) {
    this.index = index;
    this.table = index.table;
    this.meter = meter;
    meter.work += original.length;
    const cleaned = clean(original);
    this.text = cleaned.text;
    this.at = cleaned.at;
    const tokens = findCodes(this.text, index.known);
    const letters = lettersOf(this.text, tokens);
    this.units = letters.units;
    this.of = letters.of;
    const heads = tokens.filter((token) => !token.continues).map((token) => token.letter);
    this.hits = this.find(heads);
    this.hitStarts = this.hits.map((hit) => hit.start);
    this.own = this.hits.some((hit) => hit.key.own);
    this.foreign = this.hits.filter((hit) => hit.key.foreign);
    this.ruledOut = new Set(this.hits.flatMap((hit) => hit.key.without));
    this.replies = this.group(this.withLiterals(tokens)).filter((reply) => this.isEvident(reply));
    this.setScopes(this.replies);
    this.markNested();
    this.replyStarts = this.replies.map((reply) => reply.start);
  }

  /**
   * Whether these letters stand here.
   * @param {string} letters
   * @param {number} at
   */
  spells(letters, at) {
    if (at + letters.length > this.units.length) return false;
    let place = 0;
    while (place < letters.length && this.units[at + place] === letters.charCodeAt(place)) place++;
    return place === letters.length;
  }

  /** @param {string} word */
  holds(word) {
    this.letters ??= new TextDecoder("utf-16le").decode(this.units);
    return this.letters.includes(word);
  }

  /**
   * All hits in order of their start; a hit inside a longer one keeps only what both speak for.
   * @param {number[]} heads
   */
  find(heads) {
    const units = this.units;
    const { drawers, filed } = this.index;
    /** @type {Hit[]} */
    const hits = [];
    let work = units.length;
    let [first, second] = units;
    for (let start = 0; start + 2 < units.length; start++) {
      const third = units[start + 2];
      const number = file(first, second, third);
      first = second;
      second = third;
      if (!filed[number]) continue;
      for (const key of drawers[number] ?? []) {
        work += 1;
        const end = start + key.text.length;
        // Most keys of a drawer differ in their last letter: that is asked first.
        if (units[end - 1] !== key.last || !this.spells(key.text, start) || !this.stands(key, start)) continue;
        if (bisect(heads, start, true) === bisect(heads, end)) {
          hits.push({ start, end, key, words: key.words, phrases: key.phrases });
        }
      }
    }
    this.meter.work += work;
    return withoutCovered(hits);
  }

  /**
   * Whether a short key, a literal code or a name stands alone, not as a part of a longer word or number.
   * @param {Key} key
   * @param {number} start
   */
  stands(key, start) {
    if (key.weight >= BOUNDED && !key.literal && !key.name) return true;
    const first = this.of[start];
    const last = this.of[start + key.text.length - 1];
    const before = first ? this.text[first - 1] : " ";
    const after = last + 1 < this.text.length ? this.text[last + 1] : " ";
    return !isAlphanumeric(before) && !isAlphanumeric(after);
  }

  // Questions.

  /** @param {Reply} reply */
  hitsIn(reply) {
    return this.hits.slice(bisect(this.hitStarts, reply.start), bisect(this.hitStarts, reply.end));
  }

  /** @param {number} letter */
  replyAt(letter) {
    const reply = this.replies[bisect(this.replyStarts, letter, true) - 1];
    return reply && letter < reply.end ? reply : null;
  }

  /** @param {Reply} reply */
  variantsOf(reply) {
    return reply.entry ? this.table.codes[reply.entry].variants : [];
  }

  /** @param {number} number */
  codeOf(number) {
    return this.table.variants[number].code;
  }

  /** @param {Reply} reply */
  replyCodes(reply) {
    if (reply.token.reply) return [reply.token.reply];
    return reply.entry ? this.table.codes[reply.entry].replies : [];
  }

  /**
   * How many letters of the scope one of a variant's texts begins with.
   * @param {number} number
   * @param {Reply} reply
   */
  common(number, reply) {
    if (reply.start === reply.end) return 0;
    let best = 0;
    for (const text of this.table.variants[number].texts) {
      const most = Math.min(text.length, reply.end - reply.start);
      let length = 0;
      while (length < most && this.units[reply.start + length] === text.charCodeAt(length)) length++;
      this.meter.work += length + 1;
      best = Math.max(best, length);
    }
    return best;
  }

  /**
   * Whether a sentence ends before this letter: nothing follows, or a new line, a bracket, a quote mark, and no comma.
   * @param {number} letter
   */
  endsAt(letter) {
    if (letter >= this.of.length) return true;
    const begin = letter ? this.of[letter - 1] + 1 : 0;
    const end = Math.min(this.of[letter], begin + 12);
    const between = this.text.slice(begin, end);
    return !between.includes(",") && (end === begin + 12 || [...between].some((char) => ENDS.includes(char)));
  }

  /**
   * Whether words follow the code on its own line, in a script in which they can be compared.
   * @param {Reply} reply
   */
  goesOn(reply) {
    if (reply.start >= reply.end || this.units[reply.start] >= 128) return false;
    return !this.text.slice(reply.last, Math.min(this.of[reply.start], reply.last + 12)).includes("\n");
  }

  // Building.

  /** @param {Token[]} tokens */
  withLiterals(tokens) {
    for (const hit of this.hits) {
      if (!hit.key.literal) continue;
      const first = this.of[hit.start];
      const end = this.of[hit.end - 1] + 1;
      const code = hit.key.literal;
      tokens.push({ start: first, first, end, code, reply: "", hyphen: false, continues: false, letter: hit.end });
    }
    return tokens.sort((a, b) => a.first - b.first);
  }

  /** @param {Token[]} tokens */
  group(tokens) {
    /** @type {Reply[]} */
    const replies = [];
    for (const token of tokens) {
      const last = replies.at(-1);
      if (token.continues && last && last.token.code === token.code) {
        last.last = token.end;
      } else {
        const [start, end] = [token.letter, token.letter];
        const entry = this.index.known(token.code);
        const everyones = isEnhanced(token.code) && isRegistered(token.code);
        replies.push({ token, entry, start, end, last: token.end, summary: false, nested: false, everyones });
      }
    }
    this.setScopes(replies);
    return replies;
  }

  /** @param {Reply[]} replies */
  setScopes(replies) {
    replies.forEach((reply, place) => {
      const end = place + 1 < replies.length ? replies[place + 1].start : this.units.length;
      reply.end = Math.max(reply.start, Math.min(reply.start + SCOPE, end));
    });
  }

  /** @param {Reply} reply */
  isEvident(reply) {
    const token = reply.token;
    const head = stripEnd(this.text.slice(Math.max(0, token.first - 24), token.first), " \t\r\n>|");
    const before = head.replaceAll(SOFT, "=");
    reply.summary = !token.reply && this.table.summary.some((mark) => before.endsWith(mark));
    if (token.reply || reply.summary || !isEnhanced(token.code) || this.isIntroduced(token)) return true;
    if (!reply.entry) return false;
    return (this.own && !reply.everyones) || this.isWorded(reply) || this.hasBegun(reply) || this.isLone(token);
  }

  /** @param {Token} token */
  isIntroduced(token) {
    const at = token.letter;
    const near = at > 0 && this.of[at - 1] >= token.first - 6;
    const follows = at < this.of.length && this.of[at] <= token.end + 4 && this.mayPrecede(token, this.of[at]);
    return this.table.context.some(
      (word) =>
        (near &&
          at >= word.length &&
          this.spells(word, at - word.length) &&
          this.begins(at - word.length)) ||
        (follows && this.spells(word, at)),
    );
  }

  /**
   * @param {Token} token
   * @param {number} following
   */
  mayPrecede(token, following) {
    if (this.text.slice(token.end, following).includes("\n")) return false;
    const before = strip(this.text.slice(Math.max(0, token.first - 2), token.first), " \t\r\n").slice(-1);
    return !before || !(":=".includes(before) || (isRegistered(token.code) && before < "\x80"));
  }

  /** @param {number} letter */
  begins(letter) {
    const first = this.of[letter];
    return !isAlphanumeric(first ? this.text[first - 1] : " ");
  }

  /** @param {Reply} reply */
  isWorded(reply) {
    const variants = this.variantsOf(reply);
    const of = (/** @type {number} */ number) => variants.includes(number);
    return this.hitsIn(reply).some((hit) => hit.words.some(of) || hit.phrases.some(of));
  }

  /** @param {Reply} reply */
  hasBegun(reply) {
    const least = reply.everyones && !this.own ? HEADING : BEGUN;
    return this.variantsOf(reply).some((number) => this.says(number, reply, least));
  }

  /**
   * Whether one of a variant's texts begins here with `least` letters, or is said in full.
   * @param {number} number
   * @param {Reply} reply
   * @param {number} least
   */
  says(number, reply, least) {
    const length = this.common(number, reply);
    const texts = this.table.variants[number].texts;
    return length >= least || (length >= BEGUN && texts.some((text) => text.length === length));
  }

  /** @param {Token} token */
  isLone(token) {
    if (!this.units.length) return true;
    if (token.letter || token.first > 40 || this.units.length > LONE || this.units[0] < 128) return false;
    return !strip(this.text.slice(0, token.first), " \t\r\n#>\"'「([-*");
  }

  markNested() {
    /** @type {Reply | null} */
    let outer = null;
    let depth = 0;
    let position = 0;
    for (const reply of this.replies) {
      if (outer) {
        for (let index = position; index < reply.token.start; index++) {
          const char = this.text[index];
          if (char === "[" || char === "(") depth++;
          else if ((char === "]" || char === ")") && depth) depth--;
        }
        this.meter.work += Math.max(0, reply.token.start - position);
        const near = reply.token.start - outer.last < NESTED;
        if (depth && near && reply.token.reply && reply.token.code !== outer.token.code) {
          reply.nested = true;
          position = reply.token.end;
          continue;
        }
      }
      const speaks = !reply.summary && !this.replyCodes(reply).includes(NOT_AUTHENTICATED);
      outer = speaks ? reply : null;
      depth = 0;
      position = reply.token.end;
    }
  }
}

/** @param {Hit[]} hits */
function withoutCovered(hits) {
  /** @type {Hit | null} */
  let cover = null;
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const hit of hits) {
    if (!hit.words.length && !hit.phrases.length) continue;
    if (cover && cover.end >= hit.end && cover.end - cover.start > hit.end - hit.start) {
      const longer = new Set([...cover.words, ...cover.phrases]);
      hit.words = hit.words.filter((number) => longer.has(number));
      hit.phrases = hit.phrases.filter((number) => longer.has(number));
    } else if (!cover || hit.end > cover.end) {
      cover = hit;
    }
  }
  return hits;
}

// -- decode.py -------------------------------------------------------------------------------------------------------

/** @type {Record<Confidence, number>} */
const RANK = { certain: 0, likely: 1, possible: 2 };
const STRONG = 20;
const ALONE = 20;
const ELSEWHERE = 24;
const CODELESS = 8;
const FAILURE = 16;
const SAID = 12;
const CUT = 8;
const FURTHER = 3;
const MOST = 12;

/**
 * Decode one text.
 * @param {string} text
 * @param {Table} table
 * @param {Meter} [meter] counts the work, for tests
 * @returns {Decoded}
 */
export function decode(text, table, meter) {
  const read = new PastedText(text, indexOf(table), meter ?? { work: 0 });
  let speaking = read.replies.filter((reply) => !reply.nested);
  if (speaking.some((reply) => !reply.summary)) speaking = speaking.filter((reply) => !reply.summary);
  let [ranked, foreign] = fromCodes(read, speaking);
  if (!ranked.length || ranked[0].confidence === "possible") {
    const spoken = ranked.length > 0 && speaking.some((reply) => !reply.summary);
    ranked = [...ranked, ...fromPhrases(read, spoken)].sort((a, b) => RANK[a.confidence] - RANK[b.confidence]);
  }
  if (!ranked.length && !foreign && read.foreign.length) foreign = read.foreign[0].key.foreign;
  return result(read, ranked, speaking, foreign);
}

/**
 * @param {PastedText} text
 * @param {Reply[]} speaking
 * @returns {[Found[], string]}
 */
function fromCodes(text, speaking) {
  const answered = speaking.some((reply) => text.replyCodes(reply).some((code) => AUTHENTICATION.has(code)));
  const stray = strayWords(text);
  let foreign = "";
  /** @type {{yields: number, rank: number, later: number, place: number, found: Found}[]} */
  const found = [];
  speaking.forEach((reply, place) => {
    const candidates = reply.entry ? candidatesOf(text, reply, stray) : [];
    const stranger = strangerIn(text, reply, candidates);
    if (stranger) {
      foreign = foreign || stranger;
      return;
    }
    const yields = answered && text.replyCodes(reply).includes(NOT_AUTHENTICATED) ? 1 : 0;
    const later = reply.token.code.startsWith("4.") ? 1 : 0;
    for (const candidate of candidates) {
      if (yields) candidate.confidence = "possible";
      found.push({ yields, rank: RANK[candidate.confidence], later, place, found: candidate });
    }
  });
  found.sort((a, b) => a.yields - b.yields || a.rank - b.rank || a.later - b.later || a.place - b.place);
  return [found.map((one) => one.found), foreign];
}

/**
 * @param {PastedText} text
 * @param {Found[]} ranked
 * @param {Reply[]} speaking
 * @param {string} foreign
 * @returns {Decoded}
 */
function result(text, ranked, speaking, foreign) {
  const variants = text.table.variants;
  /** @type {Map<number, Candidate>} */
  const seen = new Map();
  for (const one of ranked) {
    if (seen.has(one.variant) || seen.size >= MOST) continue;
    const { confidence, code } = one;
    seen.set(one.variant, { variant: variants[one.variant].id, confidence, code, spans: spansOf(text, one) });
  }
  const code = speaking.find((reply) => !reply.token.code.startsWith("2."))?.token.code ?? "";
  if (!ranked.length) return { candidates: [], code, foreign, overview: "" };
  const best = ranked[0];
  const overview = best.token && !best.decided ? variants[best.variant].id.split("/")[0] : "";
  return { candidates: [...seen.values()], code: best.code || code, foreign: "", overview };
}

/**
 * @param {PastedText} text
 * @param {Found} found
 */
function spansOf(text, found) {
  const { of, at } = text;
  const place = (/** @type {number} */ index) => (at ? at[index] : index);
  /** @type {Span[]} */
  const spans = found.letters.map(([start, end]) => [place(of[start]), place(of[end - 1] + 1)]);
  if (found.token) spans.push([place(found.token.start), place(found.token.end)]);
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {Span[]} */
  const merged = [];
  for (const [start, end] of spans) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
    else merged.push([start, end]);
  }
  return merged;
}

/**
 * The variants of the reply's code, best first.
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {Map<number, Hit[]>} stray
 */
function candidatesOf(text, reply, stray) {
  const allOfCode = text.variantsOf(reply);
  const left = allOfCode.filter((number) => !text.ruledOut.has(number));
  const variants = left.length ? left : allOfCode;
  const decided = decidedBy(text, reply, variants);
  if (decided.size) return byWords(text, reply, variants, decided);
  const guess = byOtherWords(reply, variants, stray) ?? byBeginning(text, reply, variants);
  return guess ? [guess, ...rest(reply, variants, [guess.variant])] : withoutReason(text, reply, variants);
}

/**
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {number[]} variants
 */
function decidedBy(text, reply, variants) {
  /** @type {Map<number, Hit[]>} */
  const decided = new Map();
  for (const hit of text.hitsIn(reply)) {
    const sharing = hit.phrases.filter((number) => variants.includes(number));
    for (const number of variants) {
      const clause = sharing.length === 1 && sharing[0] === number && text.index.wordless(number);
      if (clause && reply.everyones && !text.own && text.common(number, reply) < SAID) continue;
      if (clause || hit.words.includes(number)) push(decided, number, hit);
    }
  }
  return decided;
}

/**
 * @param {Map<number, Hit[]>} map
 * @param {number} number
 * @param {Hit} hit
 */
function push(map, number, hit) {
  const hits = map.get(number);
  if (hits) hits.push(hit);
  else map.set(number, [hit]);
}

/**
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {number[]} variants
 * @param {Map<number, Hit[]>} decided
 */
function byWords(text, reply, variants, decided) {
  /** @type {(number: number) => Hit[]} */
  const hitsOf = (number) => decided.get(number) ?? [];
  const longest = (/** @type {number} */ number) => Math.max(...hitsOf(number).map((hit) => hit.end - hit.start));
  const ranked = [...decided.keys()].sort(
    (a, b) => hitsOf(a)[0].start - hitsOf(b)[0].start || longest(b) - longest(a),
  );
  const weak = Math.max(...hitsOf(ranked[0]).map((hit) => hit.key.weight)) < STRONG;
  const sure = ranked.length === 1 && !(weak && reply.everyones && !text.own);
  /** @type {Found[]} */
  const found = ranked.map((variant, place) => ({
    variant,
    confidence: place ? "possible" : sure ? "certain" : "likely",
    code: reply.token.code,
    letters: hitsOf(variant).map((hit) => [hit.start, hit.end]),
    token: reply.token,
    decided: true,
  }));
  return sure ? found : [...found, ...rest(reply, variants, ranked)];
}

/**
 * @param {Reply} reply
 * @param {number} variant
 * @param {Confidence} confidence
 * @param {Span[]} letters
 * @param {boolean} [decided]
 * @returns {Found}
 */
function candidate(reply, variant, confidence, letters, decided = false) {
  return { variant, confidence, code: reply.token.code, letters, token: reply.token, decided };
}

/**
 * @param {Reply} reply
 * @param {number[]} variants
 * @param {number[]} but
 */
function rest(reply, variants, but) {
  return variants.filter((number) => !but.includes(number)).map((number) => candidate(reply, number, "possible", []));
}

/** @param {PastedText} text */
function strayWords(text) {
  /** @type {Map<number, Hit[]>} */
  const stray = new Map();
  for (const hit of text.hits) {
    if (!hit.words.length) continue;
    const scope = text.replyAt(hit.start);
    for (const number of hit.words) {
      if (scope && scope.entry !== text.codeOf(number)) continue;
      if ((stray.get(number)?.length ?? 0) < MOST) push(stray, number, hit);
    }
  }
  return stray;
}

/**
 * @param {Reply} reply
 * @param {number[]} variants
 * @param {Map<number, Hit[]>} stray
 */
function byOtherWords(reply, variants, stray) {
  const elsewhere = variants.filter((number) => stray.has(number));
  if (elsewhere.length !== 1) return null;
  const hits = stray.get(elsewhere[0]) ?? [];
  return candidate(
    reply,
    elsewhere[0],
    "likely",
    hits.map((hit) => [hit.start, hit.end]),
  );
}

/**
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {number[]} variants
 */
function byBeginning(text, reply, variants) {
  const ranked = variants
    .map((number) => ({ common: text.common(number, reply), number }))
    .sort((a, b) => b.common - a.common);
  const best = ranked[0].common;
  const second = ranked.length > 1 ? ranked[1].common : 0;
  const end = reply.start + best;
  if (best < CUT || best - second < FURTHER || !text.endsAt(end)) return null;
  if (reply.everyones && !text.own && (end < reply.end || isUnusual(text, reply))) return null;
  return candidate(reply, ranked[0].number, "likely", [[reply.start, end]]);
}

/**
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {number[]} variants
 * @returns {Found[]}
 */
function withoutReason(text, reply, variants) {
  const wordless = variants.filter((number) => text.index.wordless(number));
  const fallback = wordless.length === 1 ? wordless[0] : variants.length === 1 ? variants[0] : null;
  if (reply.everyones && !text.own) {
    const unlike = text.goesOn(reply) && variants.every((number) => text.common(number, reply) < CUT);
    if (unlike || isUnusual(text, reply)) return [];
  }
  if (fallback === null) return rest(reply, variants, []);
  const common = text.common(fallback, reply);
  const end = reply.start + common;
  const said = common >= SAID && text.endsAt(end);
  const only = variants.length === 1;
  const sure = only && !isEnhanced(reply.token.code);
  const confidence = sure ? "certain" : said || (only && !reply.everyones) ? "likely" : "possible";
  const first = candidate(reply, fallback, confidence, said ? [[reply.start, end]] : [], sure);
  return [first, ...rest(reply, variants, [fallback])];
}

/**
 * @param {PastedText} text
 * @param {Reply} reply
 */
function isUnusual(text, reply) {
  const usual = text.table.codes[reply.entry].replies;
  return reply.token.reply !== "" && usual.length > 0 && !usual.includes(reply.token.reply);
}

/**
 * The provider who speaks in this reply, if it is not the service.
 * @param {PastedText} text
 * @param {Reply} reply
 * @param {Found[]} candidates
 */
function strangerIn(text, reply, candidates) {
  if (!text.foreign.length) return "";
  const hits = text.hitsIn(reply);
  const own = hits.some((hit) => hit.key.own);
  const strong = candidates.some((one) => one.decided && one.letters.some(([start, end]) => end - start >= STRONG));
  const here = hits.find((hit) => hit.key.foreign);
  if (here) return own && strong ? "" : here.key.foreign;
  return own || strong ? "" : text.foreign[0].key.foreign;
}

/**
 * Variants by a phrase or a name of their own. Where a server has `spoken`, a client's own words never decide.
 * @param {PastedText} text
 * @param {boolean} spoken
 */
function fromPhrases(text, spoken) {
  if (text.foreign.length && !text.own) return [];
  const matter = text.index.table.matter;
  const about = text.own || !matter.length || matter.some((word) => text.holds(word));
  const web = !about && text.holds("http");
  /** @type {{rank: number, weight: number, found: Found}[]} */
  const found = [];
  for (const hit of text.hits) {
    if (!hit.words.length && !hit.phrases.length) continue;
    let numbers = [...new Set([...hit.words, ...hit.phrases])].filter((number) => !text.ruledOut.has(number));
    let scope = text.replyAt(hit.start);
    if (scope && scope.summary) scope = null;
    if (!numbers.length || (scope && isSettled(text, scope, numbers))) continue;
    const codeless = numbers.filter((number) => !text.codeOf(number));
    const weight = hit.key.weight;
    const enough = scope
      ? weight >= ELSEWHERE && scope.everyones
      : hit.key.name || isEnough(text, hit, codeless.length > 0, about, web);
    if (!enough) continue;
    if (codeless.length) numbers = codeless;
    const known = codeless.length ? text.own : about || (hit.key.name && weight >= FAILURE);
    /** @type {Confidence} */
    const confidence = numbers.length === 1 && known && !(spoken && !scope) ? "likely" : "possible";
    const code = scope ? scope.token.code : "";
    for (const variant of numbers) {
      /** @type {Found} */
      const one = { variant, confidence, code, letters: [[hit.start, hit.end]], token: null, decided: false };
      found.push({ rank: RANK[confidence], weight, found: one });
    }
  }
  found.sort((a, b) => a.rank - b.rank || b.weight - a.weight);
  return found.map((one) => one.found);
}

/**
 * @param {PastedText} text
 * @param {Reply} scope
 * @param {number[]} numbers
 */
function isSettled(text, scope, numbers) {
  const unknown = !scope.entry && !isRegistered(scope.token.code);
  return scope.nested || unknown || numbers.some((number) => text.codeOf(number) === scope.entry);
}

/**
 * @param {PastedText} text
 * @param {Hit} hit
 * @param {boolean} codeless
 * @param {boolean} about
 * @param {boolean} web
 */
function isEnough(text, hit, codeless, about, web) {
  if (web) return false;
  const silent = text.replies.every((reply) => reply.summary);
  if (codeless) return hit.key.weight >= (about && silent ? CODELESS : FAILURE);
  const covers = 10 * (hit.end - hit.start) >= 7 * text.units.length;
  return hit.key.weight >= ALONE && (about || covers);
}

// -- log.py ----------------------------------------------------------------------------------------------------------

export const LONG = 20000;
const LOG_LINES = 30;
const LONGEST = 8000;
const LINE = 32000;
const TIMED =
  /[\t -/:-@[-`{-~]{0,3}(?:[0-9]{4}[-/.][0-9]{1,2}[-/.]|[0-9]{1,2}[:/.-][0-9]{2}[:/. -]|[A-Z][a-z]{2},? {1,2}[0-9]{1,2}[ ,]|<[0-9]{1,3}>|[0-9]{10})/y;
const CONTINUES = /[ \t>|)\]}]|at |Caused by|\.\.\.|\r?\n/y;
const OPEN_REPLY = /[\t -/:-~]{0,40}[245][0-9]{2}-/y;
const EVENT = /[ \t]([0-9A-Fa-f]{16})\]/;

/**
 * @param {RegExp} pattern
 * @param {string} text
 * @param {number} position
 */
function matches(pattern, text, position) {
  pattern.lastIndex = position;
  return pattern.test(text);
}

/**
 * The places of the records of a log.
 * @param {string} text
 * @returns {Generator<Span>}
 */
function* recordsOf(text) {
  let begin = 0;
  while (text[begin] === "\r" || text[begin] === "\n") begin++;
  const timed = matches(TIMED, text, begin);
  let start = 0;
  let position = 0;
  let openReply = false;
  while (position < text.length) {
    const most = Math.min(text.length, position + LINE);
    let end = text.slice(position, most).indexOf("\n") + 1;
    end = end ? position + end : most;
    if (end - position === LINE) {
      const blank = text.slice(position, end).lastIndexOf(" ") + 1;
      if (blank) end = position + blank;
    }
    if (position > start) {
      const continues = timed ? !matches(TIMED, text, position) : openReply || matches(CONTINUES, text, position);
      if (!continues || end - start > LONGEST) {
        yield [start, position];
        start = position;
      }
    }
    let tail = end;
    while (tail > position && (text[tail - 1] === "\n" || text[tail - 1] === "\r")) tail--;
    openReply = matches(OPEN_REPLY, text, position) || (tail > position && text[tail - 1] === "=");
    position = end;
  }
  if (position > start) yield [start, position];
}

/**
 * Whether a text is counted rather than answered.
 * @param {string} text
 */
export function isLog(text) {
  return text.length > LONG || text.split("\n", LOG_LINES + 1).length > LOG_LINES;
}

/**
 * Count the variants in a log, a piece at a time: yields how many characters are done, so that a page can breathe
 * between two pieces, and returns the counts.
 * @param {string} text
 * @param {Table} table
 * @param {number} [piece] characters between two pauses
 * @param {Meter} [meter]
 * @returns {Generator<number, LogCount>}
 */
export function* logSteps(text, table, piece = 16384, meter = undefined) {
  /** @type {Map<string, LogRow>} */
  const counts = new Map();
  /** @type {Map<string, number>} */
  const foreign = new Map();
  /** @type {Set<string>} */
  const events = new Set();
  let records = 0;
  let pause = piece;
  for (const [start, end] of recordsOf(text)) {
    records++;
    const record = text.slice(start, end);
    const decoded = decode(record, table, meter);
    if (decoded.foreign) foreign.set(decoded.foreign, (foreign.get(decoded.foreign) ?? 0) + 1);
    const [variant, code] = rowOf(decoded);
    const name = variant || code;
    if (name) {
      const event = EVENT.exec(record);
      const id = event ? `${name} ${event[1]}` : "";
      if (!id || !events.has(id)) {
        if (id) events.add(id);
        const row = counts.get(`${variant} ${code}`);
        if (row) row.count++;
        else counts.set(`${variant} ${code}`, { variant, code, count: 1, first: [start, end] });
      }
    }
    if (end >= pause) {
      pause = end + piece;
      yield end;
    }
  }
  const rows = [...counts.values()].sort((a, b) => b.count - a.count);
  return { records, rows, foreign: [...foreign].sort((a, b) => b[1] - a[1]) };
}

/**
 * Count the variants in a log in one go.
 * @param {string} text
 * @param {Table} table
 * @param {Meter} [meter]
 * @returns {LogCount}
 */
export function decodeLog(text, table, meter) {
  const steps = logSteps(text, table, Infinity, meter);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * What a record counts as: its variant when there is confidence, else its code's overview.
 * @param {Decoded} decoded
 */
function rowOf(decoded) {
  const best = decoded.candidates[0];
  if (!best) return ["", ""];
  if (best.confidence !== "possible") return [best.variant, best.variant.split("/")[0]];
  return ["", decoded.overview];
}

// -- scrub.py --------------------------------------------------------------------------------------------------------

const H = "[0-9A-Fa-f]{1,4}";
const BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
const HOST = "[0-9A-Za-z-]{1,63}(?:\\.[0-9A-Za-z-]{1,63}){1,8}";
const ALONE_BEFORE = "(?<![0-9A-Za-z_])";

/** @type {[RegExp, string][]} */
const RULES = [
  [new RegExp(`${ALONE_BEFORE}(bearer )[0-9a-z._~+/-]{8,}=*`, "gi"), "$1<credentials>"],
  [new RegExp(`${ALONE_BEFORE}eyJ[0-9A-Za-z_-]{6,}(?:\\.[0-9A-Za-z_-]*){0,4}`, "g"), "<credentials>"],
  [
    new RegExp(
      `${ALONE_BEFORE}(password|passwd|pass|pwd|client_secret|secret|access_token|refresh_token|token)` +
        "([\"']?[ \\t]{0,4}[=:][ \\t]{0,4}[\"']?)[^ \\t\\r\\n\"',;&<>]{1,200}",
      "gi",
    ),
    "$1$2<credentials>",
  ],
  [
    new RegExp(
      `${ALONE_BEFORE}(AUTH[ \\t]{1,4}(?:LOGIN|PLAIN|XOAUTH2|OAUTHBEARER|NTLM|CRAM-MD5)[ \\t]{1,4})` +
        "(?:[0-9A-Za-z+/]{12,}={0,2}|[0-9A-Za-z+/]{1,11}={1,2})",
      "gi",
    ),
    "$1<credentials>",
  ],
  [
    new RegExp(
      "(?<![0-9A-Za-z+/=])(?=[0-9A-Za-z+/]{0,200}[A-Z])(?=[0-9A-Za-z+/]{0,200}[a-z])(?:[0-9A-Za-z+/]{4}){1,999}" +
        "(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=(?![^ \\t\\r\\n,;)]))(?![0-9A-Za-z+/=])",
      "g",
    ),
    "<credentials>",
  ],
  [
    new RegExp(
      "(?<![0-9A-Za-z+/=])(?=[A-Za-z+/]{0,200}[0-9])(?=[0-9A-Za-z+/]{0,200}[A-Z])(?=[0-9A-Za-z+/]{0,200}[a-z])" +
        "(?:[0-9A-Za-z+/]{4}){1,999}[0-9A-Za-z+/]{3}=(?![0-9A-Za-z+/=])",
      "g",
    ),
    "<credentials>",
  ],
  [
    new RegExp(
      "\\[(?:Hostname=)?[0-9A-Za-z_-]{1,63}(?:\\.[0-9A-Za-z_-]{1,63}){2,8}" +
        "(?:[ \\t\\r\\n]{1,4}[0-9]{4}-[0-9T:.Z-]{8,24}[ \\t\\r\\n]{1,4}[0-9A-Fa-f]{8,20})?\\]",
      "g",
    ),
    "[<server>]",
  ],
  [
    /(?<![0-9A-Za-z_.-])(?=[A-Za-z]{1,8}[0-9])[0-9A-Za-z]{6,30}(?<=[0-9]{2})(?:\.[0-9A-Za-z-]{1,40}){2,5}/g,
    "<server>",
  ],
  [/[0-9A-Za-z._%+~-]{1,64}(?:@|%40|=40)[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,8}/g, "<address>"],
  [/(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])/g, "<guid>"],
  [/(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{32}|08D[0-9A-F]{13})(?![0-9A-Za-z])/g, "<guid>"],
  [new RegExp(`(?<![0-9.])${BYTE}(?:\\.${BYTE}){3}(?![0-9]|\\.[0-9])`, "g"), "<ip>"],
  [
    new RegExp(
      `(?<![0-9A-Za-z:.])(?:(?:${H}:){7}${H}|(?:${H}:){1,6}(?::${H}){1,6}|(?:${H}:){1,7}:)(?![0-9A-Za-z:])`,
      "g",
    ),
    "<ip>",
  ],
  [
    new RegExp(
      `${ALONE_BEFORE}([a-z]:\\\\{1,2}(?:users|documents and settings)\\\\{1,2})[^\\\\/:*?"<>|\\r\\n]{1,64}`,
      "gi",
    ),
    "$1<name>",
  ],
  [/(\/home\/|\/Users\/)[^/ \t\r\n:"'<>]{1,64}/g, "$1<name>"],
  [/(?<!\\)(\\\\)[0-9A-Za-z_-]{2,63}(?=\\)/g, "$1<server>"],
  [new RegExp(`${ALONE_BEFORE}((?:EHLO|HELO)[ \\t]{1,4}|helo=<?)[0-9A-Za-z._-]{1,255}`, "gi"), "$1<server>"],
  [
    new RegExp(
      `${ALONE_BEFORE}(from[ \\t]|by[ \\t]|host[ \\t]|relay=|server at[ \\t]|generating server:|生成サーバー:)` +
        `([ \\t]{0,4})(?!smtp\\.)${HOST}`,
      "gi",
    ),
    "$1$2<server>",
  ],
  [
    new RegExp(
      "((?:(?<![^\\n])|[:>~])[^0-9A-Za-z\\n]{0,8})(?=[0-9A-Za-z+/]{0,80}[0-9+/])(?=[0-9A-Za-z+/]{0,80}[a-z])" +
        "(?=[0-9A-Za-z+/]{0,80}[A-Z])[0-9A-Za-z+/]{8,}([ \\t\\r]{0,4})(?![^\\n])",
      "g",
    ),
    "$1<credentials>$2",
  ],
];

/**
 * `text` with addresses, IPs, GUIDs, server tags, credentials and names replaced by what they are.
 * @param {string} text
 */
export function scrub(text) {
  return RULES.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}
