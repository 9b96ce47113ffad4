/** Paying, in English: the offer of a shop, and what became of it. */

export const enPay = {
  title: "Pay",
  action: (amount: string) => `Pay ${amount}`,
  again: "Open it again",
  balanceAfter: "Balance afterwards",
  busy: "Paying…",
  decline: "Decline",
  expired: "The time for paying this is over. Nothing was paid.",
  expiredNext: "Go back to the shop and order again.",
  fee: "Fees",
  getMoney: "Receive money",
  missing: (amount: string) => `${amount} are missing.`,
  missingHave: (amount: string) => `You have ${amount} that this shop takes.`,
  missingWhere: (exchanges: string) => `The shop takes money from ${exchanges}.`,
  opening: "Opening…",
  paidBefore: "You have bought this already. You need not pay again.",
  privacy: "The shop does not learn your name or your account.",
  product: (quantity: string, name: string) => `${quantity} × ${name}`,
  refundUntil: (date: string) => `Refund possible until ${date}.`,
  noRefund: "No refund is possible.",
  validUntil: (when: string) => `The offer ends ${when}.`,
  youPay: "You pay",

  story: {
    aborted: (shop: string) => `Payment to ${shop} called off`,
    aborting: "The money is being fetched back",
    paid: (shop: string) => `Paid ${shop}`,
    paying: (shop: string) => `Paying ${shop}`,
    refunded: "refunded in part",
    refundedAll: "refunded",
    waits: "Waits for the shop",
  },

  details: {
    aborted: "This payment was called off. What the shop had taken came back.",
    aborting: "Satchel asks the shop for what it has taken already. This goes on by itself.",
    cancel: "Call the payment off",
    cancelText: "The shop may have taken the money already. Satchel asks for it back; what was ordered will not come.",
    cancelWhat: "Call this payment off?",
    done: "It is paid.",
    fee: "Fees",
    message: "Message from the shop",
    open: "Open what you bought",
    order: "Order",
    price: "Price",
    refunded: "Money back",
    shop: "Shop",
    confirmation: "For the person at the counter",
    title: "Payment",
    total: "Cost you",
    twice: "Paid a second time",
    twiceNext:
      "The shop has this money twice. Ask it for the second payment back and name the order. What it gives back comes by itself.",
    working: "Satchel waits for the shop’s answer. The money is reserved, and this goes on by itself.",
  },

  send: {
    hint: "It begins with taler://pay or taler+http://pay.",
    link: "Link from the shop",
    missing: "Paste the link that the shop shows you.",
    title: "Send",
  },
};

export type PayMessages = typeof enPay;
