/** Another name for this device. */
import { useState } from "preact/hooks";
import { longestDeviceName } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface RenameDeviceProps {
  /** The name it bears now. */
  readonly name: string;
  readonly onDone: (isRenamed: boolean) => void;
}

export function RenameDevice({ name, onDone }: RenameDeviceProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [typed, setTyped] = useState(name);
  const [isMissing, setMissing] = useState(false);
  const renaming = useAction(async () => {
    setMissing(typed.trim() === "");
    if (typed.trim() === "") return;
    await ask("renameDevice", { name: typed });
    onDone(true);
  });
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        renaming.run();
      }}
    >
      <Field
        label={t.devices.name}
        hint={t.devices.nameHint}
        value={typed}
        onInput={setTyped}
        maxLength={longestDeviceName}
        isFocused
        problem={isMissing ? t.devices.nameMissing : undefined}
      />
      <ProblemNote problem={renaming.problem} />
      <div class="actions">
        <Button kind="primary" type="submit" isBusy={renaming.isBusy} busyLabel={t.devices.renameBusy}>
          {t.devices.save}
        </Button>
        <Button onClick={() => onDone(false)}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
