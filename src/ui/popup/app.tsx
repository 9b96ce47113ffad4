/** The popup: which screen. What is on it comes from the background, so that closing it at any moment loses nothing. */
import { useState } from "preact/hooks";
import { Brand } from "../components/icon.tsx";
import { Loading } from "../components/note.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { go, routeTo, useRoute } from "../route.ts";
import { type Shown, useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Home } from "./home.tsx";
import { Manual } from "./manual.tsx";
import { Receive } from "./receive.tsx";
import { Transaction } from "./transaction.tsx";
import type { Start } from "./use-offer.ts";
import { Welcome } from "./welcome.tsx";
import { Withdraw } from "./withdraw.tsx";

export function App() {
  const { name, values } = useRoute();
  const home = useAnswer("getHome", {});
  // A link stays in memory and never becomes an address: whoever holds it could take the money first.
  const [start, setStart] = useState<Start>();
  const begin = (next: Start) => {
    setStart(next);
    go("withdraw");
  };
  const show = (id: string) => go(routeTo("transaction", { id }));
  const receive = <Receive key="receive" onLink={(link) => begin({ link })} />;
  switch (name) {
    case "receive":
      return receive;
    case "manual":
      return <Manual key="manual" onExchange={(exchange) => begin({ exchange })} />;
    case "withdraw":
      return start === undefined ? receive : <Withdraw key="withdraw" start={start} onAccepted={show} />;
    case "transaction":
      return <Transaction key={values.id} id={values.id ?? ""} home={home.answer} />;
    default:
      return <First home={home} hasStarted={name === "home"} />;
  }
}

interface FirstProps {
  readonly home: Shown<"getHome">;
  readonly hasStarted: boolean;
}

/** Home, or the welcome while nothing has ever happened here. */
function First({ home: { answer, problem, again }, hasStarted }: FirstProps) {
  const { t } = useWords();
  if (answer === undefined)
    return (
      <>
        <header>
          <PageTitle windowTitle={t.home.balance}>
            <Brand />
          </PageTitle>
        </header>
        <main class="alone">
          <ProblemNote problem={problem} onAgain={again} />
          {problem === undefined && <Loading />}
        </main>
      </>
    );
  return answer.isNew && !hasStarted ? <Welcome key="welcome" /> : <Home key="home" home={answer} />;
}
