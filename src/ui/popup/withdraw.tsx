/** The offer of a withdrawal: who, how much, what it costs, under which terms; accept or go back. */
import { useEffect, useState } from "preact/hooks";
import type { ProblemCode } from "../../api/problems.ts";
import type { WithdrawalOffer } from "../../api/views.ts";
import { BigAmount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { Loading } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { namedHost } from "../place.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { Compare } from "./compare.tsx";
import { Decision } from "./decision.tsx";
import { OfferFacts } from "./offer-facts.tsx";
import { PopupTerms } from "./popup-terms.tsx";
import { amountOf, type Start, useOffer } from "./use-offer.ts";

interface WithdrawProps {
  readonly start: Start;
  /** It is accepted, now or before: the transaction to be shown. */
  readonly onAccepted: (id: string) => void;
}

export function Withdraw({ start, onAccepted }: WithdrawProps) {
  const { t } = useWords();
  const offered = useOffer(start);
  const { offer, problem, again } = offered;
  const [isReading, setReading] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const [acceptedVersion, setAcceptedVersion] = useState<string>();
  const known = offer?.transaction;
  useEffect(() => {
    if (known !== undefined) onAccepted(known);
  }, [known]);
  if (isReading && offer !== undefined)
    return <PopupTerms exchange={offer.exchange} onBack={() => setReading(false)} />;
  if (isComparing)
    return (
      <Compare
        title={t.compare.title}
        back={() => setComparing(false)}
        {...(offer !== undefined && { currency: offer.bank && offer.currency, also: offer.exchanges })}
        amount={offer && (amountOf(offered, offer) ?? offer.amount)}
        chosen={offer?.exchange}
        onExchange={(url) => {
          offered.setExchange(url);
          setComparing(false);
        }}
      />
    );
  const hasAccepted = acceptedVersion !== undefined && acceptedVersion === versionOf(offer);
  const footer = offer !== undefined && (
    <Decision
      offered={offered}
      offer={offer}
      hasAccepted={hasAccepted}
      onCheck={(isChecked) => setAcceptedVersion(isChecked ? versionOf(offer) : undefined)}
      onRead={() => setReading(true)}
      onAccepted={onAccepted}
    />
  );
  return (
    <Screen title={t.withdraw.title} back={"link" in start ? "receive" : "manual"} footer={footer || undefined}>
      {offer === undefined && problem === undefined && <Loading />}
      {offer !== undefined && <Headline offer={offer} hasAmount={offered.acceptance !== undefined} />}
      {offer !== undefined && <OfferFacts offered={offered} offer={offer} onCompare={() => setComparing(true)} />}
      <ProblemNote problem={problem} onAgain={again} />
      {offer === undefined && problem !== undefined && ofExchanges.has(problem.code) && (
        <Button onClick={() => setComparing(true)}>{t.compare.title}</Button>
      )}
    </Screen>
  );
}

/** What another exchange may not suffer from; a bank that cannot be reached looks alike. */
const ofExchanges: ReadonlySet<ProblemCode> = new Set([
  ...(["unreachable", "serverBusy", "serverFault", "badAnswer", "notFound", "notAllowed", "notAnExchange"] as const),
  ...(["incompatibleExchange", "badExchangeSignature", "changedMasterKey", "wrongCurrency"] as const),
  ...(["noUsableDenominations", "noMatchingAccount", "exchangeSuspended"] as const),
]);

/** Terms are ticked for one version at one exchange; another exchange or newer terms ask again. */
const versionOf = (offer: WithdrawalOffer | undefined) =>
  offer === undefined ? undefined : `${offer.exchange} ${offer.tosVersion ?? ""}`;

interface HeadlineProps {
  readonly offer: WithdrawalOffer;
  readonly hasAmount: boolean;
}

function Headline({ offer, hasAmount }: HeadlineProps) {
  const { t } = useWords();
  const { effective, bank, style } = offer;
  return (
    <div class="center">
      {effective !== undefined && hasAmount && (
        <>
          <p class="small quiet">{t.withdraw.youReceive}</p>
          <BigAmount of={effective} style={style} />
        </>
      )}
      <p class="small quiet">
        {bank === undefined ? (
          t.withdraw.byTransfer
        ) : (
          <Filled message={t.withdraw.from}>
            <b>{namedHost(bank)}</b>
          </Filled>
        )}
      </p>
    </div>
  );
}
