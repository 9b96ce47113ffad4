/** A saved wallet that is to be restored, beside the services or instead of them. */
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { FileButton } from "./file-button.tsx";
import { usePageWords } from "./use-page-words.ts";

interface RestoreFileProps {
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
}

export function RestoreFile({ file, onFile }: RestoreFileProps) {
  const { t, number } = usePageWords();
  return (
    <div class="stack-small">
      <b>{t.file.optional}</b>
      {file === undefined ? (
        <div class="actions">
          <FileButton label={t.file.choose} onFile={onFile} />
        </div>
      ) : (
        <>
          <p class="state ok">
            <Icon name="file" />
            <span>{t.file.chosen(file.name, number(Math.ceil(file.size / 1024)))}</span>
          </p>
          <div class="actions">
            <Button onClick={() => onFile(undefined)}>{t.file.remove}</Button>
          </div>
        </>
      )}
      <p class="small quiet">{t.file.restoreHint}</p>
    </div>
  );
}
