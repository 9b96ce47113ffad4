/** The sentence about the backup as words that move with the clock. */
import type { BackupSentence } from "../backup-sentence.ts";
import { Icon } from "./icon.tsx";
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
  <a
    class={`backup-line ${sentence.tone}`}
    href={`options.html#${sentence.route}`}
    onClick={(event) => {
      event.preventDefault();
      onOpen(sentence.route);
    }}
  >
    <Icon name={sentence.icon} />
    <span class="grow">
      <BackupWords sentence={sentence} />
    </span>
    <Icon name="right" />
  </a>
);
