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
  const show = (id: string) => go(routeTo("transaction", { id }));
  const linked = start !== undefined && "link" in start ? start.link : undefined;
  const receive = <Receive key="receive" onLink={openLink} />;
  const send = <Send key="send" onLink={openLink} />;
  const first = <First home={home} place={place} isReady={taken !== undefined} hasStarted={name === "home"} />;
  switch (name) {
    case "link":
      return taken?.link === undefined ? first : <TakenLink key="link" link={taken.link} onLink={openLink} />;
    case "receive":
      return receive;
    case "send":
      return send;
    case "look":
      return <FoundLinks key="look" back={values.from ?? "receive"} onLink={openLink} />;
    case "manual":
      return <Manual key="manual" onExchange={(exchange) => begin({ exchange }, "withdraw")} />;
    case "withdraw":
      return start === undefined ? receive : <Withdraw key="withdraw" start={start} onAccepted={show} />;
    case "pay":
      return linked === undefined ? send : <Pay key="pay" link={linked} home={home.answer} onAccepted={show} />;
    case "refund":
      return linked === undefined ? send : <FetchRefund key="refund" link={linked} onFound={show} />;
    case "transaction":
      return <Transaction key={values.id} id={values.id ?? ""} home={home.answer} back={values.from ?? "home"} />;
    case "activity":
      return <AllActivity key="activity" home={home.answer} memory={story} />;
    default:
      return first;
  }
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
