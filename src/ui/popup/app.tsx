/** The popup: which screen. What is on it comes from the background, so that closing it at any moment loses nothing. */
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { Loading } from "../components/note.tsx";
import { Outlived } from "../components/outlived.tsx";
import { later } from "../later.ts";
import { useRoute } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { useKeptStorage } from "../use-kept-storage.ts";
import { First } from "./first.tsx";
import type { Kept } from "./screens.tsx";
import type { Start } from "./use-offer.ts";
import { useTakenLink } from "./use-taken-link.ts";

/** All screens but the first one: whoever only looks at the balance does not wait for them. */
const screens = later(() => import("./screens.tsx"));

export function App() {
  const { name, values } = useRoute();
  const taken = useTakenLink();
  const home = useAnswer("getHome", {});
  useKeptStorage(home.answer);
  // A link stays in memory and never becomes an address: whoever holds it could take the money first.
  const [start, setStart] = useState<Start>();
  const place = useMemo(() => ({ top: 0 }), []);
  const kept = useMemo((): Kept => ({}), []);
  const isFirst = name === "" || name === "home" || (name === "link" && taken?.link === undefined);
  useLayoutEffect(() => {
    if (!isFirst) screens.fetch();
  }, [isFirst]);
  // Where the user goes next is fetched as soon as what they came for is there.
  const isAtRest = home.answer !== undefined || home.problem !== undefined;
  useEffect(() => {
    if (isAtRest) screens.fetch();
  }, [isAtRest]);
  const first = <First home={home} place={place} isReady={taken !== undefined} hasStarted={name === "home"} />;
  if (isFirst) return first;
  const Screens = screens.part.value?.Screens;
  if (Screens === undefined) return <Coming />;
  return (
    <Screens
      name={name}
      values={values}
      link={taken?.link}
      home={home.answer}
      start={start}
      onStart={setStart}
      kept={kept}
      first={first}
    />
  );
}

/** For the moment until a screen is loaded; or what there is to do when it cannot be. */
const Coming = () => (
  <>
    <Outlived isOutlived={screens.isLost} />
    <main class="alone">{!screens.isLost.value && <Loading />}</main>
  </>
);
