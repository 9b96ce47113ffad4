/** Names that may be broken after a dot or a slash, where people expect it, and not in the middle of a word. */

interface BreakableProps {
  readonly text: string;
}

/** The text stays what it is: nothing is added that could be read, found or copied. */
export const Breakable = ({ text }: BreakableProps) => (
  <>
    {text.split(/(?<=[./])(?=\S)/).map((piece, index) => (
      <>
        {index > 0 && <wbr />}
        {piece}
      </>
    ))}
  </>
);
