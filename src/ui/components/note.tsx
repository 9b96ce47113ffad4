/** The one soft panel for the state that matters, a state in words, and a moment of waiting. */
import type { ComponentChildren } from "preact";
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

/** Shown until the first answer is there; it appears only when that takes long enough to be noticed. */
export const Loading = () => (
  <p class="loading state quiet" role="status">
    <Icon name="spinner" />
    <span>{useWords().t.common.loading}</span>
  </p>
);
