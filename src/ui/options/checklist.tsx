/** What is left to do once there is a secret: the backup must be made, the sheet must be put away. */
import { useState } from "preact/hooks";
import { backupSentence } from "../backup-sentence.ts";
import { BackupWords } from "../components/backup-line.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

export function Checklist() {
  const { t } = usePageWords();
  const { answer: home } = useAnswer("getHome", {});
  const [isPutAway, setPutAway] = useState(false);
  const sentence = home && backupSentence(home, t);
  const isBackedUp = sentence?.tone === "calm";
  return (
    <section class="section">
      <h2>{t.secret.next}</h2>
      <ol class="group steps">
        <li class={isPutAway ? "row done" : "row"}>
          <span class="step">{isPutAway ? <Icon name="check" /> : 1}</span>
          <span class="grow">
            <b class="name">{t.secret.putAway}</b>
            <span class="small quiet block" role="status">
              {isPutAway ? t.secret.putAwayDone : t.secret.putAwayHint}
            </span>
          </span>
          {!isPutAway && <Button onClick={() => setPutAway(true)}>{t.secret.putAwayMark}</Button>}
        </li>
        <li class={isBackedUp ? "row done" : "row"}>
          <span class="step">{isBackedUp ? <Icon name="check" /> : 2}</span>
          <span class="grow">
            <b class="name">{t.services.title}</b>
            <span class="small quiet block" role="status">
              {sentence !== undefined && <BackupWords sentence={sentence} />}
            </span>
          </span>
        </li>
      </ol>
    </section>
  );
}
