/** The two answers to whether a device is to be retired; the one that changes nothing has the focus. */
import type { Problem } from "../../api/problems.ts";
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface RetireOrNotProps {
  /** Of the device. */
  readonly id: string;
  readonly keepLabel: string;
  readonly onKeep: () => void;
  /** Why keeping it did not work. */
  readonly problem?: Problem | undefined;
}

export function RetireOrNot({ id, keepLabel, onKeep, problem }: RetireOrNotProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const retiring = useAction(() => ask("retireDevice", { id }));
  return (
    <>
      <ProblemNote problem={retiring.problem ?? problem} />
      <div class="actions">
        <Button onClick={onKeep} isFocused>
          {keepLabel}
        </Button>
        <Button kind="danger" onClick={retiring.run} isBusy={retiring.isBusy} busyLabel={t.devices.retireBusy}>
          {t.devices.retire}
        </Button>
      </div>
    </>
  );
}
