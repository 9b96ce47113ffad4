/** What the popup shows when it opens: home, or the welcome while nothing has ever happened here. */
import { Waiting } from "../components/waiting.tsx";
import type { Shown } from "../use-answer.ts";
import type { Place } from "../use-kept-place.ts";
import { ToCome } from "./balance.tsx";
import { Home } from "./home.tsx";
import { HomeBar } from "./home-bar.tsx";
import { Welcome } from "./welcome.tsx";

interface FirstProps {
  readonly home: Shown<"getHome">;
  readonly place: Place;
  /** Nothing waits that would lead elsewhere. */
  readonly isReady: boolean;
  readonly hasStarted: boolean;
}

export function First({ home, place, isReady, hasStarted }: FirstProps) {
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
