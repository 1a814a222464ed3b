// The forms of a result. Its table is drawn first, by the server or from the engine's answer; a chart
// and a network are offered where the table has what they need, and are drawn from it.
import { make } from "../dom.js";
import { chart, charted } from "./chart.js";
import { words } from "./field.js";
import { network, networked } from "./network.js";

export interface Cell { text: string; label: string; iri?: string; number?: number; href?: string; lang?: string }
export interface Grid { columns: string[]; rows: Cell[][]; triples: boolean }

function read(table: HTMLTableElement): Grid {
  const cells = (row: HTMLTableRowElement): Cell[] => [...row.cells].map((td) => {
    const link = td.querySelector("a");
    const text = (link ?? td).textContent.trim();
    const number = Number(td.dataset.number);
    return {
      text, label: td.querySelector(".kind")?.textContent.trim() ?? text, iri: td.dataset.iri, href: link?.href,
      number: td.dataset.number !== undefined && Number.isFinite(number) ? number : undefined,
      lang: td.lang || undefined,
    };
  });
  return {
    triples: table.dataset.triples !== undefined,
    columns: [...table.tHead?.rows[0]?.cells ?? []].map((th) => th.textContent.trim()),
    rows: [...table.tBodies].flatMap((body) => [...body.rows].map(cells)),
  };
}

/** Offer the forms that suit a result, above its table. */
export function offer(result: HTMLElement): void {
  const table = result.querySelector("table");
  const region = table?.closest<HTMLElement>(".scroll");
  if (!table || !region) return;
  const grid = read(table);
  const others: [string, () => HTMLElement][] = [];
  const numbers = charted(grid);
  if (numbers) others.push([words.chart ?? "", () => chart(grid, numbers)]);
  const ends = networked(grid);
  if (ends) others.push([words.network ?? "", () => network(grid, ends)]);
  if (!others.length) return;
  const stage = make("div");
  const row = make("p", { role: "group", "aria-label": words.forms, class: "forms" });
  const show = (pressed: HTMLElement, draw: (() => HTMLElement) | undefined): void => {
    for (const each of row.children) each.setAttribute("aria-pressed", String(each === pressed));
    region.hidden = draw !== undefined;
    stage.replaceChildren(...draw ? [draw()] : []);
  };
  for (const [name, draw] of [[words.table ?? "", undefined] as const, ...others]) {
    const button: HTMLButtonElement = make("button", { type: "button", "aria-pressed": String(draw === undefined), onclick: () => show(button, draw) }, name);
    row.append(button);
  }
  region.before(row, stage);
}
