/** Reads HTML as terms of service use it and keeps only its words in their structure: no style, no picture, no script. */
import { type Block, deepest, type Inline, safeHref, textOf, withAddress } from "./block.ts";

/** What is needed of a DOM node, so that a test can write one by hand. */
export interface Piece {
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<Piece>;
  readonly getAttribute?: (name: string) => string | null;
}

/** Not words, or not words for a reader. */
const silent = new Set(
  "SCRIPT STYLE HEAD TITLE TEMPLATE NOSCRIPT IFRAME OBJECT EMBED SVG MATH CANVAS AUDIO VIDEO INPUT SELECT TEXTAREA BUTTON #comment".split(
    " ",
  ),
);

/** Each of them begins on a line of its own. */
const blocks = new Set(
  "HTML BODY MAIN ARTICLE SECTION DIV HEADER FOOTER ASIDE NAV P UL OL LI DL DT DD TABLE THEAD TBODY TR BLOCKQUOTE PRE HR H1 H2 H3 H4 H5 H6 ADDRESS FIGURE FIGCAPTION FORM FIELDSET CENTER".split(
    " ",
  ),
);

/** The blocks below a node. Reading a document with DOMParser loads and runs nothing; see the terms component. */
export const readHtml = (body: Piece): readonly Block[] => blocksIn(body, 0);

function blocksIn(parent: Piece, depth: number): readonly Block[] {
  const found: Block[] = [];
  let loose: Piece[] = [];
  const flush = () => {
    const children = inlineOf(loose, depth);
    if (children.length > 0) found.push({ kind: "paragraph", children });
    loose = [];
  };
  for (const child of parent.childNodes) {
    if (silent.has(nameOf(child))) continue;
    if (!blocks.has(nameOf(child)) && !holdsBlock(child, depth)) {
      loose.push(child);
      continue;
    }
    flush();
    found.push(...blocksOf(child, depth));
  }
  flush();
  return found;
}

/** Names of elements of other languages (SVG) come in small letters. */
const nameOf = ({ nodeName }: Piece) => (nodeName.startsWith("#") ? nodeName : nodeName.toUpperCase());

/** An inline element around a block, such as `<a><p>…</p></a>`, is looked through. */
const holdsBlock = (piece: Piece, depth: number): boolean =>
  depth < deepest && [...piece.childNodes].some((child) => blocks.has(nameOf(child)) || holdsBlock(child, depth + 1));

function blocksOf(piece: Piece, depth: number): readonly Block[] {
  const name = nameOf(piece);
  // Too deep to be structure: the words still count.
  if (depth > 4 * deepest) return [{ kind: "paragraph", children: [{ kind: "text", text: wordsOf(piece) }] }];
  switch (name) {
    case "HR":
      return [{ kind: "rule" }];
    case "PRE":
      return [{ kind: "verbatim", text: wordsOf(piece) }];
    case "BLOCKQUOTE":
      return [{ kind: "quote", children: blocksIn(piece, depth + 1) }];
    case "UL":
    case "OL":
      return [listOf(piece, name === "OL", depth)];
    case "TR":
      return [{ kind: "paragraph", children: inlineOf(piece.childNodes, depth) }];
    default: {
      const level = /^H([1-6])$/.exec(name)?.[1];
      if (level === undefined) return blocksIn(piece, depth + 1);
      return [{ kind: "heading", level: Number(level), children: inlineOf(piece.childNodes, depth) }];
    }
  }
}

function listOf(piece: Piece, isOrdered: boolean, depth: number): Block {
  const start = Number.parseInt(piece.getAttribute?.("start") ?? "1", 10);
  const items: Block[][] = [];
  for (const group of itemsIn(piece)) {
    const [first] = group;
    const isItem = first !== undefined && nameOf(first) === "LI";
    const found = blocksIn(isItem ? first : { nodeName: "LI", nodeValue: null, childNodes: group }, depth + 1);
    const last = items.at(-1);
    if (!isItem && last) last.push(...found);
    else if (isItem || found.length > 0) items.push([...found]);
  }
  return { kind: "list", isOrdered, start: Number.isSafeInteger(start) ? start : 1, items };
}

/** Each item alone, and what stands between items, such as a list within a list: it belongs to the item before. */
function itemsIn(piece: Piece): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  let loose: Piece[] | undefined;
  for (const child of piece.childNodes) {
    const isItem = nameOf(child) === "LI";
    if (loose && !isItem) loose.push(child);
    else {
      groups.push([child]);
      loose = isItem ? undefined : groups.at(-1);
    }
  }
  return groups;
}

/** Pieces of a line, blanks put together as a browser does; nothing when there is nothing but blanks. */
function inlineOf(pieces: Iterable<Piece>, depth: number): readonly Inline[] {
  const found = [...pieces].flatMap((piece) => inline(piece, depth));
  const isBlank = (one: Inline) => (one.kind === "text" && one.text.trim() === "") || one.kind === "break";
  const first = found.findIndex((one) => !isBlank(one));
  return first < 0 ? [] : found.slice(first, found.findLastIndex((one) => !isBlank(one)) + 1);
}

function inline(piece: Piece, depth: number): readonly Inline[] {
  const name = nameOf(piece);
  if (silent.has(name)) return [];
  if (name === "#text") return [{ kind: "text", text: (piece.nodeValue ?? "").replace(/\s+/g, " ") }];
  if (name === "BR") return [{ kind: "break" }];
  if (depth > 4 * deepest) return [{ kind: "text", text: wordsOf(piece) }];
  const children = [...piece.childNodes].flatMap((child) => inline(child, depth + 1));
  switch (name) {
    case "B":
    case "STRONG":
      return [{ kind: "strong", children }];
    case "I":
    case "EM":
      return [{ kind: "emphasis", children }];
    case "CODE":
    case "TT":
    case "KBD":
      return [{ kind: "code", text: wordsOf(piece) }];
    case "A": {
      const address = (piece.getAttribute?.("href") ?? "").trim();
      const href = safeHref(address);
      if (href !== undefined) return [{ kind: "link", href, children }];
      const words = textOf(children);
      const more = withAddress(words, address).slice(words.length);
      return more === "" ? children : [...children, { kind: "text", text: more }];
    }
    case "TD":
    case "TH":
      return [...children, { kind: "text", text: " " }];
    default:
      // A block where a line is, as in a cell of a table: its words must not run into the next ones.
      return blocks.has(name) ? [...children, { kind: "text", text: " " }] : children;
  }
}

/** All words below a node, without those that are silent. Goes as deep as the browser's parser does, at most 512. */
function wordsOf(piece: Piece): string {
  const name = nameOf(piece);
  if (silent.has(name)) return "";
  if (name === "BR") return "\n";
  return name === "#text" ? (piece.nodeValue ?? "") : [...piece.childNodes].map(wordsOf).join("");
}
