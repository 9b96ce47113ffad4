/** What the comparison of exchanges says in English, and the settings with it: why there is no withdrawing. */
export const enCompare = {
  accounts: (methods: string) => `Takes money by ${methods}`,
  ask: "Look at its fees",
  askAgain: "Ask again",
  asking: "Asking…",
  asksAbove: (amount: string) => `Asks who you are before you hold more than ${amount}`,
  asksFirst: "Asks who you are before the first withdrawal",
  cheapest: "cheapest",
  coins: (smallest: string, largest: string) => `Coins from ${smallest} to ${largest}`,
  compare: "Compare",
  goOn: (place: string) => `Continue with ${place}`,
  how: "How this is reckoned",
  howText: (payments: number, share: number) =>
    `For a year in which you withdraw this much each month and spend most of it in ${payments} payments, small and large, with change. Shops are taken to bear no fees, ${share} payments to share one wire, and nothing is given back.`,
  iban: (country: string) => `IBAN (${country})`,
  methodIban: "IBAN",
  methodSandbox: "the sandbox bank",
  monthly: "Withdrawn each month",
  most: (amount: string, days: number) =>
    days === 1 ? `At most ${amount} a day` : `At most ${amount} within ${days} days`,
  mostEver: (amount: string) => `At most ${amount} in all`,
  noAccount: "No withdrawing here: no account of it takes money from everybody.",
  otherCurrency: (place: string, currency: string, wanted: string) =>
    `${place} has coins of ${currency}. This withdrawal is about ${wanted}, so it is not in the list.`,
  outdated: "Its data is old; fetching it again before you can go on",
  parts: { withdraw: "Withdrawing", deposit: "Paying", change: "Change", wire: "Share in wires to shops" },
  perYear: "a year",
  preset: "Came with Satchel; not asked anything yet.",
  share: (percent: string) => `${percent} of what you withdraw`,
  suspended: "Switched off by you, in the settings.",
  terms: {
    accepted: "terms accepted",
    "missing-tos": "no terms",
    pending: "terms not received yet",
    proposed: "terms to be read",
  },
  title: "Compare exchanges",
  trust: {
    checked: (auditors: string) => `Checked by ${auditors}`,
    checkedTrusted: (auditors: string) => `Checked by ${auditors}, as you wish`,
    key: "You trust its main key",
  },
  unasked: "Not asked anything yet.",
  unavailable: (why: string) => `No withdrawing here: ${why}.`,
  unknown: "For this amount its fees cannot be reckoned.",
  what: "What that is made of",
  why: {
    badExchangeSignature: "what it says of itself is not signed as it should be",
    changedMasterKey: "its main key has changed",
    incompatibleExchange: "it speaks a version that this Satchel does not understand",
    noUsableDenominations: "it issues no coins at the moment",
    unreachable: "it has not answered for a while",
    wrongCurrency: "its currency has changed",
  },
};

export type CompareMessages = typeof enCompare;

/** Adding the exchange that a link names. */
export const enAdding = {
  add: "Add",
  text: "Satchel asks it nothing before you agree. Then it fetches its data, and lists it in the settings under “Looked at”. You accept no terms by that, and no money moves. If you do not use it, it is forgotten after 30 days.",
  title: "Add this exchange?",
};

/** Choosing an exchange for a transfer of one's own. */
export const enManual = {
  address: "Address of the exchange",
  choose: "Which exchange shall make your coins?",
  missing: "Choose an exchange, or type the address of one.",
  other: "Another exchange",
  title: "By bank transfer",
};
