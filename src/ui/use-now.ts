/** The time in a component that tells how long ago something was. */
import { useEffect, useState } from "preact/hooks";
import { useOutside } from "./outside.ts";
import { ticking } from "./use-answer.ts";

const second = 1000;

/** Milliseconds since 1970, moving on every second. Use it deep down: every move renders the component. */
export function useNow(): number {
  const { now } = useOutside();
  const [moment, setMoment] = useState(now);
  useEffect(() => ticking(() => setMoment(now()), second), [now]);
  return moment;
}
