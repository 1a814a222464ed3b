// Checks the reading, and shows what is wrong place by place: each leads to its passage or card.
import { make } from "../dom.js";
import { edit, editSource } from "./acts.js";
import { cardsOf } from "./cards.js";
import { language, t } from "./data.js";
import { list } from "./decisions.js";
import { button, closeDialog, openDialog, showText } from "./elements.js";
import { go } from "./going.js";
import type { Remaining, Verdict } from "./types.js";

function showVerdict(report: string, left: Remaining[]): void {
  const places = left.map((each) => make("li", {}, button(each.where, "", () => { visit(each); }),
    make("div", {}, each.wrong.join(language() === "zh" ? "" : " ")), make("div", { class: "more" }, `→ ${each.mend}`)));
  openDialog(t("check"), [
    make("p", {}, left.length ? t("places left", { n: left.length }) : t("nothing left")),
    make("ol", { class: "places" }, ...places),
    make("details", {}, make("summary", {}, t("whole report")), make("pre", {}, report)),
    button(t("close"), "Esc", closeDialog),
  ]);
}

function visit({ at, key }: Remaining): void {
  closeDialog();
  const shown = key ? list.findIndex((each) => cardsOf(each).some((card) => card.key === key)) : -1;
  if (shown < 0 && at === null) { editSource(); return; }
  go(shown < 0 ? list.findIndex(({ span }) => span[0] <= (at ?? 0) && (at ?? 0) < span[1]) : shown);
  const card = shown < 0 ? undefined : cardsOf(list[shown]).find((each) => each.key === key);
  if (card) edit(card);
}

export async function check(): Promise<void> {
  // In the language that the page is switched to, whichever the server was started in.
  const headers = { "X-Review": "1", "Accept-Language": language() };
  const answer = await fetch("/check", { method: "POST", headers, body: "{}" });
  if (!answer.ok) { showText(t("check"), await answer.text()); return; }
  const { report, left } = await answer.json() as Verdict;
  showVerdict(report, left);
}
