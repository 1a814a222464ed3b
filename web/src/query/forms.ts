// The forms of a result. Its table is drawn first, by the server or from the engine's answer; a chart
// and a network are offered where the table has what they need, and are drawn from it.
import { make } from "../dom.js";
import { keep, kept } from "./address.js";
import { chart, charted } from "./chart.js";
import { words } from "./field.js";
import { network, networked } from "./network.js";

export interface Cell { text: string; label: string; iri?: string; number?: number; href?: string; lang?: string }
export interface Grid { columns: string[]; rows: Cell[][]; triples: boolean }

type Form = "table" | "chart" | "network";
interface Drawn { form: Form; label: string; draw: () => HTMLElement }

function chosen(): Form {
  const form = kept("view");
  return form === "chart" || form === "network" ? form : "table";
}

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
  const others: Drawn[] = [];
  const numbers = charted(grid);
  if (numbers) others.push({ form: "chart", label: words.chart ?? "", draw: () => chart(grid, numbers) });
  const ends = networked(grid);
  if (ends) others.push({ form: "network", label: words.network ?? "", draw: () => network(grid, ends) });
  if (!others.length) return;
  const stage = make("div");
  const row = make("p", { role: "group", "aria-label": words.forms, class: "forms" });
  const show = (form: Form): void => {
    const shown = others.find((each) => each.form === form);
    for (const each of row.children) each.setAttribute("aria-pressed", String((each as HTMLElement).dataset.form === (shown?.form ?? "table")));
    region.hidden = shown !== undefined;
    stage.replaceChildren(...shown ? [shown.draw()] : []);
  };
  row.append(...[{ form: "table" as const, label: words.table ?? "" }, ...others].map(({ form, label }) =>
    make("button", { type: "button", "data-form": form, onclick: () => { keep({ view: form === "table" ? "" : form }); show(form); } }, label)));
  region.before(row, stage);
  show(chosen());
}
