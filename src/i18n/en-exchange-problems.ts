/** What goes wrong with exchanges, in English. */
export const enExchangeProblems = {
  notAnExchange: { what: "There is no exchange at this address.", next: "Check the address. Nothing was added." },
  incompatibleExchange: {
    what: "This exchange speaks a version that Satchel does not understand.",
    next: "Your money there is kept. Look for a newer Satchel.",
  },
  badExchangeSignature: {
    what: "The exchange’s data is not signed as it should be.",
    next: "Satchel does not use it and asks again later. Your money is kept.",
  },
  changedMasterKey: {
    what: "The main key of this exchange has changed.",
    next: "No withdrawing here until that is cleared up. Ask the operator. What you hold is kept.",
  },
  wrongCurrency: {
    what: "The amount is in another currency than the exchange’s.",
    next: "Choose an exchange for this currency. Nothing was taken.",
  },
  noUsableDenominations: {
    what: "The exchange issues no coins at the moment.",
    next: "Your money waits at the exchange. Satchel asks again by itself.",
  },
  exchangeSuspended: {
    what: "You have switched this exchange off. Your money there is kept.",
    next: "Switch it on again in the settings, under Exchanges.",
  },
  tosNotAccepted: {
    what: "The terms of service, as they are now, are not accepted yet.",
    next: "Read and accept them, then try again. Nothing was taken.",
  },
  tosTooLarge: {
    what: "The terms of service are longer than Satchel shows.",
    next: "Read them on the website of the operator. What you hold can be spent without them.",
  },
  tosNotReadable: {
    what: "The terms of service come in a form that Satchel does not show.",
    next: "Read them on the website of the operator. What you hold can be spent without them.",
  },
  tosWithoutVersion: {
    what: "The terms of service do not say which version they are.",
    next: "They cannot be accepted like this. Tell the operator. What you hold can be spent without them.",
  },
  exchangeNeeded: {
    what: "Some of your money depends on this exchange.",
    next: "Nothing was removed. Spend or transfer the money first, or purge the exchange with it.",
  },
  exchangeBusy: {
    what: "A payment with money of this exchange is still under way.",
    next: "Nothing was removed. Wait until it has ended, or call it off.",
  },
  purgeDiffers: {
    what: "That is not the amount which would be destroyed.",
    next: "Nothing was removed. The amount may just have changed: look at it again.",
  },
};
