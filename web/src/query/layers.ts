// Puts linked things into layers: each link leads to a later layer, but for those that close a circle.

interface Edge { from: string; to: string }

/** Return the layer of each thing; a link that closes a circle is passed over. */
function depths(names: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const after = new Map(names.map((name) => [name, edges.filter(({ from }) => from === name).map(({ to }) => to)]));
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const back = new Set<string>();
  const visit = (name: string): void => {
    state.set(name, "open");
    for (const next of after.get(name) ?? []) {
      if (state.get(next) === "open") back.add(`${name} ${next}`);
      else if (!state.has(next)) visit(next);
    }
    state.set(name, "done");
    order.unshift(name);
  };
  const targets = new Set(edges.map(({ to }) => to));
  for (const name of [...names.filter((each) => !targets.has(each)), ...names]) if (!state.has(name)) visit(name);
  const depth = new Map(names.map((name) => [name, 0]));
  for (const name of order) {
    for (const next of after.get(name) ?? []) {
      if (!back.has(`${name} ${next}`)) depth.set(next, Math.max(depth.get(next) ?? 0, (depth.get(name) ?? 0) + 1));
    }
  }
  // What begins a chain stands right before what it leads to.
  for (const name of names) {
    const next = (after.get(name) ?? []).filter((each) => !back.has(`${name} ${each}`)).map((each) => depth.get(each) ?? 0);
    if (!targets.has(name) && next.length) depth.set(name, Math.min(...next) - 1);
  }
  return depth;
}

/** Return the things of each layer, in an order in which few links cross. */
export function arranged(names: readonly string[], edges: readonly Edge[]): string[][] {
  const depth = depths(names, edges);
  const layers: string[][] = [];
  for (const name of names) (layers[depth.get(name) ?? 0] ??= []).push(name);
  const filled = layers.filter((layer) => layer.length);
  for (let round = 0; round < 8; round += 1) {
    const place = new Map(filled.flatMap((layer) => layer.map((name, n) => [name, (n + 0.5) / layer.length] as const)));
    const middle = (name: string): number => {
      const beside = edges.flatMap(({ from, to }) => from === name ? [to] : to === name ? [from] : []);
      const sum = beside.reduce((total, each) => total + (place.get(each) ?? 0.5), 0);
      return beside.length ? sum / beside.length : place.get(name) ?? 0.5;
    };
    for (const layer of filled) {
      const key = new Map(layer.map((name) => [name, middle(name)]));
      layer.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
      for (const [n, name] of layer.entries()) place.set(name, (n + 0.5) / layer.length);
    }
  }
  return filled;
}
