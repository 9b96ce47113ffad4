/** A message with something richer than text in its place. */
import type { ComponentChildren } from "preact";

interface FilledProps {
  readonly message: (value: string) => string;
  readonly children: ComponentChildren;
}

/** A character that no message holds. */
const gap = "\u{f0000}";

/** `<Filled message={t.withdraw.action}><Amount of="KUDOS:8.5" /></Filled>`: every language puts the amount where it wants. */
export function Filled({ message, children }: FilledProps) {
  const [before, after] = message(gap).split(gap);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
