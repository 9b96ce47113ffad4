/** Scanning a recovery sheet: only a recovery secret is taken over. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { Scanner } from "./scanner.tsx";
import { usePageWords } from "./use-page-words.ts";

interface SheetScannerProps {
  /** What the button for the camera says: "Scan the sheet". */
  readonly label: string;
  /** Said once a secret was read. */
  readonly onceRead: string;
  readonly onSecret: (link: string) => void;
  /** Takes a dropped file that is no picture; false when it does not want it. */
  readonly onOther?: (file: File) => boolean;
  /** A button that belongs in front of the others. */
  readonly children?: ComponentChildren;
}

export function SheetScanner({ label, onceRead, onSecret, onOther, children }: SheetScannerProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const found = useRef("");
  const [outcome, setOutcome] = useState<"readSecret" | "noSecret">();
  const reading = useAction(async () => {
    setOutcome(undefined);
    const { kind, link } = await ask("recogniseLink", { link: found.current });
    const isSecret = kind === "sync" || kind === "restore";
    setOutcome(isSecret ? "readSecret" : "noSecret");
    if (isSecret) onSecret(link);
  });
  const take = (link: string) => {
    found.current = link;
    reading.run();
  };
  return (
    <div class="stack">
      <Scanner label={label} onLink={take} {...(onOther && { onOther })}>
        {children}
      </Scanner>
      <p role="status">
        {outcome === "readSecret" && (
          <State tone="ok" icon="check">
            {onceRead}
          </State>
        )}
        {outcome === "noSecret" && (
          <State tone="warn" icon="alert">
            {t.scan.noSecret}
          </State>
        )}
      </p>
      <ProblemNote problem={reading.problem} />
    </div>
  );
}
