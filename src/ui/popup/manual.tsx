/** Money in by a transfer of one's own: which exchange shall make the coins? */
import { useWords } from "../use-words.ts";
import { Compare } from "./compare.tsx";

interface ManualProps {
  /** The base URL of the exchange that was chosen. */
  readonly onExchange: (url: string) => void;
}

export function Manual({ onExchange }: ManualProps) {
  const { t } = useWords();
  return <Compare title={t.manual.title} back="receive" onExchange={onExchange} />;
}
