// The names of all things of a site, as names.js beside its pages tells them in all its languages.

type PackedRow = [name: string, labels: string[], kind: number, names: string[]];
interface Names { languages: string[]; kinds: string[][]; rows: PackedRow[] }
export interface Named { name: string; label: string; kind: string; names: string[] }

declare global {
  interface Window { sskgNames: (names: Names) => void }
}

/** Take the names up in one language when the script is there. */
export function receive(language: string, take: (things: Named[]) => void): void {
  window.sskgNames = ({ languages, kinds, rows }) => {
    const at = Math.max(0, languages.indexOf(language));
    take(rows.map(([name, labels, kind, names]) => ({ name, label: labels[at], kind: kind < 0 ? "" : kinds[kind][at], names })));
  };
}
