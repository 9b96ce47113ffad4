/** Reads what stands inside a paragraph of markdown: emphasis, code, links, line breaks. */
import { deepest, type Inline, safeHref, textOf, withAddress } from "./block.ts";
import type { Effort } from "./effort.ts";

/** Beyond this length a paragraph is shown as it is: no honest paragraph is longer, and marks are looked for ahead. */
const longest = 20_000;

/** How far ahead the end of an emphasis or a link is looked for, so that a text of nothing but marks stays cheap. */
const reach = 2000;

/** The pieces of a paragraph. Whatever is not understood stays as it was typed. */
export const readInline = (text: string, effort: Effort): readonly Inline[] =>
  text.length > longest ? [{ kind: "text", text }] : readPieces(text, { depth: 0, effort });

interface Within {
  readonly depth: number;
  readonly effort: Effort;
}

const deeper = ({ depth, effort }: Within): Within => ({ depth: depth + 1, effort });

interface Found {
  readonly piece: Inline;
  readonly length: number;
}

function readPieces(text: string, within: Within): readonly Inline[] {
  const pieces: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = within.depth < deepest ? pieceAt(text, at, within) : undefined;
    if (found === undefined) {
      const literal = /^\\([!-/:-@[-`{-~])/.exec(text.slice(at, at + 2))?.[1];
      plain += literal ?? (text[at] === "\n" ? " " : text.charAt(at));
      at += literal === undefined ? 1 : 2;
      continue;
    }
    if (found.piece.kind === "break") plain = plain.trimEnd();
    flush();
    pieces.push(found.piece);
    at += found.length;
  }
  flush();
  return pieces;
}

/** What begins exactly here, if anything does. When the text has cost too much already, nothing does any more. */
function pieceAt(text: string, at: number, within: Within): Found | undefined {
  if (!"`<[*_ \\".includes(text.charAt(at))) return undefined;
  // Of a row of blanks only the first may begin anything.
  if (text[at] === " " && text[at - 1] === " ") return undefined;
  const ahead = text.slice(at, at + reach);
  if (!within.effort.allows(text[at] === " " ? blanksIn(ahead) : ahead.length)) return undefined;
  switch (text[at]) {
    case "`":
      return codeAt(ahead);
    case "<":
      return autolinkAt(ahead);
    case "[":
      return linkAt(ahead, within);
    case "*":
    case "_":
      return emphasisAt(ahead, text.charAt(at - 1), within);
    case " ":
    case "\\": {
      const broken = /^(?: {2,}|\\)\n/.exec(ahead)?.[0];
      return broken === undefined ? undefined : { piece: { kind: "break" }, length: broken.length };
    }
    default:
      return undefined;
  }
}

function codeAt(ahead: string): Found | undefined {
  const ticks = /^`+/.exec(ahead)?.[0] ?? "`";
  const end = ahead.indexOf(ticks, ticks.length);
  if (end < 0) return undefined;
  return { piece: { kind: "code", text: ahead.slice(ticks.length, end).trim() }, length: end + ticks.length };
}

function autolinkAt(ahead: string): Found | undefined {
  const [all, address = ""] = /^<(https:\/\/[^\s<>]+)>/i.exec(ahead) ?? [];
  const href = safeHref(address);
  if (all === undefined || href === undefined) return undefined;
  return { piece: { kind: "link", href, children: [{ kind: "text", text: address }] }, length: all.length };
}

const blanksIn = (ahead: string) => ahead.length - ahead.trimStart().length + 1;

/** `[words](https://… "title")`; a link to anywhere else is shown as its words. */
function linkAt(ahead: string, within: Within): Found | undefined {
  const label = /^\[([^[\]]*)\]\(/.exec(ahead)?.[1];
  const end = ahead.indexOf(")");
  if (label === undefined || end < label.length + 3) return undefined;
  const address = addressIn(ahead.slice(label.length + 3, end).trim());
  if (address === undefined) return undefined;
  const href = safeHref(address);
  const children = readPieces(label, deeper(within));
  if (href !== undefined) return { piece: { kind: "link", href, children }, length: end + 1 };
  return { piece: { kind: "text", text: withAddress(textOf(children), address) }, length: end + 1 };
}

/** What stands between the brackets: an address, perhaps a title, which is not shown. */
function addressIn(inside: string): string | undefined {
  const [all = "", address = ""] = /^<?([^\s<>()]*)>?/.exec(inside) ?? [];
  const title = inside.slice(all.length).trim();
  const isTitle = title === "" || (title.length > 1 && /["']/.test(title.charAt(0)) && title.endsWith(title.charAt(0)));
  return isTitle ? address : undefined;
}

/** `*words*`, `**words**`; underscores only at the edges of words, so that file_names_like_this stay whole. */
function emphasisAt(ahead: string, before: string, within: Within): Found | undefined {
  const mark = ahead.charAt(0);
  const marks = ahead.startsWith(mark + mark) ? mark + mark : mark;
  const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
  if (mark === "_" && isWord(before)) return undefined;
  if (/^\s?$/.test(ahead.charAt(marks.length))) return undefined;
  for (let from = marks.length + 1; ; ) {
    const end = ahead.indexOf(marks, from);
    if (end < 0) return undefined;
    const after = ahead.charAt(end + marks.length);
    // "*a **b** c*": two marks in a row neither begin nor end what one mark has begun.
    const isOther = marks.length === 1 && after === mark;
    from = end + (isOther ? 2 : marks.length);
    if (isOther || /\s/.test(ahead.charAt(end - 1)) || (mark === "_" && isWord(after))) continue;
    const children = readPieces(ahead.slice(marks.length, end), deeper(within));
    return { piece: { kind: marks.length === 2 ? "strong" : "emphasis", children }, length: end + marks.length };
  }
}
