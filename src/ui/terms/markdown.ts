/** Reads markdown as terms of service use it: headings, paragraphs, lists, quotes. HTML in it stays text. */
import { type Block, deepest } from "./block.ts";
import { Effort } from "./effort.ts";
import { readInline } from "./markdown-inline.ts";

// None of these looks at a character more than a few times, whatever the line holds.
const heading = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const underline = /^ {0,3}(=+|-+)[ \t]*$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const quoted = /^ {0,3}> ?/;
const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])(?:([ \t]+)(.*))?$/;

/** Three or more of one mark, with nothing but blanks between them. */
const isRule = (line: string): boolean => /^ {0,3}[-*_]/.test(line) && /^([-*_])\1{2,}$/.test(line.replaceAll(" ", ""));

/** The words of a heading, without the hashes that may close it. */
function titleOf(line: string, hashes: string): string {
  const rest = line.trim().slice(hashes.length).trim();
  let end = rest.length;
  while (rest[end - 1] === "#") end -= 1;
  return end === 0 || rest[end - 1] === " " ? rest.slice(0, end).trim() : rest;
}

/** The blocks of a text. Takes time in proportion to its length, whatever it holds. */
export function readMarkdown(text: string, effort = new Effort(text.length)): readonly Block[] {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").split("\n");
  return readBlocks(lines, { depth: 0, effort });
}

/** How deep lists and quotes are nested here, and what looking at words has cost so far. */
interface Within {
  readonly depth: number;
  readonly effort: Effort;
}

const deeper = ({ depth, effort }: Within): Within => ({ depth: depth + 1, effort });

interface Taken {
  readonly block: Block | undefined;
  /** How many lines it took; at least one. */
  readonly lines: number;
}

function readBlocks(lines: readonly string[], within: Within): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const taken = takeBlock(lines, at, within);
    if (taken.block !== undefined) blocks.push(taken.block);
    at += taken.lines;
  }
  return blocks;
}

function takeBlock(lines: readonly string[], at: number, within: Within): Taken {
  const line = lines[at] ?? "";
  if (line.trim() === "") return { block: undefined, lines: 1 };
  const hashes = heading.exec(line)?.[1];
  if (hashes !== undefined) {
    const children = readInline(titleOf(line, hashes), within.effort);
    return { block: { kind: "heading", level: hashes.length, children }, lines: 1 };
  }
  if (isRule(line)) return { block: { kind: "rule" }, lines: 1 };
  const fenceMark = fence.exec(line)?.[1];
  if (fenceMark !== undefined) return takeVerbatim(lines, at, fenceMark);
  const mayNest = within.depth < deepest;
  if (mayNest && quoted.test(line)) return takeQuote(lines, at, within);
  if (mayNest && bullet.test(line)) return takeList(lines, at, within);
  return takeParagraph(lines, at, within);
}

/** From the fence to one like it, or to the end. */
function takeVerbatim(lines: readonly string[], at: number, mark: string): Taken {
  const closes = (line: string) => line.trim().startsWith(mark) && line.trim().replaceAll(mark.charAt(0), "") === "";
  let end = at + 1;
  while (end < lines.length && !closes(lines[end] ?? "")) end += 1;
  return { block: { kind: "verbatim", text: lines.slice(at + 1, end).join("\n") }, lines: end + 1 - at };
}

function takeQuote(lines: readonly string[], at: number, within: Within): Taken {
  let end = at;
  while (quoted.test(lines[end] ?? "")) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(quoted, ""));
  return { block: { kind: "quote", children: readBlocks(inside, deeper(within)) }, lines: end - at };
}

/** Whether the mark of an item is of a numbered list; a list ends where the kind of mark changes. */
const isNumber = (mark: string) => /^\d/.test(mark);

function takeList(lines: readonly string[], at: number, within: Within): Taken {
  const first = bullet.exec(lines[at] ?? "")?.[2] ?? "-";
  const items: (readonly Block[])[] = [];
  let next = at;
  for (;;) {
    const item = takeItem(lines, next, isNumber(first));
    if (item === undefined) break;
    items.push(readBlocks(item.inside, deeper(within)));
    next += item.lines;
  }
  const start = isNumber(first) ? Number.parseInt(first, 10) : 1;
  return { block: { kind: "list", isOrdered: isNumber(first), start, items }, lines: next - at };
}

/** One item: its own line and what is indented below it; blank lines belong to it while something follows. */
function takeItem(lines: readonly string[], at: number, isOrdered: boolean) {
  const line = lines[at] ?? "";
  const [, lead = "", mark, gap = "", own = ""] = bullet.exec(line) ?? [];
  if (mark === undefined || isNumber(mark) !== isOrdered || isRule(line)) return undefined;
  // More than four blanks after the mark are the item's own; so is an item that begins on the next line.
  const indent = lead.length + mark.length + (gap === "" || gap.length > 4 ? 1 : gap.length);
  const inside = [gap.length > 4 ? gap.slice(1) + own : own];
  let end = at + 1;
  for (let blanks = 0; end < lines.length; end += 1) {
    const next = lines[end] ?? "";
    if (next.trim() === "") blanks += 1;
    else if (isIndented(next, indent)) blanks = 0;
    else if (blanks > 0 || startsBlock(next)) break;
    inside.push(isIndented(next, indent) ? next.slice(indent) : next.trimStart());
  }
  return { inside, lines: end - at };
}

const isIndented = (line: string, by: number) => line.trim() !== "" && line.slice(0, by).trim() === "";

const startsBlock = (line: string) =>
  heading.test(line) || isRule(line) || fence.test(line) || quoted.test(line) || bullet.test(line);

/** Lines up to a blank one or the beginning of something else; underlined, they are a heading. */
function takeParagraph(lines: readonly string[], at: number, within: Within): Taken {
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const next = lines[end] ?? "";
    const [, mark] = underline.exec(next) ?? [];
    if (mark !== undefined) {
      const level = mark.startsWith("=") ? 1 : 2;
      return {
        block: { kind: "heading", level, children: inlineOf(lines.slice(at, end), within) },
        lines: end + 1 - at,
      };
    }
    // Only the number one begins a list within a paragraph: a line may start with a year.
    const isListed = bullet.test(next) && within.depth < deepest && /^\s*([-*+]\s|1[.)]\s)/.test(next);
    if (next.trim() === "" || isListed || (startsBlock(next) && !bullet.test(next))) break;
  }
  return { block: { kind: "paragraph", children: inlineOf(lines.slice(at, end), within) }, lines: end - at };
}

/** Two blanks or a backslash at the end of a line break it; other line ends are mere blanks. */
const inlineOf = (lines: readonly string[], { effort }: Within) =>
  readInline(
    lines
      .map((line) => line.trimStart())
      .join("\n")
      .trimEnd(),
    effort,
  );
