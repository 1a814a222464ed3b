// What stands where: all that is drawn at first, in columns or by theme. Positions come with the file.
import * as data from "./data.js";
import type { FirstPicture, Place, Scene } from "./types.js";

const nothing: Scene = { places: new Map(), links: [], sums: [], stages: [], regions: [], rings: [], top: 0 };

/** The first picture in each arrangement. */
export interface Opening {
  columns: Scene;
  themes: Scene;
}

function opening(network: FirstPicture): Opening {
  const things = network.nodes.filter((node) => node.id >= 0);
  const links = network.edges.filter((edge) => !edge.value).map((edge) => edge.id);
  const sums = network.edges.flatMap(({ from, to, value }, at) => (value ? [{ id: -1 - at, from, to, sum: value }] : []));
  const columns = new Map<number, Place>(network.nodes.map((node) => [node.id, { x: node.x, y: node.y, lines: node.lines }]));
  const themes = new Map<number, Place>(things.map(({ id, theme: [x, y, lines, region] }) => [id, { x, y, lines, region, wide: data.head.wide }]));
  return {
    columns: { ...nothing, places: columns, links, sums, stages: data.head.stages, top: Math.min(0, ...network.nodes.map((node) => node.y)) },
    themes: { ...nothing, places: themes, links: [...links], regions: data.head.regions },
  };
}

// Things that are drawn only when asked for (documents) get a place below all others.
function addUndrawn({ columns, themes }: Opening): boolean {
  const first = columns.stages.at(0);
  if (!data.head.whole || !first) return false;
  const inside = [...columns.places.values()].filter((one) => one.x < first.right);
  const next = { x: Math.min(...themes.regions.map((one) => one.left)) + data.head.wide / 2, y: Math.max(...themes.regions.map((one) => one.bottom)) + 80 };
  let y = Math.max(0, ...inside.map((one) => one.y)) + 60;
  const added = new Set<number>();
  data.things.forEach((_, thing) => {
    if (data.kind(thing).drawn || columns.places.has(thing)) return;
    columns.places.set(thing, { x: (first.left + first.right) / 2, y });
    themes.places.set(thing, { ...next, lines: 3, wide: data.head.wide });
    added.add(thing);
    y += 44;
    next.x += data.head.wide + 30;
  });
  for (const thing of added) {
    for (const at of data.linksOf(thing)) {
      const other = data.other(at, thing);
      if (!columns.places.has(other) || (added.has(other) && data.link.from[at] !== thing)) continue;
      columns.links.push(at);
      themes.links.push(at);
    }
  }
  return added.size > 0;
}

export { opening, addUndrawn, nothing };
