/** Scanning a code with the camera or from a picture: the buttons for it, the live picture, and what is to be said. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "../components/button.tsx";
import type { IconName } from "../components/icon.tsx";
import { State } from "../components/note.tsx";
import { useDroppedFiles } from "../scan/use-dropped-files.ts";
import { type Scanner as Scanning, type ScanState, useScanner } from "../scan/use-scanner.ts";
import { usePageWords } from "./use-page-words.ts";

interface ScannerProps {
  /** What the button for the camera says: "Scan the sheet". */
  readonly label: string;
  readonly isPrimary?: boolean;
  /** Gets a taler link as soon as one was found. */
  readonly onLink: (link: string) => void;
  /** Takes a dropped file that is no picture of a code; false when it does not want it. */
  readonly onOther?: (file: File) => boolean;
  /** A button that belongs in front of the others. */
  readonly children?: ComponentChildren;
}

export function Scanner({ label, isPrimary = false, onLink, onOther = () => false, children }: ScannerProps) {
  const { t } = usePageWords();
  const scanning = useScanner(onLink);
  const isOver = useDroppedFiles((file) => onOther(file) || scanning.openFile(file));
  const { state } = scanning;
  const isOn = state === "asking" || state === "looking";
  return (
    <div class={isOver ? "scanner over-it" : "scanner"}>
      <video ref={scanning.video} class="camera" hidden={!isOn} aria-label={t.scan.preview} playsInline muted />
      <Told state={state} />
      <div class="actions">
        {children}
        {isOn ? (
          <Button icon="close" onClick={scanning.stop}>
            {t.scan.stop}
          </Button>
        ) : (
          <Button kind={isPrimary ? "primary" : "outline"} icon="camera" onClick={scanning.startCamera}>
            {label}
          </Button>
        )}
        <FileButton scanning={scanning} />
      </div>
      <p class="small quiet">{isOver ? t.scan.drop : t.scan.hint}</p>
    </div>
  );
}

/** Any file may be dropped here; the browser's own list shows pictures alone. */
function FileButton({ scanning: { openFile } }: { readonly scanning: Scanning }) {
  const { t } = usePageWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="file" onClick={() => input.current?.click()}>
        {t.scan.file}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={t.scan.file}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file may be chosen once more.
          if (file !== undefined) openFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

const iconOf: Readonly<Partial<Record<ScanState, IconName>>> = {
  asking: "clock",
  looking: "scan",
  lost: "info",
  reading: "spinner",
};

/** Spoken as it changes: what is going on politely, what went wrong at once. */
function Told({ state }: { readonly state: ScanState }) {
  const { t } = usePageWords();
  const icon = iconOf[state];
  const isWrong = state !== "off" && icon === undefined;
  return (
    <>
      <p role="status">{state !== "off" && icon !== undefined && <State icon={icon}>{t.scan.state[state]}</State>}</p>
      <p role="alert">
        {isWrong && (
          <State tone="warn" icon="alert">
            {t.scan.state[state]}
          </State>
        )}
      </p>
    </>
  );
}
