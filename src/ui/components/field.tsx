/** A label, a place to type, what is expected, and what is wrong with it. */

import type { TargetedInputEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  /** A sentence; the field is marked and the sentence spoken. */
  readonly problem?: string | undefined;
  readonly rows?: number;
  readonly placeholder?: string;
  readonly inputMode?: "text" | "url" | "decimal";
  readonly isSecret?: boolean;
  /** In UTF-16 units. */
  readonly maxLength?: number;
  /** It has just appeared because the user asked for it. */
  readonly isFocused?: boolean;
}

export function Field({ label, value, onInput, hint, problem, rows, ...rest }: FieldProps) {
  const id = useId();
  const { placeholder, inputMode = "text", isSecret = false, isFocused = false, maxLength } = rest;
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isFocused) box.current?.focus();
  }, [isFocused]);
  const describedBy = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const common = {
    id,
    ref: box,
    value,
    placeholder,
    inputMode,
    maxLength,
    class: isSecret ? "input mono" : "input",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    "aria-invalid": problem !== undefined,
    "aria-describedby": describedBy || undefined,
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onInput(currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === undefined ? <input {...common} /> : <textarea {...common} rows={rows} />}
      <div aria-live="polite">
        {problem !== undefined && (
          <p class="small state danger" id={`${id}-problem`}>
            <Icon name="alert" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      {hint !== undefined && (
        <p class="small quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A box to tick; the whole line is the target. */
export const Check = ({ label, isChecked, onChange }: CheckProps) => (
  <label class="check">
    <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>{label}</span>
  </label>
);

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What can be chosen says by itself what it is. */
  readonly isLabelSpoken?: boolean;
  readonly onChange: (value: string) => void;
}

/** One of a few, in the browser's own list. */
export function Choice({ label, value, options, onChange, isLabelSpoken = false }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={isLabelSpoken ? "spoken" : undefined}>
        {label}
      </label>
      <span class="choice">
        <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </span>
    </div>
  );
}
