/** For how long the history is kept: the user's choice, for all devices of the wallet. */
import { List } from "../components/list.tsx";
import { Option } from "../components/option.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

/** 0 is for ever. */
const choices = [0, 10, 2, 1];

export function KeepHistory() {
  const { t } = usePageWords();
  const { answer, problem, again } = useAnswer("getHistorySettings", {});
  // Another version may offer other spans.
  const offered = answer === undefined || choices.includes(answer.years) ? choices : [answer.years, ...choices];
  return (
    <section class="section">
      <div>
        <h2>{t.money.keep.title}</h2>
        <p class="small quiet">{t.money.keep.how}</p>
      </div>
      <ProblemNote problem={problem} onAgain={again} />
      {answer !== undefined && (
        <List label={t.money.keep.title}>
          {offered.map((years) => (
            <Span key={years} years={years} isChosen={years === answer.years} />
          ))}
        </List>
      )}
    </section>
  );
}

interface SpanProps {
  readonly years: number;
  readonly isChosen: boolean;
}

function Span({ years, isChosen }: SpanProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const choosing = useAction(() => ask("setHistorySettings", { years }));
  const { forEver, forEverText, years: spelled } = t.money.keep;
  return (
    <li>
      <Option
        group="history"
        title={years === 0 ? forEver : spelled(years)}
        isChosen={isChosen}
        onChoose={() => !isChosen && choosing.run()}
      >
        {years === 0 ? forEverText : ""}
      </Option>
      <ProblemNote problem={choosing.problem} />
    </li>
  );
}
