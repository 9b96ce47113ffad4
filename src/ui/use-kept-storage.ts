/** Asking the browser to keep what is stored, from whatever page is open once there is money to lose (design, section 11). */
import { useEffect } from "preact/hooks";
import type { Home } from "../api/views.ts";
import { useOutside } from "./outside.ts";

/** Asked again on every page: a browser may answer otherwise than before, and in a private window it keeps nothing. */
export function useKeptStorage(home: Pick<Home, "balances"> | undefined): void {
  const { keepStorage } = useOutside();
  const hasMoney = home !== undefined && home.balances.length > 0;
  useEffect(() => {
    if (hasMoney) keepStorage();
  }, [hasMoney]);
}
