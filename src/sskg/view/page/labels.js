// How a label is broken into the lines that it has room for.
const labels = (() => {
  const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
  const measure = document.createElement("canvas").getContext("2d");

  // Break a label into the lines that it has room for; smaller type before an ellipsis.
  function wrap(text, bold, most, size, room) {
    for (const smaller of [1, 0.93, 0.86, 0.8, 0.74]) {
      measure.font = `${bold ? 600 : 400} ${size * smaller}px ${FONT}`;
      const lines = broken(text, most, room);
      if (lines) return { lines, size: size * smaller };
    }
    const lines = broken(text, Infinity, room).slice(0, most);
    let last = lines[most - 1];
    while (last && measure.measureText(`${last}…`).width > room) last = [...last].slice(0, -1).join("");
    lines[most - 1] = `${last}…`;
    return { lines, size: size * 0.74 };
  }

  // A Latin word stays whole, a Chinese character may end a line; null if there are too many lines.
  function broken(text, most, room) {
    const pieces = text.slice(0, 200).match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]{1,24}|\s+/g) ?? [];
    const lines = [""];
    for (const piece of pieces) {
      const longer = lines.at(-1) + piece;
      if (measure.measureText(longer.trimEnd()).width <= room) lines[lines.length - 1] = longer;
      else if (piece.trim()) lines.push(piece);
    }
    return lines.length <= most ? lines.map((line) => line.trim()) : null;
  }

  return { wrap, FONT };
})();
