// The page's own words, in both languages, and how a text of the data is made safe to show.
const words = {
  en: {
    title: "Social security: reforms, challenges, outcomes, goals",
    search: "Search names, English or Chinese",
    results: "{n} found", none: "nothing bears this name",
    picture: "Picture", both: "Both", table: "Table", skip: "Skip to the table",
    takeAway: "Take away", language: "中文", languageName: "Switch to Chinese",
    theme: "Light or dark", legend: "Legend and filters", menu: "Legend",
    kinds: "Kinds", predicates: "Relations", modalities: "How it is stated",
    documents: "Documents", years: "Years", from: "from", to: "to", undated: "undated too",
    reset: "Reset filters", filtered: "Filters hide {things} things and {links} relations.",
    unfiltered: "No filter is set.", all: "all", noneOf: "none",
    status: "Shown: {things} things, {links} relations.",
    leftOut: "Drawn: {drawn} of {all} things, the best connected of each kind. Search for a thing, or double-click one, to draw what surrounds it.",
    someOf: "Drawn: {drawn} of the {all} things in this file.",
    reading: "Reading names and relations: {part}%",
    readingDone: "All {all} things can now be searched.",
    clipped: "Drawn: {drawn} of {all} things around it; the best connected come first.",
    Reported: "reported", Required: "required", Inferred: "inferred", Hypothetical: "hypothetical",
    unproved: "without a claim",
    ReportedMeans: "a source states it as a fact",
    RequiredMeans: "a source demands it; it may not have come about",
    InferredMeans: "the curators concluded it from the passages named",
    HypotheticalMeans: "a source states it under a condition",
    unprovedMeans: "no claim of the graph states it",
    zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Show everything",
    close: "Close", back: "Back", also: "also", definition: "What it is", notes: "Notes",
    figures: "Figures", relations: "Relations", values: "Dates and facts",
    outgoing: "from here", incoming: "to here",
    alone: "Show alone", wider: "One step further", narrower: "One step back",
    everything: "Show everything again", aloneWith: "{label} and what lies within {steps}",
    step: "one step", steps: "{n} steps",
    pathFrom: "Path from here to …", pathTo: "Path from {label} to: click a thing, or search",
    path: "From {from} to {to}", noPath: "No path connects them in what the filters leave.",
    pathLength: "{n} steps; shortest ways: {m}", pathWeakest: "as strong as its weakest step: {modality}",
    pathSearching: "Looking for a path …", otherWay: "Another of the {m} ways",
    copyLink: "Copy link", read: "Read the document", copied: "Copied", copy: "Copy",
    passage: "{document}, characters {start} to {end}", passageShort: "characters {start}–{end}",
    saidBy: "said by {speaker}", hedge: "in the source's words: “{hedge}”",
    openPassage: "Open the passage", notHeld: "The text of this document is not in this file. Written with --sources, the page shows the passage in full.",
    states: "What this passage states", document: "Document", noPassage: "no passage",
    claims: "Statements with their passages",
    baseline: "baseline", latest: "latest", MoreThan: "more than", AtLeast: "at least",
    LessThan: "less than", UpTo: "up to", About: "about", Nearly: "nearly", Exactly: "",
    asStated: "as stated: “{stated}”",
    things: "Things", statements: "Relations", thing: "Thing", kind: "Kind", other: "Chinese name",
    yearsColumn: "Years", links: "Relations", relation: "Relation", subject: "From", object: "To",
    modality: "How stated", where: "Where stated", more: "Show {n} more", sortedBy: "sorted by {column}",
    thingsCaption: "{n} things, as in the picture", statementsCaption: "{n} relations, as in the picture",
    png: "Picture (PNG)", svg: "Picture (SVG)", csv: "Relations (CSV)", turtle: "Statements (Turtle)",
    takeShown: "What is shown", takeSelected: "Selected: {label}", command: "The command that gives this",
    sparql: "The SPARQL that gives these relations", pictureHelp: "Picture of the graph. Arrow keys go from thing to thing, Enter moves to its panel, plus and minus zoom, 0 shows everything, Escape clears. The table holds the same things and relations.",
    sum: "{n} in all", sumTip: "{n} statements between {from} and {to}", broken: "Part of this file is damaged: {part}",
    untitled: "thing", fullText: "Show all {n} characters",
  },
  zh: {
    title: "社会保障：改革、挑战、成效与目标",
    search: "搜索名称（中文或英文）",
    results: "找到 {n} 项", none: "没有这个名称",
    picture: "图", both: "图与表", table: "表", skip: "跳到表格",
    takeAway: "导出", language: "English", languageName: "切换到英文",
    theme: "浅色或深色", legend: "图例与筛选", menu: "图例",
    kinds: "类别", predicates: "关系", modalities: "表述性质",
    documents: "文献", years: "年份", from: "从", to: "到", undated: "含无日期者",
    reset: "重置筛选", filtered: "筛选隐藏了 {things} 个事物、{links} 条关系。",
    unfiltered: "未设筛选。", all: "全部", noneOf: "全不选",
    status: "显示：{things} 个事物，{links} 条关系。",
    leftOut: "已画出 {all} 个事物中的 {drawn} 个，即各类中关联最多者。搜索或双击某一事物，即可画出其周围。",
    someOf: "已画出本文件 {all} 个事物中的 {drawn} 个。",
    reading: "正在读取名称与关系：{part}%",
    readingDone: "现可搜索全部 {all} 个事物。",
    clipped: "已画出其周围 {all} 个事物中的 {drawn} 个，关联最多者优先。",
    Reported: "已报告", Required: "要求", Inferred: "推断", Hypothetical: "假设",
    unproved: "无陈述为证",
    ReportedMeans: "来源作为事实陈述",
    RequiredMeans: "来源提出的要求，未必已实现",
    InferredMeans: "编者由所列文段推断",
    HypotheticalMeans: "来源在某种条件下陈述",
    unprovedMeans: "图谱中没有陈述说明它",
    zoomIn: "放大", zoomOut: "缩小", fit: "显示全部",
    close: "关闭", back: "返回", also: "又称", definition: "释义", notes: "说明",
    figures: "数值", relations: "关系", values: "日期与事实",
    outgoing: "由此出发", incoming: "指向此处",
    alone: "单独显示", wider: "再扩一步", narrower: "收回一步",
    everything: "恢复显示全部", aloneWith: "{label}及其{steps}以内",
    step: "一步", steps: "{n} 步",
    pathFrom: "从此处到……的路径", pathTo: "从“{label}”到：点击或搜索一个事物",
    path: "从“{from}”到“{to}”", noPath: "在筛选所留内容中没有路径相连。",
    pathLength: "{n} 步；最短路径：{m} 条", pathWeakest: "强度取决于最弱的一步：{modality}",
    pathSearching: "正在寻找路径……", otherWay: "{m} 条路径中的另一条",
    copyLink: "复制链接", read: "阅读全文", copied: "已复制", copy: "复制",
    passage: "{document}，第 {start} 至 {end} 字符", passageShort: "第 {start}–{end} 字符",
    saidBy: "{speaker}语", hedge: "来源用语：“{hedge}”",
    openPassage: "打开文段", notHeld: "本文件不含该文献全文。用 --sources 生成的页面会完整显示文段。",
    states: "此文段所陈述的内容", document: "文献", noPassage: "无文段",
    claims: "陈述及其文段",
    baseline: "基期", latest: "最新", MoreThan: "超过", AtLeast: "不低于", LessThan: "低于", UpTo: "不超过", About: "约", Nearly: "接近", Exactly: "",
    asStated: "原文：“{stated}”",
    things: "事物", statements: "关系", thing: "事物", kind: "类别", other: "英文名称",
    yearsColumn: "年份", links: "关系数", relation: "关系", subject: "起", object: "止",
    modality: "表述性质", where: "出处", more: "再显示 {n} 行", sortedBy: "按{column}排序",
    thingsCaption: "{n} 个事物，与图一致", statementsCaption: "{n} 条关系，与图一致",
    png: "图片（PNG）", svg: "图片（SVG）", csv: "关系（CSV）", turtle: "陈述（Turtle）",
    takeShown: "当前显示的内容", takeSelected: "选中：{label}", command: "得到此内容的命令",
    sparql: "得到这些关系的 SPARQL", pictureHelp: "知识图谱的图。方向键在事物间移动，回车进入详情，加减号缩放，0 显示全部，Esc 清除。表格含有相同的事物与关系。",
    sum: "共 {n} 个", sumTip: "“{from}”与“{to}”之间有 {n} 条陈述", broken: "本文件有一部分已损坏：{part}",
    untitled: "事物", fullText: "显示全部 {n} 个字符",
  },
};

let language = "en";

// Say a word of the page in the reader's language, with its {blanks} filled.
function say(key, values = {}) {
  const text = Object.hasOwn(words[language], key) ? words[language][key] : key;
  return text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
}

// Characters that would be invisible, or turn the reading order of what stands around them.
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

// Return text that is safe and short enough to show; nothing is ever set as HTML.
function safe(text, most = 2000) {
  const whole = String(text ?? "");
  const cut = whole.length > most ? [...whole.slice(0, most)].slice(0, -1).join("") + "…" : whole;
  return cut.replace(unseen, "\ufffd");
}

// Choose from texts by language tag the one for this reader.
function pick(labels, fallback = "") {
  const known = labels ?? {};
  const other = language === "en" ? "zh" : "en";
  return known[language] ?? known[other] ?? Object.values(known)[0] ?? fallback;
}

const numbers = {
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
  zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 }),
};
const number = (value) => numbers[language].format(Number(value));

// Make an element: attributes (on… are listeners), then children; strings become text.
function make(tag, attributes = {}, ...children) {
  const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const svgTags = new Set(["svg", "path", "rect", "line", "text", "g", "circle", "title", "desc"]);
const byId = (id) => document.getElementById(id);
