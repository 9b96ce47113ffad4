/** The button that lets the user choose a saved wallet. */
import { useRef } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { savedEnding } from "../file-transfer.ts";

interface FileButtonProps {
  readonly label: string;
  readonly onFile: (file: File) => void;
  readonly isBusy?: boolean;
  readonly busyLabel?: string;
}

/** The browser's own list shows saved wallets first, and any other file on request. */
export function FileButton({ label, onFile, isBusy = false, busyLabel = label }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="file" onClick={() => input.current?.click()} isBusy={isBusy} busyLabel={busyLabel}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={savedEnding}
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file may be chosen once more.
          if (file !== undefined) onFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
