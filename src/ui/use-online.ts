/** Whether there is a connection, in a component that has something to say about it. */
import { useEffect, useState } from "preact/hooks";
import { useOutside } from "./outside.ts";

/** True unless the browser is sure that there is none: a connection may still lead nowhere. */
export function useOnline(): boolean {
  const { isOnline, onConnection } = useOutside();
  const [isThere, setThere] = useState(isOnline);
  useEffect(() => onConnection(() => setThere(isOnline())), [isOnline, onConnection]);
  return isThere;
}
