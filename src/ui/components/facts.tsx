/** What is so, line by line: a name at the left, a value at the right. */
import type { ComponentChildren } from "preact";

export interface Fact {
  readonly name: string;
  readonly value: ComponentChildren;
  /** A sentence under the name. */
  readonly hint?: string;
  /** The line that the others add up to. */
  readonly isTotal?: boolean;
  /** Long values that stand below their name, such as an account. */
  readonly isLong?: boolean;
}

interface FactsProps {
  /** Facts that do not apply are left out. */
  readonly facts: readonly (Fact | undefined)[];
  /** They stand in a card with something else. */
  readonly isInside?: boolean;
}

const classOf = ({ isTotal, isLong }: Fact) => (isTotal ? "total" : isLong ? "long" : undefined);

export const Facts = ({ facts, isInside = false }: FactsProps) => (
  <dl class={isInside ? "facts" : "group facts"}>
    {facts
      .filter((fact) => fact !== undefined)
      .map((fact) => (
        <div key={fact.name} class={classOf(fact)}>
          <dt>
            {fact.name}
            {fact.hint !== undefined && <span class="hint small quiet">{fact.hint}</span>}
          </dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
  </dl>
);
