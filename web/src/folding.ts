// Names as they are compared, by the same rules as in Python (language/text.py, names/english.py): the
// tables of tests/data/both hold both to it.

/** Return text without case, accents, width variants and punctuation, words one space apart. */
export function fold(text: string): string {
  // Decomposed before and after: some signs hide capitals (℠). Two letters fold to others than in lower case.
  const plain = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  return plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const LONG = 9;
const SHORT = 4;

/** Tell whether a folded word may be another one with a slip of the finger: see `mistyped` in Python. */
export function mistyped(typed: string, known: string): boolean {
  if (typed === known) return true;
  const [one, other] = [[...typed], [...known]];
  const shorter = Math.min(one.length, other.length);
  if (one[0] !== other[0] || shorter < SHORT || /\p{Nd}/u.test(typed + known)) return false;
  if (one.length === other.length && one.slice(0, -1).join("") === other.slice(0, -1).join("")) return false;
  const most = shorter >= LONG ? 2 : 1;
  return Math.abs(one.length - other.length) <= most && edits(one, other) <= most;
}

// The optimal string alignment distance: edits, with neighbours swapped as one.
function edits(one: string[], other: string[]): number {
  let before: number[] = [];
  let row = other.map((_, at) => at).concat(other.length);
  one.forEach((left, at) => {
    const older = before;
    before = row;
    row = [at + 1];
    other.forEach((right, to) => {
      let cost = Math.min(before[to + 1] + 1, row[to] + 1, before[to] + Number(left !== right));
      if (at > 0 && to > 0 && left === other[to - 1] && one[at - 1] === right) cost = Math.min(cost, older[to - 1] + 1);
      row.push(cost);
    });
  });
  return row[other.length];
}
