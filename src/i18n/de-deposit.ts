/** Sending money to a bank account, and telling exchanges who one is, in German. */
import type { DepositMessages } from "./en-deposit.ts";

export const deDeposit: DepositMessages = {
  title: "Auf mein Bankkonto",
  entry: "Auf mein Bankkonto",
  entryHint: "Aus Münzen wieder Geld bei Ihrer Bank machen",
  account: "Nummer des Kontos",
  accountHint: "Eine IBAN oder eine Adresse, die mit payto: beginnt",
  known: "Schon benutzte Konten",
  other: "Ein anderes Konto",
  owner: "Name des Inhabers",
  amount: (currency) => `Betrag, der ankommt, in ${currency}`,
  all: "Alles senden",
  allHint: (amount) => `Das sind ${amount}, abzüglich der Gebühren.`,
  exchange: "Wechselstube",
  next: "Prüfen",
  looking: "Wird geprüft …",
  change: "Ändern",
  missing: "Sagen Sie, auf welches Konto und wie viel.",
  arrives: "Kommt bei der Bank an",
  coinFees: "Gebühren für die Münzen",
  wireFee: "Gebühr für die Überweisung",
  total: "Verlässt Ihre Geldbörse",
  lacking: (amount) => `Es fehlen ${amount}.`,
  tooSmall: "Das ist zu wenig: Die Gebühren würden alles aufbrauchen.",
  privacy: "Die Wechselstube erfährt dieses Konto und welche Münzen dorthin gehen.",
  action: (amount) => `${amount} senden`,
  busy: "Wird gesendet …",

  story: {
    aborted: "Überweisung auf Ihr Konto abgebrochen",
    atBank: (account, bank) => `${account} bei ${bank}`,
    change: "Münzen werden getauscht",
    changed: "Münzen getauscht",
    done: "Auf Ihr Bankkonto gesendet",
    identity: "Die Wechselstube möchte wissen, wer Sie sind",
    review: "Die Wechselstube prüft Ihre Angaben",
    sending: "Geht auf Ihr Bankkonto",
    transfer: "Die Wechselstube überweist",
    waits: "Wartet auf die Wechselstube",
  },

  details: {
    title: "Überweisung auf Ihr Konto",
    account: "Konto",
    bank: "Bank",
    owner: "Inhaber",
    subject: "Der Verwendungszweck auf Ihrem Auszug beginnt mit",
    transferred: "Betrag der Überweisung",
    due: "Überweisung fällig",
    aborted: "Das wurde abgebrochen. Das Geld ist in Ihrer Geldbörse.",
    aborting: "Satchel stellt sicher, dass die Wechselstube nichts genommen hat. Das geht von selbst weiter.",
    cancel: "Abbrechen",
    cancelText:
      "Was die Wechselstube nicht genommen hat, bleibt in Ihrer Geldbörse. Münzen, die sie gesehen hat, werden gegen neue getauscht; das kostet eine kleine Gebühr.",
    cancelWhat: "Diese Überweisung abbrechen?",
    change: "Was auf diesen Münzen ist, wird in neue getauscht. Das geht von selbst weiter.",
    changeTitle: "Wechselgeld",
    oldCoins: "Alte Münzen",
    done: "Die Wechselstube hat überwiesen. Wann das auf Ihrem Auszug steht, liegt an den Banken.",
    transfer: "Die Wechselstube hat die Münzen und überweist. Das geht von selbst weiter.",
    working: "Die Wechselstube wird gebeten, die Münzen zu nehmen. Das geht von selbst weiter.",
  },

  question: {
    ask: "Die Wechselstube muss wissen, wer Sie sind, bevor es weitergeht. Sie fragt auf einer eigenen Seite.",
    review: "Sie haben geantwortet. Bei der Wechselstube sieht das jetzt jemand durch; es geht von selbst weiter.",
    wire: "Die Wechselstube möchte sehen, dass das Konto Ihnen gehört: Überweisen Sie ihr von dort diesen kleinen Betrag, mit genau diesem Verwendungszweck.",
    open: "Bei der Wechselstube antworten",
    opening: "Wird nachgesehen …",
    answered: "Es ist nichts mehr zu beantworten. Es geht von selbst weiter.",
    otherWithdrawal:
      "Das Geld gehört dort weiter Ihnen. Antworten Sie nicht, schickt die Wechselstube es nach einiger Zeit auf das Konto zurück, von dem es kam.",
    otherUnsent:
      "Noch hat nichts Ihr Konto verlassen. Sie können den Vorgang auch abbrechen oder einen kleineren Betrag abheben.",
    otherDeposit: "Sie können die Überweisung auch abbrechen und die Münzen behalten.",
    otherTaken: "Bis Sie antworten, wartet das Geld bei der Wechselstube; es gehört Ihnen.",
    otherChange:
      "Was bezahlt ist, ist bezahlt. Bis Sie antworten, wartet das Wechselgeld bei der Wechselstube; es gehört Ihnen.",
  },

  steps: {
    done: {
      identified: "Die Wechselstube weiß, wer Sie sind",
      taken: "Die Wechselstube hat die Münzen",
      wired: "Auf Ihr Konto überwiesen",
      declined: "Die Wechselstube hat abgelehnt",
    },
    next: {
      identified: "Sie sagen der Wechselstube, wer Sie sind",
      taken: "Die Wechselstube nimmt die Münzen",
      wired: "Die Wechselstube überweist",
    },
  },
};
