// Tells whether a query calls out. As in Python (rdf/service.py), text is no guard: each "service",
// in any case and with its escapes undone, is replaced by letters that occur nowhere in the query.
// What no longer parses had it as a keyword.

/** Undo the escapes that a query may write any character with. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g, (whole, short?: string, long?: string) => {
    const code = parseInt(short ?? long ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Return seven letters that a text does not have. */
function absent(text: string): string {
  const folded = text.toLowerCase();
  for (let n = 0; ; n += 1) {
    let word = "";
    for (let rest = n, at = 0; at < 7; at += 1, rest = Math.floor(rest / 26)) word += String.fromCharCode(97 + rest % 26);
    if (!folded.includes(word)) return word;
  }
}

/** Tell whether a query has SERVICE as a keyword; one that does not parse anyway has none. */
export function hasService(query: string, parses: (text: string) => boolean): boolean {
  const plain = unescaped(query);
  if (!/service/i.test(plain)) return false;
  const masked = plain.replace(/service/gi, absent(plain));
  return !parses(masked) && parses(plain);
}
