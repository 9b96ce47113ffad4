/** How far a renewal of the recovery secret is: each step as the records tell it, with what is still missing. */
import type { ComponentChildren } from "preact";
import { ButtonLink } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Note, State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { CoinCosts } from "./rotate-coins.tsx";
import { areCoinsDone, isRenewable, isRenewed, type Last } from "./rotation-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface LastProps {
  readonly last: Last;
}

interface ProgressProps extends LastProps {
  readonly hasIncoming: boolean;
}

export function Progress({ last, hasIncoming }: ProgressProps) {
  const { t, date } = usePageWords();
  const words = t.rotate;
  return (
    <section class="section">
      {isRenewed(last) && !last.hasRival && (
        <div role="status">
          <Note tone="safe" icon="check">
            <p>
              <b>{words.done}</b> {words.doneText}
            </p>
          </Note>
        </div>
      )}
      <ol class="group steps">
        <Step number={1} isDone title={words.drawn}>
          {words.drawnDone(date(last.at))}
        </Step>
        <Paper last={last} />
        <Services last={last} />
        <Coins last={last} hasIncoming={hasIncoming} />
        <Copies last={last} />
        <Others last={last} />
      </ol>
      {last.left.length > 0 && (
        <>
          <h2>{words.left}</h2>
          <CoinCosts of={last.left} />
        </>
      )}
    </section>
  );
}

interface StepProps {
  readonly number: number;
  readonly isDone?: boolean;
  readonly title: string;
  readonly children: ComponentChildren;
  readonly side?: ComponentChildren;
}

const Step = ({ number, isDone = false, title, children, side }: StepProps) => (
  <li class={isDone ? "row done" : "row"}>
    <span class="step">{isDone ? <Icon name="check" /> : number}</span>
    <span class="grow">
      <b class="name">{title}</b>
      <span class="small quiet block" role="status">
        {children}
      </span>
    </span>
    {side}
  </li>
);

function Paper({ last: { isSheetKept } }: LastProps) {
  const { t } = usePageWords();
  const show = <ButtonLink href="#secret">{t.rotate.paperShow}</ButtonLink>;
  return (
    <Step number={2} isDone={isSheetKept} title={t.rotate.paper} side={isSheetKept ? undefined : show}>
      {isSheetKept ? t.rotate.paperDone : t.rotate.paperHint}
    </Step>
  );
}

function Services({ last: { services } }: LastProps) {
  const { t, amount } = usePageWords();
  const words = t.rotate;
  const isDone = services.some(({ isTold }) => isTold);
  return (
    <Step number={3} isDone={isDone} title={words.services}>
      {services.length === 0 && words.servicesNone}
      {services.map(({ url, name, isTold, fee }) => (
        <span key={url} class="block">
          <b>{name}</b>{" "}
          {isTold ? words.servicesTold : fee === undefined ? words.servicesWait : words.servicesNeeded(amount(fee))}{" "}
          {fee !== undefined && <a href={`#${routeTo("service", { url })}`}>{words.servicesChoose(name)}</a>}
        </span>
      ))}
    </Step>
  );
}

function Coins({ last, hasIncoming }: ProgressProps) {
  const { t } = usePageWords();
  const { renewed, underWay, left, waits } = last;
  const all = renewed + underWay + left.filter(isRenewable).reduce((sum, { coins }) => sum + coins, 0);
  const isDone = areCoinsDone(last);
  return (
    <Step number={4} isDone={isDone} title={t.rotate.coins}>
      {waits !== undefined
        ? t.rotate.coinsWait
        : isDone
          ? t.rotate.coinsDone(renewed)
          : t.rotate.coinsNow(renewed, all)}
      {hasIncoming && <span class="block">{t.rotate.incoming}</span>}
    </Step>
  );
}

function Copies({ last: { copies } }: LastProps) {
  const { t, list } = usePageWords();
  const isDone = copies.length === 0;
  return (
    <Step number={5} isDone={isDone} title={t.rotate.copies}>
      {isDone ? t.rotate.copiesDone : t.rotate.copiesLeft(list(copies.map(({ url }) => placeOf(url))))}
      {copies.map(
        ({ url, trouble }) =>
          trouble && (
            <State key={url} tone="warn" icon="alert">
              {t.problems[trouble.code].what}
            </State>
          ),
      )}
    </Step>
  );
}

function Others({ last: { others } }: LastProps) {
  const { t, list } = usePageWords();
  if (others.length === 0) return null;
  const names = list(others.map((name) => (name === "" ? t.deviceNews.unnamed : name)));
  return (
    <Step number={6} title={t.rotate.othersTitle}>
      {t.rotate.others(names)}
    </Step>
  );
}
