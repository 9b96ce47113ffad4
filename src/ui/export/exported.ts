/** The story of the money as others may read it: what is exported of an event, and nothing that opens or spends anything. */
import type { Ask } from "../../api/client.ts";
import type { Transaction, TransactionCost } from "../../api/views.ts";

/** The columns of costs, by the names they have in exports. */
export const costNames = {
  withdraw: "fee_withdraw",
  rest: "left_at_exchange",
  sentBack: "sent_back",
  closing: "fee_closing",
  deposit: "fee_deposit",
  wire: "fee_transfer",
  refresh: "fee_change",
  dust: "dust",
  refund: "fee_refund",
} as const satisfies Record<TransactionCost["kind"], string>;

/** Numbers without the currency, with a point; empty text where there is nothing to say. See EXPORT.md. */
export interface Exported {
  readonly id: string;
  /** UTC, to the second: "2026-11-21T13:12:30Z". */
  readonly time: string;
  readonly kind: Transaction["kind"];
  readonly state: Transaction["state"];
  readonly counterparty: string;
  readonly description: string;
  readonly order: string;
  readonly exchange: string;
  readonly currency: string;
  readonly agreed: string;
  readonly came_in: string;
  readonly went_out: string;
  readonly refunded: string;
  readonly fees: string;
  readonly costs: Readonly<Record<(typeof costNames)[keyof typeof costNames], string>>;
}

const digitsOf = (amount: string | undefined): string => amount?.slice(amount.indexOf(":") + 1) ?? "";

/** One event. Links, messages of shops and accounts stay out: some of them are keys to something. */
export function exported(event: Transaction): Exported {
  const { shop, kind, effective } = event;
  const isIn = kind === "withdrawal";
  const amounts = new Map((event.costs ?? []).map((cost) => [cost.kind, digitsOf(cost.amount)]));
  const costs = Object.entries(costNames).map(([of, name]) => [name, amounts.get(of as TransactionCost["kind"]) ?? ""]);
  return {
    id: event.id,
    time: new Date(event.at).toISOString().replace(/\.\d+Z$/, "Z"),
    kind,
    state: event.state,
    counterparty: shop?.name ?? event.bank ?? "",
    description: shop?.summary ?? "",
    order: shop?.orderId ?? "",
    exchange: event.exchange,
    currency: effective.slice(0, effective.indexOf(":")),
    agreed: digitsOf(event.instructed),
    came_in: isIn && event.state !== "aborted" ? digitsOf(effective) : "",
    went_out: isIn ? "" : digitsOf(effective),
    refunded: digitsOf(shop?.refunded),
    fees: digitsOf(event.fees),
    costs: Object.fromEntries(costs) as Exported["costs"],
  };
}

/** Most events that a page of the background holds. */
const most = 200;

/** Every event, newest first, asked for page by page. */
export async function wholeStory(ask: Ask): Promise<readonly Transaction[]> {
  const all: Transaction[] = [];
  let before: string | undefined;
  do {
    const { transactions, next } = await ask("listTransactions", {
      limit: most,
      ...(before !== undefined && { before }),
    });
    all.push(...transactions);
    before = next;
  } while (before !== undefined);
  return all;
}
