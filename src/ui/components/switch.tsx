/** Something that is on or off, with the reason beside it: the whole row is the target. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../use-words.ts";

interface SwitchProps {
  readonly title: string;
  readonly isOn: boolean;
  readonly isBusy?: boolean;
  readonly onClick: () => void;
  /** What it does, what it needs, and why. */
  readonly children: ComponentChildren;
}

export function Switch({ title, isOn, isBusy = false, onClick, children }: SwitchProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <button
      type="button"
      role="switch"
      class="row switch"
      aria-checked={isOn}
      aria-disabled={isBusy}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-why`}
      onClick={() => !isBusy && onClick()}
    >
      <span class="grow">
        <b class="name" id={`${id}-title`}>
          {title}
        </b>
        <span class="small quiet block" id={`${id}-why`}>
          {children}
        </span>
      </span>
      <span class="word" aria-hidden="true">
        {isOn ? t.common.on : t.common.off}
      </span>
      <i class="knob" />
    </button>
  );
}
