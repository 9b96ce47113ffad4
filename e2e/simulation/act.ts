/** What people and mishaps do in a history; plain data, so that a history can be printed, cut short and played again. */
import type { Service } from "../sandbox/sandbox.ts";

/** The services a wallet may use; in some histories the second one wants its fee. */
export type BackupService = "sync" | "paidSync";

/** Where money comes from; the second one has other coins and prices, and some towns do without it. */
export type ExchangeName = "exchange" | "rival";

/** A way on which things go wrong: to a server, or from the shop to the exchange, where no wallet sees it. */
export type Way = Service | "shopLine";

/** Devices, withdrawals, orders and disk images go by names; an act about a name that means nothing (any more) does nothing. */
export type Act =
  /** A browser with the extension and nothing else. */
  | { readonly do: "start"; readonly device: string }
  /** Takes a withdrawal from the bank's page to the wallet and accepts it. */
  | {
      readonly do: "withdraw";
      readonly device: string;
      readonly deal: string;
      readonly amount: string;
      readonly at: ExchangeName;
    }
  /** The same link once more, here or in another wallet. */
  | { readonly do: "acceptAgain"; readonly device: string; readonly deal: string }
  /** Asks the wallet where to send money to. */
  | { readonly do: "wire"; readonly device: string; readonly deal: string; readonly amount: string }
  /** Confirms at the bank, or sends the wire, if the wallet has ever told where to. */
  | { readonly do: "pay"; readonly deal: string }
  | { readonly do: "abortAtBank"; readonly deal: string }
  | { readonly do: "callOff"; readonly device: string; readonly deal: string }
  | { readonly do: "takeOver"; readonly device: string; readonly deal: string }
  /** Without waiting for the backup any longer, if the wallet offers that. */
  | { readonly do: "goOn"; readonly device: string; readonly deal: string }
  /** The shop makes an order, and the wallet looks at it and accepts. */
  | { readonly do: "buy"; readonly device: string; readonly order: string; readonly price: string }
  /** The same order once more, here or on another device. */
  | { readonly do: "buyAgain"; readonly device: string; readonly order: string }
  /** Looks at an order of the shop and leaves it. */
  | { readonly do: "decline"; readonly device: string; readonly order: string; readonly price: string }
  | { readonly do: "giveUp"; readonly device: string; readonly order: string }
  /** Goes on with what another device began. */
  | { readonly do: "finish"; readonly device: string; readonly order: string }
  /** The shop promises so many percent of the price back, all promises together. */
  | { readonly do: "grant"; readonly order: string; readonly percent: number }
  | { readonly do: "fetchRefund"; readonly device: string; readonly order: string }
  | { readonly do: "addService"; readonly device: string; readonly service: BackupService }
  /** Looks at the annual fee of the second service, and accepts it if there is one to be paid. */
  | { readonly do: "payFee"; readonly device: string }
  | { readonly do: "leaveService"; readonly device: string; readonly service: BackupService }
  /** Removes the exchange from the wallet; `purges` gives up what is there, without it nothing may depend on it. */
  | { readonly do: "deleteExchange"; readonly device: string; readonly at: ExchangeName; readonly purges: boolean }
  /** Takes everything out of the trash again. */
  | { readonly do: "bringBack"; readonly device: string }
  | { readonly do: "backUp"; readonly device: string }
  /** Another recovery secret takes the place of the one in use, unless somebody is renewing it already. */
  | { readonly do: "renewSecret"; readonly device: string }
  /** Prints the renewed secret and puts it away. */
  | { readonly do: "keepSheet"; readonly device: string }
  /** The device is gone, with everything on it. */
  | { readonly do: "lose"; readonly device: string }
  /** Tells the wallet, on one of its devices, that another one is in use no more; it may be, all the same. */
  | { readonly do: "retire"; readonly device: string; readonly other: string }
  /** Uses a device again that was retired. */
  | { readonly do: "rejoin"; readonly device: string }
  /** Restores from the printed sheet; on a device that need not be there before. */
  | { readonly do: "restore"; readonly device: string }
  /** An image of the disk, for later. */
  | { readonly do: "copyDisk"; readonly device: string; readonly image: string }
  | { readonly do: "putBack"; readonly device: string; readonly image: string }
  /** A device of its own with the disk of another one. */
  | { readonly do: "clone"; readonly device: string; readonly image: string }
  /** The worker dies after so many more outside calls; 0 is at once. */
  | { readonly do: "kill"; readonly device: string; readonly calls: number }
  /** From now on this share of the requests on a way meets a fault. */
  | { readonly do: "break"; readonly way: Way; readonly share: number }
  | { readonly do: "mend"; readonly way: Way }
  | { readonly do: "wait"; readonly seconds: number }
  /** For how many years the history is kept; 0 for ever. */
  | { readonly do: "keepHistory"; readonly device: string; readonly years: number }
  /** Nobody opens a browser for so many days, then all do for some hours; but for the one that is away. */
  | { readonly do: "leap"; readonly days: number; readonly away?: string };

/** One act in a line. */
export function actInWords({ do: deed, ...parameters }: Act): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return [deed, ...parts].join("  ");
}
