/** What becomes of the copies that services hold: overwritten, where that takes nothing from another device. */
import { Check } from "../components/field.tsx";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

/** True when no other device is known to use this wallet; undefined until that is known. */
export function useIsAlone(): boolean | undefined {
  const { answer: devices } = useAnswer("listDevices", {});
  return devices?.every(({ isThis, isRetired }) => isThis || isRetired);
}

interface EmptyCopiesProps {
  /** The copy at one service, or those at all. */
  readonly isOne: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

/** The offer, with what it can do and what it cannot. */
export function EmptyCopies({ isOne, isChosen, onChoose }: EmptyCopiesProps) {
  const { t } = usePageWords();
  const isAlone = useIsAlone();
  if (isAlone === undefined) return null;
  if (!isAlone) return <p class="small">{isOne ? t.pace.othersKeepOne : t.pace.othersKeep}</p>;
  return (
    <>
      <Check label={isOne ? t.pace.emptyOne : t.pace.emptyAll} isChecked={isChosen} onChange={onChoose} />
      <p class="small">{t.pace.emptyHow}</p>
    </>
  );
}
