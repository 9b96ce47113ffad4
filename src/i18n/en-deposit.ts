/** Sending money to a bank account, and telling exchanges who one is, in English. */

export const enDeposit = {
  title: "To my bank account",
  entry: "To my bank account",
  entryHint: "Turn coins into money at your bank again",
  account: "Number of the account",
  accountHint: "An IBAN, or an address that begins with payto:",
  known: "Accounts used before",
  other: "Another account",
  owner: "Name of its owner",
  amount: (currency: string) => `Amount that arrives, in ${currency}`,
  all: "Send everything",
  allHint: (amount: string) => `That is ${amount}, less the fees.`,
  exchange: "Exchange",
  next: "Check it",
  looking: "Looking…",
  change: "Change it",
  missing: "Say which account, and how much.",
  arrives: "Arrives at the bank",
  coinFees: "Fees for the coins",
  wireFee: "Fee for the transfer",
  total: "Leaves your wallet",
  lacking: (amount: string) => `${amount} are missing.`,
  tooSmall: "This is too little: the fees would take all of it.",
  privacy: "The exchange learns this account, and which coins go there.",
  action: (amount: string) => `Send ${amount}`,
  busy: "Sending…",

  story: {
    aborted: "Transfer to your account called off",
    atBank: (account: string, bank: string) => `${account} at ${bank}`,
    change: "Coins being exchanged",
    changed: "Coins exchanged",
    done: "Sent to your bank account",
    identity: "The exchange wants to know who you are",
    review: "The exchange looks at your answers",
    sending: "Sending to your bank account",
    transfer: "The exchange makes the transfer",
    waits: "Waits for the exchange",
  },

  details: {
    title: "Transfer to your account",
    account: "Account",
    bank: "Bank",
    owner: "Owner",
    subject: "The subject on your statement begins with",
    transferred: "Amount of the transfer",
    due: "Transfer due",
    aborted: "This was called off. The money is in your wallet.",
    aborting: "Satchel makes sure that the exchange has taken nothing. This goes on by itself.",
    cancel: "Call it off",
    cancelText:
      "What the exchange has not taken stays in your wallet. Coins that it has seen are exchanged for new ones, which costs a small fee.",
    cancelWhat: "Call this transfer off?",
    change: "What is on these coins is exchanged for new ones. This goes on by itself.",
    changeTitle: "Change",
    oldCoins: "Old coins",
    done: "The exchange has made the transfer. When it shows on your statement is up to the banks.",
    transfer: "The exchange has the coins and makes the transfer. This goes on by itself.",
    working: "The exchange is being asked to take the coins. This goes on by itself.",
  },

  question: {
    ask: "The exchange has to know who you are before it goes on. It asks on a page of its own.",
    review: "You have answered. People at the exchange look at it now; this goes on by itself.",
    wire: "The exchange wants to see that the account is yours: send it this small amount from there, with exactly this subject.",
    open: "Answer at the exchange",
    opening: "Looking…",
    answered: "There is nothing more to answer. It goes on by itself.",
    otherWithdrawal:
      "The money stays in your name there. If you do not answer, the exchange sends it back to the account that it came from after a while.",
    otherDeposit: "You can also call the transfer off and keep the coins.",
    otherTaken: "Until you answer, the money waits at the exchange, in your name.",
    otherChange: "What was paid is paid. Until you answer, the change waits at the exchange, in your name.",
  },

  steps: {
    done: {
      identified: "The exchange knows who you are",
      taken: "The exchange has the coins",
      wired: "Transferred to your account",
      declined: "The exchange refused it",
    },
    next: {
      identified: "You tell the exchange who you are",
      taken: "The exchange takes the coins",
      wired: "The exchange makes the transfer",
    },
  },
};

export type DepositMessages = typeof enDeposit;
