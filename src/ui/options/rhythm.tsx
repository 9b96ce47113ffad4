/** How eager the backup is: each choice says what it costs. */
import type { BackupSettings } from "../../api/keeping-views.ts";
import { List } from "../components/list.tsx";
import { Option } from "../components/option.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

const rhythms = ["prompt", "private"] as const;

interface RhythmProps {
  readonly settings: BackupSettings;
}

export function Rhythm({ settings: { rhythm, nextUpload } }: RhythmProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const other = rhythm === "prompt" ? "private" : "prompt";
  const choosing = useAction(() => ask("setBackupSettings", { rhythm: other }));
  const textOf = { prompt: t.pace.promptText, private: t.pace.privateText };
  return (
    <section class="section">
      <div>
        <h2>{t.pace.when}</h2>
        {nextUpload !== undefined && (
          <p class="small quiet">
            <When at={nextUpload} message={t.pace.privateNext} />
          </p>
        )}
      </div>
      <List label={t.pace.when}>
        {rhythms.map((one) => (
          <li key={one}>
            <Option
              group="rhythm"
              title={t.pace[one]}
              isChosen={one === rhythm}
              onChoose={() => one !== rhythm && choosing.run()}
            >
              {textOf[one]}
            </Option>
          </li>
        ))}
      </List>
      <ProblemNote problem={choosing.problem} />
    </section>
  );
}
