/** Reads what stands inside a paragraph of markdown: emphasis, code, links, line breaks. */
import { deepest, type Inline, safeHref } from "./block.ts";

/** Beyond this length a paragraph is shown as it is: no honest paragraph is longer, and marks are looked for ahead. */
const longest = 20_000;

/** How far ahead the end of an emphasis or a link is looked for, so that a text of nothing but marks stays cheap. */
const reach = 2000;

/** The pieces of a paragraph. Whatever is not understood stays as it was typed. */
export const readInline = (text: string): readonly Inline[] =>
  text.length > longest ? [{ kind: "text", text }] : readPieces(text, 0);

interface Found {
  readonly piece: Inline;
  readonly length: number;
}

function readPieces(text: string, depth: number): readonly Inline[] {
  const pieces: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = depth < deepest ? pieceAt(text, at, depth) : undefined;
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

/** What begins exactly here, if anything does. */
function pieceAt(text: string, at: number, depth: number): Found | undefined {
  const ahead = text.slice(at, at + reach);
  switch (text[at]) {
    case "`":
      return codeAt(ahead);
    case "<":
      return autolinkAt(ahead);
    case "[":
      return linkAt(ahead, depth);
    case "*":
    case "_":
      return emphasisAt(ahead, text.charAt(at - 1), depth);
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

/** `[words](https://…)`; a link to anywhere else is shown as its words. */
function linkAt(ahead: string, depth: number): Found | undefined {
  const [all, label = "", address = ""] =
    /^\[([^[\]]*)\]\(\s*<?([^\s<>()]*)>?(?:\s+["'(][^"'()]*["')])?\s*\)/.exec(ahead) ?? [];
  if (all === undefined) return undefined;
  const href = safeHref(address);
  const children = readPieces(label, depth + 1);
  if (href === undefined) return { piece: { kind: "text", text: label }, length: all.length };
  return { piece: { kind: "link", href, children }, length: all.length };
}

/** `*words*`, `**words**`; underscores only at the edges of words, so that file_names_like_this stay whole. */
function emphasisAt(ahead: string, before: string, depth: number): Found | undefined {
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
    const children = readPieces(ahead.slice(marks.length, end), depth + 1);
    return { piece: { kind: marks.length === 2 ? "strong" : "emphasis", children }, length: end + marks.length };
  }
}
