/** The frame of a popup screen below the first: back, title, content that scrolls, and the decision that stays visible. */
import type { ComponentChildren } from "preact";
import { IconButton } from "../components/button.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { scrolledByKeys } from "../components/scrolled.ts";
import { go } from "../route.ts";
import { useEscape } from "../use-escape.ts";
import { type Place, useKeptPlace } from "../use-kept-place.ts";
import { useWords } from "../use-words.ts";

interface ScreenProps {
  readonly title: string;
  /** Where back leads. */
  readonly back: string | (() => void);
  readonly footer?: ComponentChildren;
  /** Where one was in it before, for a screen that one comes back to. */
  readonly place?: Place;
  readonly children: ComponentChildren;
}

export function Screen({ title, back, footer, place, children }: ScreenProps) {
  const { t } = useWords();
  const leave = () => (typeof back === "string" ? go(back) : back());
  const kept = useKeptPlace(place);
  useEscape(leave);
  return (
    <>
      <header class="back">
        <IconButton icon="left" label={t.common.back} onClick={leave} />
        <PageTitle>{title}</PageTitle>
      </header>
      <main class="stack" {...scrolledByKeys} {...kept}>
        {children}
      </main>
      {footer !== undefined && <footer>{footer}</footer>}
    </>
  );
}
