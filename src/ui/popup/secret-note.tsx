/** Somebody came with a recovery secret: the popup neither keeps it nor passes it on. */
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { useOutside } from "../outside.ts";
import { useWords } from "../use-words.ts";

export function SecretNote() {
  const { t } = useWords();
  const { openPage } = useOutside();
  return (
    <div role="alert">
      <Note tone="needs" icon="lock">
        <p>{t.receive.secret}</p>
        <Button onClick={() => openPage("restore")}>{t.receive.restore}</Button>
      </Note>
    </div>
  );
}
