/** Asking the browser to keep what is stored, from whatever page is open once there is money to lose (design, section 11). */
import { useEffect, useState } from "preact/hooks";
import type { Home } from "../api/views.ts";
import { useOutside } from "./outside.ts";

/**
 * Asked again on every page: a browser may answer otherwise than before, and in a private window it keeps nothing. True
 * when it has refused to promise.
 */
export function useKeptStorage(home: Pick<Home, "balances"> | undefined): boolean {
  const { keepStorage } = useOutside();
  const [isRefused, setRefused] = useState(false);
  const hasMoney = home !== undefined && home.balances.length > 0;
  useEffect(() => {
    if (hasMoney) void keepStorage().then((isKept) => setRefused(!isKept));
  }, [hasMoney]);
  return isRefused;
}
