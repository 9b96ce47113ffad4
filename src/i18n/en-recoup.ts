/** Coins that an exchange calls back and replaces, in English. */

export const enRecoup = {
  coins: "Coins called back",
  done: "Coins replaced",
  doneLine: "The exchange had called them back",
  lost: "Fees of the new coins",
  received: "Became new coins",
  text: "The exchange no longer stands by the keys of some of your coins and gives new ones for them. Satchel does all that is needed by itself; the exchange’s usual fees for new coins apply.",
  title: "Replaced coins",
  working: "Coins are being replaced",
  workingLine: "The exchange has called them back",
};

export type RecoupMessages = typeof enRecoup;
