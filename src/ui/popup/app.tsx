/** The popup: which screen. What is on it comes from the background, so that closing it at any moment loses nothing. */
import { useMemo, useState } from "preact/hooks";
import type { Recognised } from "../../api/views.ts";
import { Waiting } from "../components/waiting.tsx";
import { go, routeTo, useRoute } from "../route.ts";
import { type Shown, useAnswer } from "../use-answer.ts";
import type { Place } from "../use-kept-place.ts";
import { useKeptStorage } from "../use-kept-storage.ts";
import { AllActivity, newStoryMemory } from "./all-activity.tsx";
import { ToCome } from "./balance.tsx";
import { Deposit } from "./deposit.tsx";
import { FetchRefund } from "./fetch-refund.tsx";
import { FoundLinks } from "./found-links.tsx";
import { Home } from "./home.tsx";
import { HomeBar } from "./home-bar.tsx";
import { screenByKind } from "./link-screen.ts";
import { Manual } from "./manual.tsx";
import { Pay } from "./pay.tsx";
import { Receive } from "./receive.tsx";
import { Send } from "./send.tsx";
import { TakenLink } from "./taken-link.tsx";
import { Transaction } from "./transaction.tsx";
import type { Bought } from "./use-goods.ts";
import type { Start } from "./use-offer.ts";
import { useTakenLink } from "./use-taken-link.ts";
import { Welcome } from "./welcome.tsx";
import { Withdraw } from "./withdraw.tsx";

export function App() {
  const { name, values } = useRoute();
  const taken = useTakenLink();
  const home = useAnswer("getHome", {});
  useKeptStorage(home.answer);
  // A link stays in memory and never becomes an address: whoever holds it could take the money first.
  const [start, setStart] = useState<Start>();
  const begin = (next: Start, screen: string) => {
    setStart(next);
    go(screen);
  };
  const openLink = ({ kind, link }: Recognised) => begin({ link }, screenByKind[kind]);
  const story = useMemo(newStoryMemory, []);
  const place = useMemo(() => ({ top: 0 }), []);
  const bought = useMemo((): Bought => ({}), []);
  const first = <First home={home} place={place} isReady={taken !== undefined} hasStarted={name === "home"} />;
  const { id = "", from } = values;
  switch (name) {
    case "link":
      return taken?.link === undefined ? first : <TakenLink key="link" link={taken.link} onLink={openLink} />;
    case "look":
      return <FoundLinks key="look" back={from ?? "receive"} onLink={openLink} />;
    case "receive":
    case "manual":
    case "withdraw":
      return <MoneyIn screen={name} start={start} onLink={openLink} onStart={begin} />;
    case "send":
    case "pay":
    case "refund":
    case "deposit":
      return <MoneyOut screen={name} start={start} bought={bought} onLink={openLink} />;
    case "transaction":
      return <Transaction key={id} id={id} home={home.answer} bought={bought} back={from ?? "home"} />;
    case "activity":
      return <AllActivity key="activity" home={home.answer} memory={story} />;
    default:
      return first;
  }
}

const show = (id: string) => go(routeTo("transaction", { id }));

interface MoneyProps<S extends string> {
  readonly screen: S;
  /** What the screen is about; without it one begins at the beginning. */
  readonly start: Start | undefined;
  readonly onLink: (recognised: Recognised) => void;
}

interface MoneyInProps extends MoneyProps<"receive" | "manual" | "withdraw"> {
  readonly onStart: (start: Start, screen: string) => void;
}

function MoneyIn({ screen, start, onLink, onStart }: MoneyInProps) {
  if (screen === "manual") return <Manual key="manual" onExchange={(exchange) => onStart({ exchange }, "withdraw")} />;
  if (screen === "receive" || start === undefined) return <Receive key="receive" onLink={onLink} />;
  return <Withdraw key="withdraw" start={start} onAccepted={show} />;
}

interface MoneyOutProps extends MoneyProps<"send" | "pay" | "refund" | "deposit"> {
  readonly bought: Bought;
}

function MoneyOut({ screen, start, bought, onLink }: MoneyOutProps) {
  const link = start !== undefined && "link" in start ? start.link : undefined;
  if (screen === "deposit") return <Deposit key="deposit" onAccepted={show} />;
  if (screen === "send" || link === undefined) return <Send key="send" onLink={onLink} />;
  if (screen === "refund") return <FetchRefund key="refund" link={link} onFound={show} />;
  return <Pay key="pay" link={link} bought={bought} onAccepted={show} />;
}

interface FirstProps {
  readonly home: Shown<"getHome">;
  readonly place: Place;
  /** Nothing waits that would lead elsewhere. */
  readonly isReady: boolean;
  readonly hasStarted: boolean;
}

/** Home, or the welcome while nothing has ever happened here. */
function First({ home, place, isReady, hasStarted }: FirstProps) {
  const { answer } = home;
  if (answer === undefined || !isReady)
    return (
      <>
        <HomeBar needsUser={false} />
        {home.problem === undefined ? (
          <main>
            <ToCome />
            <Waiting on={home} />
          </main>
        ) : (
          <main class="alone">
            <Waiting on={home} />
          </main>
        )}
      </>
    );
  return answer.isNew && !hasStarted ? <Welcome key="welcome" /> : <Home key="home" home={answer} place={place} />;
}
