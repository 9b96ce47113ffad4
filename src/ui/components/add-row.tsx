/** The last row of a list, by which it grows. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface AddRowProps {
  readonly onClick: () => void;
  /** It has just come back, since what it had opened was closed again. */
  readonly isFocused: boolean;
  readonly children: ComponentChildren;
}

export function AddRow({ onClick, isFocused, children }: AddRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  return (
    <li>
      <button ref={button} type="button" class="row add" onClick={onClick}>
        <span class="tile">
          <Icon name="plus" />
        </span>
        <b>{children}</b>
      </button>
    </li>
  );
}
