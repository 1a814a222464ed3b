// A curator who errs nowhere and knows what is to be stated, at the review page: it presses keys,
// fills the page's own forms and reads the page's own state. The page's events are counted.
(plan) => {
  const count = { keys: 0, picks: 0, words: 0 };
  const made = new Map(); // IRI of the plan -> IRI that the page gave
  const stated = [], missing = [];
  addEventListener("picked", () => { count.picks++; }, true);
  addEventListener("change", (event) => { if (event.target.tagName === "SELECT") count.picks++; }, true);

  const press = (key, target = document.body) => {
    count.keys++;
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  };
  const folded = (text) => (text ?? "").toLowerCase().normalize("NFKD").replace(/[\p{P}\p{Z}\s]+/gu, " ").trim();
  const iri = (about) => made.get(about) ?? about;
  const known = (about) => things().has(iri(about)) || figures().some((each) => each.iri === iri(about));
  const field = (name) => document.querySelector(`form.edit [name="${name}"]`);
  function type(name, text) {
    const input = field(name);
    if (input.value === text) return;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    count.words += text.split(/\s+/).length;
  }
  function choose(name, value) {
    const select = field(name);
    if (select.value === value) return;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // A thing is picked by words of its label and down the list, whichever are fewer together.
  function pick(name, about) {
    const input = field(name);
    const each = things().get(about) ?? figures().find((one) => one.iri === about)
      ?? data.properties.find((one) => one.iri === about) ?? data.units.find((one) => one.iri === about);
    if (!each) return false;
    const label = named(each);
    if (input.value === label) return true;
    input.focus();
    const words = label.split(/\s+/);
    const ask = (n) => {
      input.value = words.slice(0, n).join(" ");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      return [...document.querySelectorAll(`#list-${name} li`)]
        .findIndex((one) => one.firstChild.textContent === label);
    };
    const ways = words.map((_, n) => [n, ask(n)]).concat([[words.length, ask(words.length)]])
      .filter(([, at]) => at >= 0);
    if (!ways.length) return false;
    // What is first of a list that words have narrowed is taken at once.
    const down = ([n, at]) => (n && !at ? 0 : at + 1);
    const steps = (way) => way[0] + down(way);
    const [n, at] = ways.reduce((best, way) => (steps(way) < steps(best) ? way : best));
    ask(n);
    count.words += n;
    for (let times = down([n, at]); times > 0; times--) press("ArrowDown", input);
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    return input.value === label;
  }
  function submit() {
    const { key } = state.editing;
    count.keys++;
    document.querySelector("form.edit").requestSubmit();
    if (state.editing) { // the page says what it lacks
      missing.push(document.querySelector(".problem").textContent);
      press("Escape", document.body);
      return null;
    }
    return now.get(key)?.event.to ?? null;
  }
  function turn(at) { while (state.at !== at) press(state.at < at ? "n" : "p"); }
  function reach(key) {
    const at = cardsOf(passage()).findIndex((card) => card.key === key);
    if (at < 9 && Math.abs(at - state.card) > 1) press(String(at + 1));
    while (state.card < at) press("ArrowDown");
    while (state.card > at) press("ArrowUp");
  }
  const open = (kind, fit) => cardsOf(passage()).find((card) => card.proposal?.kind === kind
    && statusOf(card) === "open" && fit(card.proposal));

  function thing(about, at) {
    const wanted = plan.things[about];
    if (!wanted || known(about)) return;
    turn(at);
    const names = wanted.names.map(folded);
    const card = open("thing", (each) => !each.iri && names.includes(folded(each.name)));
    if (card) { reach(card.key); press("a"); } else press("t");
    choose("class", wanted.class);
    for (const tag of ["en", "zh"])
      if (!field(`label-${tag}`).value) type(`label-${tag}`, wanted.labels[tag] ?? wanted.names[0]);
    const item = submit();
    if (item) made.set(about, item.iri);
  }
  function figure(about, at) {
    if (known(about)) return;
    const wanted = plan.figures[about];
    thing(wanted.indicator, wanted.at);
    turn(at);
    const card = open("figure", (each) => Number(each.value) === Number(wanted.value));
    if (card) { reach(card.key); press("a"); } else press("f");
    pick("indicator", iri(wanted.indicator));
    if (!field("value").value) type("value", wanted.value);
    pick("unit", wanted.unit);
    choose("bound", wanted.bound);
    if (!field("asStated").value) type("asStated", wanted.asStated);
    if (!field("modality").value) choose("modality", "Reported");
    const item = submit();
    if (item) made.set(about, item.iri);
  }
  function relation({ s, p, o, modality, literal }) {
    const card = open(literal ? "date" : "relation", (each) => literal ? [each.start, each.end].includes(o)
      : each.predicate === p && iriOf(each.subject) === iri(s) && iriOf(each.object) === iri(o));
    if (card) {
      reach(card.key);
      press(itemOf(card).modality === modality ? "a" : "e");
      if (!state.editing) return true;
    } else press("r");
    if (!pick("subject", iri(s)) || !pick("predicate", p)) { press("Escape"); return false; }
    if (literal) type("date", o);
    else if (!pick("object", iri(o))) { press("Escape"); return false; }
    choose("modality", modality);
    return Boolean(submit());
  }

  go(0);
  for (const { at, claims } of plan.passages) {
    turn(at);
    for (const claim of claims) for (const end of [claim.s, claim.o]) thing(end, at);
    for (const claim of claims) if (plan.figures[claim.s]) figure(claim.s, at);
    for (const claim of claims) {
      turn(at);
      const done = claim.ofFigure ? made.has(claim.s) : relation(claim);
      (done ? stated : missing).push(claim.name);
    }
  }
  return { ...count, stated: stated.length, missing,
    taken: data.proposals.filter((each) => now.has(each.key)).length, proposed: data.proposals.length };
}
