/** Shows the structure of a document as elements of our own making: nothing of the original markup reaches the page. */
import { type Block, headingLevels, type Inline, textOf } from "../terms/block.ts";

interface BlocksProps {
  readonly blocks: readonly Block[];
}

/** Headings start at level 2: the page has its own first. */
export function Blocks({ blocks }: BlocksProps) {
  const levels = headingLevels(blocks);
  return (
    <>
      {blocks.map((block, index) => (
        <One key={`${index} ${block.kind}`} block={block} level={levels.get(block) ?? 4} />
      ))}
    </>
  );
}

interface OneProps {
  readonly block: Block;
  readonly level: 2 | 3 | 4;
}

function One({ block, level }: OneProps) {
  switch (block.kind) {
    case "heading":
      return <Heading level={level} pieces={block.children} />;
    case "paragraph":
      return (
        <p>
          <Pieces pieces={block.children} />
        </p>
      );
    case "list":
      return <Items items={block.items} isOrdered={block.isOrdered} start={block.start} />;
    case "verbatim":
      return <p class="verbatim">{block.text}</p>;
    case "quote":
      return (
        <blockquote>
          <Inside blocks={block.children} />
        </blockquote>
      );
    case "rule":
      return <hr />;
  }
}

interface PiecesProps {
  readonly pieces: readonly Inline[];
}

function Heading({ level, pieces }: PiecesProps & { readonly level: 2 | 3 | 4 }) {
  const Tag = `h${level}` as const;
  return (
    <Tag>
      <Pieces pieces={pieces} />
    </Tag>
  );
}

interface ItemsProps {
  readonly items: readonly (readonly Block[])[];
  readonly isOrdered: boolean;
  readonly start: number;
}

function Items({ items, isOrdered, start }: ItemsProps) {
  const shown = items.map((item, index) => (
    <li key={`${index} ${item.length}`}>
      <Inside blocks={item} />
    </li>
  ));
  return isOrdered ? <ol start={start}>{shown}</ol> : <ul>{shown}</ul>;
}

/** Inside of lists and quotes a heading is only strong text: it would tear the order of the page's headings. */
const Inside = ({ blocks }: BlocksProps) => (
  <>
    {blocks.map((block, index) =>
      block.kind === "heading" ? (
        <p key={`${index} heading`}>
          <b>
            <Pieces pieces={block.children} />
          </b>
        </p>
      ) : (
        <One key={`${index} ${block.kind}`} block={block} level={4} />
      ),
    )}
  </>
);

const Pieces = ({ pieces }: PiecesProps) => (
  <>
    {pieces.map((piece, index) => (
      <Inlined key={`${index} ${piece.kind}`} piece={piece} />
    ))}
  </>
);

function Inlined({ piece }: { readonly piece: Inline }) {
  switch (piece.kind) {
    case "text":
      return <>{piece.text}</>;
    case "code":
      return <code>{piece.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong>
          <Pieces pieces={piece.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Pieces pieces={piece.children} />
        </em>
      );
    case "link":
      return <Address piece={piece} />;
  }
}

/** A link always shows where it leads: the words of a document could promise anything. */
function Address({ piece }: { readonly piece: Extract<Inline, { readonly kind: "link" }> }) {
  const words = textOf(piece.children).trim();
  const shown = piece.href.replace(/\/$/, "");
  const isPlain = words.replace(/\/$/, "") === shown;
  return (
    <a href={piece.href} target="_blank" rel="noopener noreferrer">
      {isPlain || words === "" ? piece.href : <Pieces pieces={piece.children} />}
      {!isPlain && words !== "" && ` (${shown})`}
    </a>
  );
}
