/** Where money is and what endangers it, in English: a name for each part, a sentence why, and what to do. */
export const enPurse = {
  parts: {
    available: { name: "You can spend", hint: "Coins that pay wherever this exchange is accepted." },
    withdrawal: {
      name: "Withdrawals",
      hint: "Your bank has sent it, and the exchange makes coins of it. This goes on by itself.",
    },
    change: {
      name: "Change",
      hint: "What is left of coins you have paid with becomes new coins. This goes on by itself.",
    },
    refund: {
      name: "Announced refunds",
      hint: "A shop has promised it. It comes as soon as the exchange has heard of it.",
    },
    takenBack: {
      name: "From payments called off",
      hint: "It comes back as far as the other side has not taken it. This goes on by itself.",
    },
    recoup: {
      name: "Coins being replaced",
      hint: "The exchange has called coins back and makes new ones. This goes on by itself.",
    },
    otherDevice: {
      name: "With another of your devices",
      hint: "It has made new coins of yours, and they come with its next backup. Switch that device on.",
    },
    payment: {
      name: "Payments under way",
      hint: "The shop has not confirmed it yet. Until then you can call the payment off under Activity.",
    },
    deposit: { name: "To your bank account", hint: "The exchange has not taken these coins yet." },
    transfer: {
      name: "On the way to your bank account",
      hint: "The exchange has the money and transfers it. There is nothing for you to do.",
    },
    unconfirmed: {
      name: "Not sent yet",
      hint: "A withdrawal waits until you confirm it at your bank or make the transfer. See Activity.",
    },
    checking: {
      name: "Being checked",
      hint: "Before the restore another device had begun to use it. The exchange is asked what became of it, one coin at a time. This goes on by itself.",
    },
    revoked: { name: "Called back by the exchange", hint: "These coins pay no more. Satchel has them replaced." },
    shared: {
      name: "Used by another device",
      hint: "Another of your devices has paid with part of these coins. The rest is free once it has told of that.",
    },
    dust: {
      name: "Too little to spend",
      hint: "Crumbs on coins: making a new coin of one would cost more than it holds.",
    },
    expired: {
      name: "Expired",
      hint: "Coins last for a limited time. These were not renewed while they could be, and nobody takes them any more.",
    },
  },
  risk: {
    lead: {
      noBackup: (amount: string) => `At risk: ${amount}`,
      uncovered: (amount: string) => `Not in a backup yet: ${amount}`,
      expiring: (amount: string) => `Ends soon: ${amount}`,
      contested: (amount: string) => `Promised twice: ${amount}`,
      exchange: (amount: string) => `Perhaps not to be spent at the moment: ${amount}`,
      suspended: (amount: string) => `Not to be spent at the moment: ${amount}`,
    },
    noBackup: "There is no backup: if this browser is lost, so is this money.",
    uncovered: "These coins are new. Until the next backup has taken them along they live in this browser only.",
    expiring: (date: string) =>
      `The first of these coins end on ${date}. They were to become new ones by now, and that did not come about. Spend them before that day, or send them to your bank account.`,
    contested:
      "Two of your devices have promised the same coins. The exchange decides which of the two counts. For the other one Satchel takes other coins, or tells you that it could not be paid.",
    changedKey:
      "The exchange shows another main key than the one these coins were made under. Shops that know only the new one do not take them. Nothing is lost: as soon as the old key is shown again, all goes on.",
    unavailable: (why: string) => `About the exchange: ${why}. Satchel keeps asking.`,
    suspended: "You have switched this exchange off. Switch it on to spend this money.",
    deeds: { noBackup: "Set backup up now", uncovered: "Back up now", exchange: "Look at the exchange" },
  },
};

export type PurseMessages = typeof enPurse;
