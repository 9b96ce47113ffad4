/** What is left of a document once everything dangerous or decorative is gone: text in a structure. */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  /** `href` is always https. */
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | {
      readonly kind: "list";
      readonly isOrdered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  /** Text whose line breaks matter. */
  | { readonly kind: "verbatim"; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "rule" };

/** Documents may nest things as deep as they like; we follow this far. */
export const deepest = 6;

/** The address of a link as it may be followed, or undefined: only https, and nothing that pretends to be another host. */
export function safeHref(address: string): string | undefined {
  if (!/^https:\/\//i.test(address.trim()) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.username === "" && url.password === "" ? url.href : undefined;
}

/**
 * The words of a link that is not followed, and where it would lead when that says something to people: a legal text
 * must not lose an address.
 */
export function withAddress(words: string, address: string): string {
  const isForPeople = /^(https?:\/\/|mailto:|tel:)\S/i.test(address) && address.length <= longestAddress;
  return isForPeople && !words.includes(address) ? `${words} (${address})` : words;
}

const longestAddress = 300;

/** The bare text of inline pieces. */
export const textOf = (pieces: readonly Inline[]): string =>
  pieces
    .map((piece) => {
      if (piece.kind === "break") return "\n";
      return "text" in piece ? piece.text : textOf(piece.children);
    })
    .join("");

/** So many elements of a document are shown as such; no honest one has more, and a browser shows them at once. */
const mostElements = 20_000;

/** The blocks with no more elements in them than a page can bear; what is beyond is shown as bare text. */
export function bearable(blocks: readonly Block[], most = mostElements): readonly Block[] {
  let count = 0;
  const end = blocks.findIndex((block) => {
    count += elementsIn(block);
    return count > most;
  });
  if (end < 0) return blocks;
  return [...blocks.slice(0, end), { kind: "verbatim", text: blocks.slice(end).map(wordsIn).join("\n") }];
}

function elementsIn(block: Block): number {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return 1 + piecesIn(block.children);
    case "quote":
      return block.children.reduce((sum, child) => sum + elementsIn(child), 1);
    case "list":
      return block.items.flat().reduce((sum, child) => sum + elementsIn(child), 1 + block.items.length);
    default:
      return 1;
  }
}

const piecesIn = (pieces: readonly Inline[]): number =>
  pieces.reduce((sum, piece) => sum + 1 + ("children" in piece ? piecesIn(piece.children) : 0), 0);

function wordsIn(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return textOf(block.children);
    case "quote":
      return block.children.map(wordsIn).join("\n");
    case "list":
      return block.items.flat().map(wordsIn).join("\n");
    case "verbatim":
      return block.text;
    case "rule":
      return "";
  }
}

/**
 * The level at which each heading of a document is shown below the `h1` of the page: 2 to 4, in the order of the
 * document, and never more than one deeper than the heading before.
 */
export function headingLevels(blocks: readonly Block[]): ReadonlyMap<Block, 2 | 3 | 4> {
  const shown = new Map<Block, 2 | 3 | 4>();
  const open: number[] = [];
  for (const block of blocks) {
    if (block.kind !== "heading") continue;
    while ((open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    shown.set(block, open.length === 1 ? 2 : open.length === 2 ? 3 : 4);
  }
  return shown;
}
