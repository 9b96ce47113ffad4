/** What is said of trust in exchanges and auditors, in English. */

/** Where an exchange is shown. */
export const enTrust = {
  auditor: (name: string) => `Checked by ${name}, whom you trust`,
  auditorPart: (name: string) => `Checked in part by ${name}, whom you trust`,
  key: "You trust this exchange’s key",
};

/** On the settings pages. */
export const enTrustPage = {
  add: "Continue",
  addAuditor: "Add an auditor",
  addKey: "Add a key",
  address: "Address of the auditor (if you like)",
  auditors: "Auditors",
  auditorsLead:
    "They look at the books of exchanges and sign what an exchange may issue. You trust one for one currency.",
  auditorsNone: "You trust no auditor yet.",
  checks: (exchanges: string) => `Checks ${exchanges}`,
  checksNone: "Checks none of the exchanges in your wallet",
  compare:
    "Compare it letter by letter with what is published in another place: on paper, on a website you know, by phone.",
  compareTitle: "Is this the key?",
  currency: "Currency",
  currencyHint: "Its letters, such as CHF.",
  currencyMissing: "Type the letters of the currency, such as CHF.",
  distrust: "Stop trusting",
  distrustLoss: "It is no longer marked as trusted. Your money and the exchange stay as they are.",
  key: "Key",
  keyHint: "52 letters and digits. Gaps and small letters do not matter.",
  keyOf: (exchanges: string) => `The key of ${exchanges}`,
  keyOfNone: "No exchange in your wallet shows this key",
  keys: "Exchange keys",
  keysLead: "An exchange signs everything with its main key. Trust one here if you know it from a source of your own.",
  keysNone: "You trust no key by itself yet.",
  lead: "Which exchanges and auditors you trust. It is shown wherever you choose an exchange, and shared with your devices.",
  mainKey: "Its main key",
  name: "Name (if you like)",
  partly: "Checks a part of what can be withdrawn here",
  row: "Trust",
  rowHint: "Keys and auditors that you trust",
  since: (when: string) => `Added: ${when}`,
  title: "Trust",
  trustAuditor: "Trust this auditor",
  trustBusy: "One moment…",
  trustKey: "Trust this key",
  unnamed: "Key without a name",
  whole: "Checks everything that can be withdrawn here",
};
