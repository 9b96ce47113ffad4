/** What lies between a price and what it costs, in English. */
export const enCosts = {
  closing: "Fee for sending it back",
  deposit: "Payment fee",
  dust: "Too little for a coin",
  refresh: "Fee for change",
  refund: "Refund fee",
  rest: "Left at the exchange, goes back to your account",
  sentBack: "Sent back to your account",
  wire: "Transfer fee",
  withdraw: "Withdrawal fee",
};

export type CostMessages = typeof enCosts;
