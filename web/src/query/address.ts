// What the reader chose of a result, in the address behind the query: no server needs to know it.

export function kept(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

/** Keep choices in the address; those that are empty are left out. */
export function keep(choices: Readonly<Record<string, string>>): void {
  const chosen = new URLSearchParams(Object.entries(choices).filter(([, value]) => value)).toString();
  history.replaceState(null, "", location.pathname + location.search + (chosen ? `#${chosen}` : ""));
}
