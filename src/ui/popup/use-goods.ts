/** What is bought here opens by itself as soon as it is paid; what was bought before waits for a click. */
import { useEffect } from "preact/hooks";
import type { Transaction } from "../../api/views.ts";
import { useOutside } from "../outside.ts";
import { linkable } from "../place.ts";

/** The purchase that the user has just decided for, as long as its goods have not been opened. */
export interface Bought {
  id?: string | undefined;
}

/** Opens the page of these goods once, if it is one that a browser may open (http and https). */
export function useGoods(bought: Bought, transaction: Transaction | undefined): void {
  const { openWeb } = useOutside();
  const page = transaction?.state === "done" ? linkable(transaction.shop?.page) : undefined;
  const id = transaction?.id;
  useEffect(() => {
    if (page === undefined || id !== bought.id) return;
    bought.id = undefined;
    openWeb(page);
  }, [page, id, bought, openWeb]);
}
