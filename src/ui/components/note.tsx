/** The one soft panel for the state that matters, a state in words, and a moment of waiting. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../use-words.ts";
import { Icon, type IconName } from "./icon.tsx";

/** `needs` something from the user; `loss` is at stake. */
export type Tone = "plain" | "safe" | "needs" | "loss";

interface NoteProps {
  readonly tone?: Tone;
  readonly icon: IconName;
  /** Stands at the right, or below where there is no room. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const Note = ({ tone = "plain", icon, action, children }: NoteProps) => (
  <div class={`note ${tone}`}>
    <Icon name={icon} />
    <div class="grow">{children}</div>
    {action}
  </div>
);

interface StateProps {
  readonly tone?: "plain" | "ok" | "warn" | "danger";
  readonly icon: IconName;
  readonly children: ComponentChildren;
}

/** A state: always a picture and words, the colour only underlines. */
export const State = ({ tone = "plain", icon, children }: StateProps) => (
  <span class={`small state ${tone}`}>
    <Icon name={icon} />
    <span>{children}</span>
  </span>
);

/** After so many milliseconds one begins to wonder. */
const longWait = 8000;

/** Shown until the first answer is there; it appears only when that takes long enough to be noticed. */
export function Loading() {
  const { t } = useWords();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longWait);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="loading state quiet" role="status">
      <Icon name="spinner" />
      <span>{isLong ? t.common.loadingLong : t.common.loading}</span>
    </p>
  );
}
