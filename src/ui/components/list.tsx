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

/** Where a row stands in a list of which only a part is on the page; counted from one. */
export interface Position {
  readonly index: number;
  readonly total: number;
}

/** In a {@link List}. */
export const Row = ({ position, below, ...row }: ListRowProps) => (
  <li {...(position && { "aria-posinset": position.index, "aria-setsize": position.total })}>
    <Line {...row} />
    {below}
  </li>
);

interface ListRowProps extends RowProps {
  readonly position?: Position | undefined;
  /** Under the row, in its whole width: what needs more room than is left beside a button. */
  readonly below?: ComponentChildren;
}

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
          {badge !== undefined && (
            <>
              {" "}
              <span class="badge">{badge}</span>
            </>
          )}
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
  /** The list before is the beginning of this one; it has no upper end then. */
  readonly isContinued?: boolean;
  /** The next list goes on with this one. */
  readonly goesOn?: boolean;
  /** {@link Row}s, or other list items. */
  readonly children: ComponentChildren;
}

export const List = ({ label, isContinued = false, goesOn = false, children }: ListProps) => (
  <ul class={`group${isContinued ? " continued" : ""}${goesOn ? " goes-on" : ""}`} aria-label={label}>
    {children}
  </ul>
);
