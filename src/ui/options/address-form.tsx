/** A field for the address of a server, that goes on with what was typed. */
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { typedAddress } from "../place.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface AddressFormProps {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder: string;
  /** Goes on with an address; what it throws is shown below the field. */
  readonly onAddress: (url: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function AddressForm({ label, hint, placeholder, onAddress, onClose }: AddressFormProps) {
  const { t } = usePageWords();
  const [typed, setTyped] = useState("");
  const [isMissing, setMissing] = useState(false);
  const adding = useAction(async () => {
    const address = typedAddress(typed);
    setMissing(address === undefined);
    if (address === undefined) return;
    await onAddress(address);
    onClose();
  });
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        adding.run();
      }}
    >
      <Field
        label={label}
        {...(hint !== undefined && { hint })}
        value={typed}
        onInput={setTyped}
        inputMode="url"
        placeholder={placeholder}
        isFocused
        problem={isMissing ? `${t.problems.badAddress.what} ${t.problems.badAddress.next}` : undefined}
      />
      <ProblemNote problem={adding.problem} />
      <div class="actions">
        <Button kind="primary" type="submit" isBusy={adding.isBusy} busyLabel={t.link.looking}>
          {t.common.continue}
        </Button>
        <Button onClick={onClose}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
