/** What Satchel may do beyond its own window, how to do without, and what it does in private windows. */
import { useEffect, useState } from "preact/hooks";
import { permitNames } from "../../api/permits.ts";
import { List } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { useOutside } from "../outside.ts";
import { Head } from "./head.tsx";
import { PermitSwitch } from "./permit-switch.tsx";
import { usePageWords } from "./use-page-words.ts";

export function General() {
  const { t } = usePageWords();
  return (
    <>
      <Head title={t.general.title} lead={t.general.lead} />
      <section class="section">
        <h2>{t.general.finding}</h2>
        <List label={t.general.finding}>
          {permitNames.map((name) => (
            <PermitSwitch key={name} name={name} />
          ))}
        </List>
        <Note icon="info">
          <p>
            <b>{t.general.without}</b> {t.general.withoutHow}
          </p>
        </Note>
      </section>
      <PrivateWindows />
    </>
  );
}

function PrivateWindows() {
  const { t } = usePageWords();
  const { permits } = useOutside();
  const [isAllowed, setAllowed] = useState<boolean>();
  useEffect(() => void permits.isInPrivateWindows().then(setAllowed, () => {}), [permits]);
  return (
    <section class="section">
      <h2>{t.general.private}</h2>
      <p>{t.general.privateText}</p>
      {isAllowed === true && (
        <State tone="ok" icon="check">
          {t.general.privateAllowed}
        </State>
      )}
      {isAllowed === false && <p class="quiet">{t.general.privateHow}</p>}
    </section>
  );
}
