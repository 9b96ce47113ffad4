/** Rows of things: a picture, a name, a line about it, something at the right. */
import type { ComponentChildren } from "preact";
import { Breakable } from "./breakable.tsx";
import { Icon, type IconName } from "./icon.tsx";

interface RowProps {
  readonly icon: IconName;
  readonly tone?: "plain" | "in" | "warn";
  readonly title: string;
  /** A word that sets it apart from the others, beside the name. */
  readonly badge?: string;
  /** Lines below the name. */
  readonly children?: ComponentChildren;
  /** At the right: an amount or a button. */
  readonly side?: ComponentChildren;
  /** The whole row is a link. */
  readonly href?: string;
}

/** In a {@link List}. */
export const Row = (row: RowProps) => (
  <li>
    <Line {...row} />
  </li>
);

/** A row on its own, at the top of a card. */
export function Line({ icon, tone = "plain", title, badge, children, side, href }: RowProps) {
  const content = (
    <>
      <span class={`tile ${tone}`}>
        <Icon name={icon} />
      </span>
      <span class="grow">
        <b class="name">
          <Breakable text={title} />
          {badge !== undefined && <span class="badge">{badge}</span>}
        </b>
        {children}
      </span>
      {side}
    </>
  );
  if (href === undefined) return <div class="row">{content}</div>;
  return (
    <a class="row" href={href}>
      {content}
      <span class="chevron">
        <Icon name="right" />
      </span>
    </a>
  );
}

interface ListProps {
  readonly label?: string | undefined;
  /** {@link Row}s, or other list items. */
  readonly children: ComponentChildren;
}

export const List = ({ label, children }: ListProps) => (
  <ul class="group" aria-label={label}>
    {children}
  </ul>
);
