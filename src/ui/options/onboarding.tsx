/** Asked when the first money comes: set up a backup now, or not. A withdrawal waits for the answer. */
import { useEffect } from "preact/hooks";
import { Amount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { Brand, Icon, type IconName, Mark } from "../components/icon.tsx";
import { State } from "../components/note.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

export function Onboarding() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const seeing = useAction(() => ask("seenOnboarding", {}));
  useEffect(seeing.run, []);
  const declining = useAction(async () => {
    await ask("declineBackup", {});
    go("backup");
  });
  return (
    <div class="solo">
      <header>
        <Brand />
      </header>
      <main>
        <div class="hero">
          <div class="stack">
            <PageTitle>{t.onboarding.title}</PageTitle>
            <p class="lead">{t.onboarding.text}</p>
            <div class="actions">
              <Button kind="primary" onClick={() => go("backup")}>
                {t.home.setUpBackup}
              </Button>
              <Button kind="plain" onClick={declining.run} isBusy={declining.isBusy}>
                {t.onboarding.notNow}
              </Button>
            </div>
            <ProblemNote problem={declining.problem} />
            <Waiting />
          </div>
          <Picture />
        </div>
        <ul class="three">
          <Point icon="lock" title={t.onboarding.sealed} text={t.onboarding.sealedText} />
          <Point icon="file" title={t.onboarding.paper} text={t.onboarding.paperText} />
          <Point icon="laptop" title={t.onboarding.devices} text={t.onboarding.devicesText} />
        </ul>
      </main>
    </div>
  );
}

/** The withdrawal that waits for the answer, when there is one. */
function Waiting() {
  const { t } = usePageWords();
  const { answer: home } = useAnswer("getHome", {});
  const waiting = home?.transactions.find(({ waitsFor }) => waitsFor === "backup");
  if (home === undefined || waiting === undefined) return null;
  const style = home.balances.find(({ currency }) => waiting.instructed.startsWith(`${currency}:`))?.style;
  const { until } = waiting.held ?? {};
  return (
    <div class="quiet stack">
      <p>
        <State icon="clock">
          <Filled message={t.onboarding.waits}>
            <b>
              <Amount of={waiting.instructed} style={style} />
            </b>
          </Filled>{" "}
          {until !== undefined && <When at={until} message={t.onboarding.waitsUntil} />}
        </State>
      </p>
      <p class="small">{t.onboarding.waitsForFee}</p>
    </div>
  );
}

interface PointProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}

const Point = ({ icon, title, text }: PointProps) => (
  <li>
    <Icon name={icon} />
    <h2>{title}</h2>
    <p class="quiet">{text}</p>
  </li>
);

/** The satchel, and three places that keep a locked copy of it. Decoration. */
const Picture = () => (
  <div class="picture" aria-hidden="true">
    <span class="kept">
      <Mark />
    </span>
    <svg class="threads" aria-hidden="true" viewBox="0 0 200 60">
      <path d="M70 2Q30 8 24 56M100 2V56M130 2Q170 8 176 56" />
    </svg>
    <span class="locks">
      <Icon name="lock" />
      <Icon name="lock" />
      <Icon name="lock" />
    </span>
  </div>
);
