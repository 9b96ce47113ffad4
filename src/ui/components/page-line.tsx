/** A line of the popup that leads to a page of the settings: a picture, a sentence, and where it goes. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface PageLineProps {
  readonly look: "calm" | "needs" | "plain" | "at-risk";
  readonly icon: IconName;
  /** Of the page, such as "backup". */
  readonly route: string;
  readonly onOpen: (route: string) => void;
  readonly children: ComponentChildren;
}

export const PageLine = ({ look, icon, route, onOpen, children }: PageLineProps) => (
  <a
    class={`backup-line ${look}`}
    href={`options.html#${route}`}
    onClick={(event) => {
      event.preventDefault();
      onOpen(route);
    }}
  >
    <Icon name={icon} />
    <span class="grow">{children}</span>
    <Icon name="right" />
  </a>
);
