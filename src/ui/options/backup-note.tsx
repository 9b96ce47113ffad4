/** The state of the backup as the one panel of a page, with the button that hurries it. */
import type { Provider } from "../../api/keeping-views.ts";
import type { Home } from "../../api/views.ts";
import type { BackupSentence } from "../backup-sentence.ts";
import { backupSentence } from "../backup-sentence.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Note, type Tone } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

const toneOf: Readonly<Record<BackupSentence["tone"], Tone>> = { calm: "safe", plain: "plain", needs: "needs" };

interface BackupNoteProps {
  /** The services in use. */
  readonly active: readonly Provider[];
}

export function BackupNote({ active }: BackupNoteProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { answer: home, problem, again } = useAnswer("getHome", {});
  const backing = useAction(() => ask("backup", {}));
  if (home === undefined) return <ProblemNote problem={problem} onAgain={again} />;
  const sentence = backupSentence(home, t);
  const isOn = active.length > 0;
  const withoutService = home.backup.kind === "off" ? t.pace.offNote : t.services.none;
  // Nothing new gets anywhere before that; only a question about removals comes first.
  const mayPay = sentence.tone === "needs" && sentence.route !== "removed";
  const unpaid = mayPay ? active.find(({ payment }) => payment === "due") : undefined;
  const button = unpaid ? (
    <ButtonLink kind="primary" href={`#${routeTo("service-payment", { url: unpaid.url })}`}>
      {t.fee.pay}
    </ButtonLink>
  ) : (
    <Button onClick={backing.run} isBusy={backing.isBusy} busyLabel={t.services.nowBusy}>
      {t.services.now}
    </Button>
  );
  return (
    <>
      <Note tone={toneOf[sentence.tone]} icon={sentence.icon} action={isOn && button}>
        <div role="status">
          <p>
            <b>{sentence.lead}</b>
          </p>
          <p class="small">{isOn ? <More home={home} sentence={sentence} active={active} /> : withoutService}</p>
        </div>
      </Note>
      <ProblemNote problem={backing.problem} />
    </>
  );
}

interface MoreProps extends BackupNoteProps {
  readonly home: Home;
  readonly sentence: BackupSentence;
}

/** What is wrong, when and where; how many services are behind the one that has everything. */
function More({ home: { backup }, sentence: { rest, moment }, active }: MoreProps) {
  const { t } = usePageWords();
  const service = active.find(({ url }) => url === backup.service);
  const behind = active.filter(({ trouble }) => trouble !== undefined).length;
  if (backup.kind !== "allBackedUp")
    return (
      <>
        {rest !== undefined && `${rest}. `}
        {moment !== undefined && (
          <When at={moment.at} message={backup.isPlanned ? t.services.nextBackup : t.services.nextTry} />
        )}
      </>
    );
  return (
    <>
      {rest !== undefined && `${rest}. `}
      {moment !== undefined && <When at={moment.at} message={t.services.lastBackup} />}
      {active.length === 1 && service !== undefined && ` · ${service.name}`}
      {behind > 0 && ` · ${t.services.behind(behind)}`}
    </>
  );
}
