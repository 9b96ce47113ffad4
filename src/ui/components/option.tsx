/** One of a few things to choose from, each with a line about it; the whole row is the target. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface OptionProps {
  /** The same for all that exclude each other. */
  readonly group: string;
  readonly title: ComponentChildren;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children?: string;
}

export const Option = ({ group, title, isChosen, onChoose, children = "" }: OptionProps) => (
  <label class="row option">
    <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
    <span class="grow">
      <b class="name">{title}</b>
      {children !== "" && <span class="small quiet block">{children}</span>}
    </span>
  </label>
);

interface InSightProps {
  readonly children: ComponentChildren;
}

/** What a choice makes appear below is scrolled to; the focus stays, since arrow keys choose among the options. */
export function InSight({ children }: InSightProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={place} class="stack">
      {children}
    </div>
  );
}
