/** A button that can be busy, and one that waits for something but stays within reach of the keyboard. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

/** `primary` once per screen; `tonal` for equal choices; `outline` for ways back; `danger` where something is lost. */
export type ButtonKind = "primary" | "tonal" | "outline" | "danger" | "plain";

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly icon?: IconName | undefined;
  readonly onClick?: () => void;
  readonly type?: "button" | "submit";
  readonly isBusy?: boolean;
  /** What is being done, in place of the label: "Withdrawing…". */
  readonly busyLabel?: string;
  /** The id of the sentence that says what is missing. The button looks switched off, and a click still gets an answer. */
  readonly missing?: string | undefined;
  /** The accessible name, where the visible words are too short to stand alone. */
  readonly label?: string;
  /** For a button that shows and hides something below it. */
  readonly isExpanded?: boolean;
  /** It has just come back, since what it had opened was closed again. */
  readonly isFocused?: boolean;
  readonly children: ComponentChildren;
}

export function Button({ kind = "outline", type = "button", ...props }: ButtonProps) {
  const { icon, onClick, isBusy = false, busyLabel, missing, label, isExpanded, isFocused = false, children } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  const shownIcon = isBusy ? "spinner" : icon;
  return (
    <button
      ref={button}
      type={type}
      class={`button ${kind}`}
      aria-label={label}
      aria-disabled={isBusy || missing !== undefined}
      aria-describedby={missing}
      aria-expanded={isExpanded}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.();
      }}
    >
      {shownIcon !== undefined && <Icon name={shownIcon} />}
      <span>{isBusy && busyLabel !== undefined ? busyLabel : children}</span>
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  /** Something here needs the user; said in words elsewhere on the screen too. */
  readonly hasDot?: boolean;
}

/** A button that is only a picture: its name is spoken and shown when the pointer rests. */
export const IconButton = ({ icon, label, onClick, hasDot = false }: IconButtonProps) => (
  <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
    <Icon name={icon} />
    {hasDot && <i class="dot" />}
  </button>
);

interface LinkProps {
  readonly href: string;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly label?: string;
  readonly opensTab?: boolean;
  readonly children: ComponentChildren;
}

/** A link that looks like a button: it goes somewhere. */
export const ButtonLink = ({ href, kind = "outline", icon, label, opensTab = false, children }: LinkProps) => (
  <a
    class={`button ${kind}`}
    href={href}
    aria-label={label}
    {...(opensTab && { target: "_blank", rel: "noopener noreferrer" })}
  >
    {icon !== undefined && <Icon name={icon} />}
    <span>{children}</span>
  </a>
);
