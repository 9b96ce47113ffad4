/** A page for scanning, since popups cannot ask for the camera: what is found goes to the wallet's window, or is restored. */
import { useRef } from "preact/hooks";
import { Loading, Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { Head } from "./head.tsx";
import { Scanner } from "./scanner.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ScanProps {
  /** A recovery secret was scanned: it is handed on in memory and never becomes an address. */
  readonly onSecret: (link: string) => void;
}

export function Scan({ onSecret }: ScanProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const found = useRef("");
  const opening = useAction(async () => {
    const { kind, link } = await ask("recogniseLink", { link: found.current });
    if (kind === "sync" || kind === "restore") return onSecret(link);
    await ask("offerLink", { link });
  });
  const open = (link: string) => {
    found.current = link;
    opening.run();
  };
  return (
    <>
      <Head title={t.scan.title} lead={t.scan.lead} />
      <section class="group card stack">
        <Scanner label={opening.isDone ? t.scan.another : t.scan.camera} isPrimary={!opening.isDone} onLink={open} />
      </section>
      {opening.isBusy && <Loading />}
      <div role="status">
        {opening.isDone && (
          <Note tone="safe" icon="check">
            <p>
              <b>{t.scan.opened}</b> {t.scan.openedNext}
            </p>
          </Note>
        )}
      </div>
      <ProblemNote problem={opening.problem} />
    </>
  );
}
