/** The sentence about the backup as words that move with the clock. */
import type { BackupSentence } from "../backup-sentence.ts";
import { PageLine } from "./page-line.tsx";
import { When } from "./when.tsx";

interface BackupWordsProps {
  readonly sentence: BackupSentence;
}

/** "Everything is backed up · 2 minutes ago" */
export const BackupWords = ({ sentence: { lead, rest, moment, tone } }: BackupWordsProps) => (
  <>
    {tone === "needs" ? <b>{lead}</b> : lead}
    {rest !== undefined && `${lead.endsWith(".") ? " " : " · "}${rest}`}
    {moment !== undefined && (
      <>
        {" · "}
        <When at={moment.at} message={moment.message} />
      </>
    )}
  </>
);

interface BackupLineProps extends BackupWordsProps {
  readonly onOpen: (route: string) => void;
}

/** Under the balance; leads to the page that deals with it. */
export const BackupLine = ({ sentence, onOpen }: BackupLineProps) => (
  <PageLine look={sentence.tone} icon={sentence.icon} route={sentence.route} onOpen={onOpen}>
    <BackupWords sentence={sentence} />
  </PageLine>
);
