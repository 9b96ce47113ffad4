/** The way of an event in words: what has happened and when, where it stands, what comes next. */
import type { TransactionStep } from "../../api/transaction-step.ts";
import type { Transaction } from "../../api/views.ts";
import { useWords } from "../use-words.ts";
import { Icon } from "./icon.tsx";

interface TimelineProps {
  readonly steps: Transaction["steps"];
}

export function Timeline({ steps }: TimelineProps) {
  const { t } = useWords();
  const current = steps.findIndex(({ isDone }) => !isDone);
  return (
    <ol class="group timeline small" aria-label={t.timeline.label}>
      {steps.map((step, index) => (
        <Step key={step.kind} step={step} before={steps[index - 1]?.at} isCurrent={index === current} />
      ))}
    </ol>
  );
}

/** Steps that end an event instead of getting it further. */
const isEnd = (kind: TransactionStep["kind"]) =>
  [
    "cancelled",
    "cancelledAtBank",
    "refused",
    "declined",
    "refusedByShop",
    "spentElsewhere",
    "paidElsewhere",
    "keptTwice",
  ].includes(kind);

const classOf = (kind: TransactionStep["kind"], isDone: boolean, isCurrent: boolean) =>
  isEnd(kind) ? "is-done is-end" : isDone ? "is-done" : isCurrent ? "is-now" : undefined;

interface StepProps {
  readonly step: TransactionStep;
  /** When the step before was done: what happened on the same day needs no date. */
  readonly before: number | undefined;
  readonly isCurrent: boolean;
}

function Step({ step: { kind, isDone, at }, before, isCurrent }: StepProps) {
  const { t, brief, clock, date, dateTime } = useWords();
  const next: Partial<Record<TransactionStep["kind"], string>> = {
    ...t.timeline.next,
    ...t.deposit.steps.next,
  };
  const done = { ...t.timeline.done, ...t.deposit.steps.done };
  return (
    <li class={classOf(kind, isDone, isCurrent)} aria-current={isCurrent ? "step" : undefined}>
      <span class="point">{isDone && <Icon name={isEnd(kind) ? "close" : "check"} />}</span>
      <span class="grow">
        {isDone ? done[kind] : next[kind]}
        {!isDone && <span class="spoken"> ({isCurrent ? t.timeline.now : t.timeline.later})</span>}
      </span>
      {at !== undefined && (
        <time class="quiet nowrap" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
          {before !== undefined && date(before) === date(at) ? clock(at) : brief(at)}
        </time>
      )}
    </li>
  );
}
