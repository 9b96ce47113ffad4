/** What the comparison of exchanges says in German. */
import type { CompareMessages, enAdding, enManual } from "./en-compare.ts";

export const deCompare: CompareMessages = {
  accounts: (methods) => `Nimmt Geld an über ${methods}`,
  ask: "Gebühren ansehen",
  askAgain: "Noch einmal fragen",
  asking: "Wird gefragt …",
  asksAbove: (amount) => `Fragt, wer Sie sind, bevor Sie mehr als ${amount} besitzen`,
  asksFirst: "Fragt vor der ersten Abhebung, wer Sie sind",
  cheapest: "am günstigsten",
  coins: (smallest, largest) => `Münzen von ${smallest} bis ${largest}`,
  compare: "Vergleichen",
  goOn: (place) => `Weiter mit ${place}`,
  how: "Wie das gerechnet ist",
  howText: (payments, share) =>
    `Für ein Jahr, in dem Sie jeden Monat so viel abheben und das meiste in ${payments} Zahlungen ausgeben, kleinen und großen, mit Wechselgeld. Angenommen ist, dass Läden keine Gebühren tragen, dass sich ${share} Zahlungen eine Überweisung teilen und dass nichts zurückgegeben wird.`,
  iban: (country) => `IBAN (${country})`,
  methodIban: "IBAN",
  methodSandbox: "die Bank der Sandbox",
  monthly: "Jeden Monat abgehoben",
  most: (amount, days) => (days === 1 ? `Höchstens ${amount} am Tag` : `Höchstens ${amount} in ${days} Tagen`),
  mostEver: (amount) => `Höchstens ${amount} insgesamt`,
  noAccount: "Hier ist kein Abheben möglich: Keines ihrer Konten nimmt Geld von allen an.",
  otherCurrency: (place, currency, wanted) =>
    `${place} hat Münzen in ${currency}. Bei dieser Abhebung geht es um ${wanted}, darum steht sie nicht in der Liste.`,
  outdated: "Ihre Daten sind alt; sie werden neu geholt, bevor es weitergehen kann",
  parts: { withdraw: "Abheben", deposit: "Bezahlen", change: "Wechselgeld", wire: "Anteil an Überweisungen an Läden" },
  perYear: "im Jahr",
  preset: "Mit Satchel gekommen; noch nach nichts gefragt.",
  share: (percent) => `${percent} dessen, was Sie abheben`,
  suspended: "Von Ihnen ausgeschaltet, in den Einstellungen.",
  terms: {
    accepted: "Bedingungen angenommen",
    "missing-tos": "keine Bedingungen",
    pending: "Bedingungen noch nicht da",
    proposed: "Bedingungen noch zu lesen",
  },
  title: "Wechselstuben vergleichen",
  trust: {
    checked: (auditors) => `Geprüft von ${auditors}`,
    checkedTrusted: (auditors) => `Geprüft von ${auditors}, wie Sie es wünschen`,
    key: "Sie vertrauen ihrem Hauptschlüssel",
  },
  unasked: "Noch nach nichts gefragt.",
  unavailable: (why) => `Hier ist kein Abheben möglich: ${why}.`,
  unknown: "Für diesen Betrag lassen sich ihre Gebühren nicht ausrechnen.",
  what: "Woraus sich das zusammensetzt",
  why: {
    badExchangeSignature: "was sie von sich sagt, ist nicht unterschrieben, wie es sein müsste",
    changedMasterKey: "ihr Hauptschlüssel hat sich geändert",
    incompatibleExchange: "sie spricht eine Version, die dieses Satchel nicht versteht",
    noUsableDenominations: "sie stellt zurzeit keine Münzen aus",
    unreachable: "sie antwortet schon eine Weile nicht",
    wrongCurrency: "ihre Währung hat sich geändert",
  },
};

/** Adding the exchange that a link names. */
export const deAdding: typeof enAdding = {
  add: "Hinzufügen",
  text: "Bevor Sie zustimmen, fragt Satchel sie nichts. Danach holt es ihre Daten und führt sie in den Einstellungen unter „Angesehen“. Sie nehmen damit keine Bedingungen an, und kein Geld bewegt sich. Benutzen Sie sie nicht, wird sie nach 30 Tagen vergessen.",
  title: "Diese Wechselstube hinzufügen?",
};

/** Choosing an exchange for a transfer of one's own. */
export const deManual: typeof enManual = {
  address: "Adresse der Wechselstube",
  choose: "Welche Wechselstube soll Ihre Münzen ausstellen?",
  missing: "Wählen Sie eine Wechselstube oder geben Sie die Adresse einer anderen ein.",
  other: "Eine andere Wechselstube",
  title: "Per Überweisung",
};
