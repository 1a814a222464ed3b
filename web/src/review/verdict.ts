// What check says, place by place: each leads to its passage or card.
import { make } from "../dom.js";
import { edit, editSource } from "./acts.js";
import { cardsOf } from "./cards.js";
import { t } from "./data.js";
import { list } from "./decisions.js";
import { button, closeDialog, openDialog } from "./elements.js";
import { go } from "./painting.js";
import type { Remaining } from "./types.js";

export function showVerdict(report: string, left: Remaining[]): void {
  const places = left.map((each) => make("li", {}, button(each.where, "", () => { visit(each); }),
    make("div", {}, each.wrong.join(" ")), make("div", { class: "more" }, `→ ${each.mend}`)));
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
