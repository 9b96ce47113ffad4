/** The screens below the first one, in a bundle of their own: which of them an address means. */
import type { ComponentChildren } from "preact";
import type { Home, Recognised } from "../../api/views.ts";
import { go, type Route, routeTo } from "../route.ts";
import { AddExchange } from "./add-exchange.tsx";
import { AllActivity, newStoryMemory, type StoryMemory } from "./all-activity.tsx";
import { Deposit } from "./deposit.tsx";
import { FetchRefund } from "./fetch-refund.tsx";
import { FoundLinks } from "./found-links.tsx";
import { screenByKind } from "./link-screen.ts";
import { Manual } from "./manual.tsx";
import { Pay } from "./pay.tsx";
import { Receive } from "./receive.tsx";
import { Send } from "./send.tsx";
import { TakenLink } from "./taken-link.tsx";
import { Transaction } from "./transaction.tsx";
import type { Bought } from "./use-goods.ts";
import type { Start } from "./use-offer.ts";
import { Withdraw } from "./withdraw.tsx";

/** What outlives the screens, as long as the popup is open. */
export interface Kept {
  story?: StoryMemory;
  bought?: Bought;
}

interface ScreensProps extends Route {
  /** What the popup was opened for. */
  readonly link: string | undefined;
  readonly home: Home | undefined;
  /** What the screen is about; without it one begins at the beginning. */
  readonly start: Start | undefined;
  readonly onStart: (start: Start) => void;
  readonly kept: Kept;
  /** Where addresses lead that are none. */
  readonly first: ComponentChildren;
}

export function Screens({ name, values, link, home, start, onStart, kept, first }: ScreensProps) {
  kept.story ??= newStoryMemory();
  kept.bought ??= {};
  const { story, bought } = kept;
  const begin = (next: Start, screen: string) => {
    onStart(next);
    go(screen);
  };
  const openLink = ({ kind, link, exchange }: Recognised) =>
    begin(exchange === undefined ? { link } : { exchange }, screenByKind[kind]);
  const { id = "", from } = values;
  switch (name) {
    case "link":
      return link === undefined ? first : <TakenLink key="link" link={link} onLink={openLink} />;
    case "look":
      return <FoundLinks key="look" back={from ?? "receive"} onLink={openLink} />;
    case "receive":
    case "manual":
    case "withdraw":
      return <MoneyIn screen={name} start={start} onLink={openLink} onStart={begin} />;
    case "add-exchange":
      return start !== undefined && "exchange" in start ? (
        <AddExchange key={start.exchange} url={start.exchange} />
      ) : (
        first
      );
    case "send":
    case "pay":
    case "refund":
    case "deposit":
      return <MoneyOut screen={name} start={start} bought={bought} onLink={openLink} onStart={begin} />;
    case "transaction":
      return <Transaction key={id} id={id} home={home} bought={bought} back={from ?? "home"} />;
    case "activity":
      return <AllActivity key="activity" home={home} memory={story} />;
    default:
      return first;
  }
}

const show = (id: string) => go(routeTo("transaction", { id }));

interface MoneyProps<S extends string> {
  readonly onStart: (start: Start, screen: string) => void;
  readonly screen: S;
  /** What the screen is about; without it one begins at the beginning. */
  readonly start: Start | undefined;
  readonly onLink: (recognised: Recognised) => void;
}

function MoneyIn({ screen, start, onLink, onStart }: MoneyProps<"receive" | "manual" | "withdraw">) {
  if (screen === "manual") return <Manual key="manual" onExchange={(exchange) => onStart({ exchange }, "withdraw")} />;
  if (screen === "receive" || start === undefined) return <Receive key="receive" onLink={onLink} />;
  return <Withdraw key="withdraw" start={start} onAccepted={show} />;
}

interface MoneyOutProps extends MoneyProps<"send" | "pay" | "refund" | "deposit"> {
  readonly bought: Bought;
}

function MoneyOut({ screen, start, bought, onLink, onStart }: MoneyOutProps) {
  const link = start !== undefined && "link" in start ? start.link : undefined;
  if (screen === "deposit") return <Deposit key="deposit" onAccepted={show} />;
  if (screen === "send" || link === undefined) return <Send key="send" onLink={onLink} />;
  if (screen === "refund") return <FetchRefund key="refund" link={link} onFound={show} />;
  const topUp = (missing: Start) => onStart(missing, "withdraw");
  return <Pay key="pay" link={link} bought={bought} onTopUp={topUp} onAccepted={show} />;
}
