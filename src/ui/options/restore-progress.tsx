/** A restore on its way and at its end. */
import type { ComponentChildren } from "preact";
import { fileSource, type RestoreProgress } from "../../api/keeping-views.ts";
import type { Trouble } from "../../api/views.ts";
import { BigAmount } from "../components/amount.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Note, State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { placeOf } from "../place.ts";
import { Head } from "./head.tsx";
import { Patience } from "./patience.tsx";
import { isStuck, restoreSteps, shareOf, stepOf } from "./restore-share.ts";
import { usePageWords } from "./use-page-words.ts";

interface ProgressProps {
  readonly progress: RestoreProgress;
}

interface EndProps extends ProgressProps {
  readonly onAgain: () => void;
}

export function RestoreRunning({ progress, onAgain }: EndProps) {
  const { t } = usePageWords();
  const current = stepOf(progress);
  const at = current === undefined ? -1 : restoreSteps.indexOf(current);
  return (
    <>
      <Head title={t.restore.running} lead={t.restore.close} />
      <Bar progress={progress} />
      <p class="spoken" role="status">
        {current !== undefined && t.restore.steps[current].title}
      </p>
      <ol class="group steps">
        {restoreSteps.map((step, index) => (
          <li key={step} class={index < at ? "row done" : "row"} aria-current={index === at ? "step" : undefined}>
            <StepMark position={index - at} done={t.restore.stepDone} />
            <span class="grow">
              <b class="name">{t.restore.steps[step].title}</b>
              <span class="small quiet block">
                {step === "merging" && index === at ? <Merged progress={progress} /> : t.restore.steps[step].text}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <Asked progress={progress} />
      {isStuck(progress) && (
        <div class="actions">
          <Button onClick={onAgain}>{t.restore.startOver}</Button>
        </div>
      )}
    </>
  );
}

/** It moves with every row that is written, and says so to those who do not see it. */
function Bar({ progress }: ProgressProps) {
  const { t } = usePageWords();
  const told = useMerged(progress);
  return (
    <progress class="bar" value={shareOf(progress)} max={100} aria-label={t.restore.progress} aria-valuetext={told} />
  );
}

/** "3,200 of 12,400 entries", once there is something to count. */
function useMerged({ phase, rows = 0, total }: RestoreProgress): string | undefined {
  const { t, number } = usePageWords();
  return phase === "merging" && total !== undefined ? t.restore.merged(number(rows), number(total)) : undefined;
}

function Merged({ progress }: ProgressProps) {
  const { t } = usePageWords();
  return <>{useMerged(progress) ?? t.restore.steps.merging.text}</>;
}

interface StepMarkProps {
  /** Below zero behind us, zero where we are. */
  readonly position: number;
  readonly done: string;
}

const StepMark = ({ position, done }: StepMarkProps) => (
  <span class={position === 0 ? "step now" : "step"}>
    {position < 0 && (
      <>
        <Icon name="check" />
        <span class="spoken">{done}</span>
      </>
    )}
    {position === 0 && <Icon name="spinner" />}
  </span>
);

const iconOf = { waiting: "clock", done: "check", empty: "info", failed: "alert" } as const;
const toneOf = { waiting: "plain", done: "ok", empty: "plain", failed: "warn" } as const;

/** Who asks for patience has not failed. */
const lookOf = (state: keyof typeof iconOf, trouble: Trouble | undefined) =>
  trouble?.code === "serverBusy"
    ? ({ tone: "plain", icon: "clock" } as const)
    : { tone: toneOf[state], icon: iconOf[state] };

/** Every service that was asked, and what came of it. */
function Asked({ progress: { services } }: ProgressProps) {
  const { t } = usePageWords();
  if (services.length === 0) return null;
  return (
    <section class="section">
      <h2>{t.restore.services}</h2>
      <ul class="group">
        {services.map(({ url, state, trouble }) => (
          <li class="row" key={url}>
            <span class="grow">
              <b class="name">{url === fileSource ? t.file.onDisk : placeOf(url)}</b>
              <State {...lookOf(state, trouble)}>
                <Heard state={state} trouble={trouble} />
              </State>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HeardProps {
  readonly state: RestoreProgress["services"][number]["state"];
  readonly trouble: Trouble | undefined;
}

/** A service that is busy says itself when to come back; all others are asked again when we see fit. */
function Heard({ state, trouble }: HeardProps) {
  const { t, clock } = usePageWords();
  if (trouble?.code === "serverBusy" && trouble.nextTry !== undefined) {
    return <>{t.restore.waits(clock(trouble.nextTry))}</>;
  }
  return (
    <>
      {[t.restore.service[state], trouble && t.problems[trouble.code].what].filter(Boolean).join(" · ")}{" "}
      {trouble?.nextTry !== undefined && <When at={trouble.nextTry} message={t.services.nextTry} />}
    </>
  );
}

export function RestoreDone({ progress, onAgain }: EndProps) {
  const { t } = usePageWords();
  const { balances = [], setAside = 0, checking = 0 } = progress;
  return (
    <>
      <Head title={t.restore.done} />
      <section class="group card center" aria-label={t.restore.balance}>
        <p class="quiet">{t.restore.balance}</p>
        {balances.length === 0 && <p>{t.restore.nothing}</p>}
        {balances.map(({ currency, available, style }) => (
          <BigAmount key={currency} of={available} style={style} />
        ))}
      </section>
      {checking > 0 && (
        <Note icon="clock">
          <p>{t.restore.checking(checking)}</p>
        </Note>
      )}
      {setAside > 0 && (
        <Note tone="needs" icon="alert">
          <p>{t.restore.setAside(setAside)}</p>
        </Note>
      )}
      <Asked progress={progress} />
      <Ways onAgain={onAgain}>
        <ButtonLink kind="primary" href="#backup">
          {t.restore.toBackup}
        </ButtonLink>
      </Ways>
    </>
  );
}

interface FailedProps extends EndProps {
  /** The same once more, while the page still has what was typed. */
  readonly onRetry: (() => Promise<void>) | undefined;
}

export function RestoreFailed({ progress, onAgain, onRetry }: FailedProps) {
  const { t } = usePageWords();
  const { trouble, services } = progress;
  const busy = services.find((one) => one.trouble?.code === "serverBusy" && one.trouble.nextTry !== undefined);
  const isPatient = onRetry !== undefined && busy?.trouble?.nextTry !== undefined;
  return (
    <>
      <Head title={isPatient ? t.restore.running : t.restore.failed} />
      {isPatient && busy?.trouble?.nextTry !== undefined ? (
        <Patience service={placeOf(busy.url)} until={busy.trouble.nextTry} onTime={onRetry} />
      ) : (
        <ProblemNote
          problem={{ code: trouble?.code ?? "bug", ...(trouble?.detail !== undefined && { detail: trouble.detail }) }}
        />
      )}
      <Asked progress={progress} />
      <div class="actions">
        <Button kind={isPatient ? "outline" : "primary"} onClick={onAgain}>
          {isPatient ? t.restore.startOver : t.common.tryAgain}
        </Button>
      </div>
    </>
  );
}

interface WaysProps {
  readonly onAgain: () => void;
  readonly children: ComponentChildren;
}

function Ways({ onAgain, children }: WaysProps) {
  const { t } = usePageWords();
  return (
    <div class="actions">
      {children}
      <Button onClick={onAgain}>{t.restore.again}</Button>
    </div>
  );
}
