/** Renewing the recovery secret: what it does, what it costs, what it cannot do; then how far it is. */
import { useState } from "preact/hooks";
import type { Rotation } from "../../api/rotation-views.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { Head } from "./head.tsx";
import { CoinCosts } from "./rotate-coins.tsx";
import { Progress } from "./rotate-progress.tsx";
import { isRenewed } from "./rotation-state.ts";
import { usePageWords } from "./use-page-words.ts";

export function Rotate() {
  const { t } = usePageWords();
  const shown = useAnswer("getRotation", {});
  const [isAgain, setAgain] = useState(false);
  const { answer } = shown;
  const isOffered = answer !== undefined && (answer.last === undefined || isAgain);
  return (
    <>
      <Head title={t.rotate.title} lead={t.rotate.lead} back={{ href: "#devices", label: t.pages.devices }} />
      <Waiting on={shown} />
      {answer?.last?.hasRival && <Rival />}
      {answer?.last !== undefined && <Progress last={answer.last} hasIncoming={answer.hasIncoming} />}
      {isOffered && (
        <Offer
          rotation={answer}
          onDone={() => {
            setAgain(false);
            shown.again();
          }}
        />
      )}
      {answer !== undefined && !isOffered && (
        <div>
          <Button onClick={() => setAgain(true)}>{t.rotate.again}</Button>
        </div>
      )}
      {answer !== undefined && !isOffered && <Limits isRenewed={answer.last !== undefined && isRenewed(answer.last)} />}
    </>
  );
}

/** Why money may be missing here, and how it comes back: the first thing to be said on this page. */
function Rival() {
  const { t } = usePageWords();
  return (
    <div role="alert">
      <Note tone="needs" icon="alert">
        <p>
          <b>{t.rotate.rival}</b> {t.rotate.rivalText}
        </p>
        <p>{t.rotate.rivalStranger}</p>
        <div class="actions">
          <ButtonLink kind="primary" icon="restore" href="#restore">
            {t.rotate.rivalRestore}
          </ButtonLink>
        </div>
      </Note>
    </div>
  );
}

/** Said before it is done and afterwards: nobody shall feel safer than they are. */
function Limits({ isRenewed: isOver = false }: { readonly isRenewed?: boolean }) {
  const { t } = usePageWords();
  const [untilRenewed, ...lasting] = t.rotate.limitsList;
  return (
    <section class="section">
      <h2>{t.rotate.limits}</h2>
      <Note icon="info">
        <div class="stack">
          {[...(isOver || untilRenewed === undefined ? [] : [untilRenewed]), ...lasting].map((limit) => (
            <p key={limit}>{limit}</p>
          ))}
        </div>
      </Note>
    </section>
  );
}

interface OfferProps {
  readonly rotation: Rotation;
  readonly onDone: () => void;
}

function Offer({ rotation, onDone }: OfferProps) {
  const { t } = usePageWords();
  const { costs, services, hasIncoming } = rotation;
  return (
    <>
      <section class="section">
        <h2>{t.rotate.how}</h2>
        <div class="group card stack">
          <ol class="how">
            {t.rotate.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      </section>
      <section class="section">
        <h2>{t.rotate.costs}</h2>
        <CoinCosts of={costs} none={t.rotate.coinsNone} />
        {hasIncoming && <p class="small quiet">{t.rotate.incoming}</p>}
        <Services of={services} />
      </section>
      <Limits />
      <Confirm root={rotation.root} onDone={onDone} />
    </>
  );
}

/** Free ones need no word each; of one that costs money the price is named. */
function Services({ of: services }: { readonly of: Rotation["services"] }) {
  const { t, amount } = usePageWords();
  const paid = services.flatMap(({ url, name, fee }) => (fee === undefined ? [] : [{ url, name, fee }]));
  return (
    <>
      {services.length > paid.length && <p>{t.rotate.servicesFree}</p>}
      {services.length === 0 && <p>{t.rotate.servicesNone}</p>}
      {paid.map(({ url, name, fee }) => (
        <p key={url}>
          <b>{name}</b> {t.rotate.servicesNeeded(amount(fee))}
        </p>
      ))}
    </>
  );
}

interface ConfirmProps {
  readonly root: string;
  readonly onDone: () => void;
}

function Confirm({ root, onDone }: ConfirmProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [isAsked, setAsked] = useState(false);
  const renewing = useAction(async () => {
    await ask("rotateSecret", { root });
    onDone();
  });
  if (!isAsked)
    return (
      <div>
        <Button kind="primary" icon="restore" onClick={() => setAsked(true)}>
          {t.rotate.open}
        </Button>
      </div>
    );
  return (
    <div role="alert">
      <Note tone="needs" icon="alert">
        <p>
          <b>{t.rotate.ask}</b> {t.rotate.askHint}
        </p>
        <ProblemNote problem={renewing.problem} />
        <div class="actions">
          <Button kind="primary" onClick={renewing.run} isBusy={renewing.isBusy} busyLabel={t.rotate.busy}>
            {t.rotate.yes}
          </Button>
          <Button onClick={() => setAsked(false)}>{t.rotate.no}</Button>
        </div>
      </Note>
    </div>
  );
}
