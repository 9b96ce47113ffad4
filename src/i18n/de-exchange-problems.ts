/** What goes wrong with exchanges, in German. */
export const deExchangeProblems = {
  notAnExchange: {
    what: "Unter dieser Adresse gibt es keine Wechselstube.",
    next: "Prüfen Sie die Adresse. Nichts wurde hinzugefügt.",
  },
  incompatibleExchange: {
    what: "Diese Wechselstube spricht eine Version, die Satchel nicht versteht.",
    next: "Ihr Geld dort bleibt Ihnen. Suchen Sie nach einem neueren Satchel.",
  },
  badExchangeSignature: {
    what: "Die Daten der Wechselstube sind nicht so unterschrieben, wie sie sollten.",
    next: "Satchel verwendet sie nicht und fragt später wieder. Ihr Geld bleibt Ihnen.",
  },
  changedMasterKey: {
    what: "Der Hauptschlüssel dieser Wechselstube hat sich geändert.",
    next: "Bis das geklärt ist, kann man hier nichts abheben. Fragen Sie den Betreiber. Was Sie haben, behalten Sie.",
  },
  wrongCurrency: {
    what: "Der Betrag hat eine andere Währung als die Wechselstube.",
    next: "Wählen Sie eine Wechselstube für diese Währung. Nichts wurde abgebucht.",
  },
  noUsableDenominations: {
    what: "Die Wechselstube gibt zurzeit keine Münzen aus.",
    next: "Ihr Geld wartet dort. Satchel fragt von selbst wieder.",
  },
  exchangeSuspended: {
    what: "Sie haben diese Wechselstube ausgeschaltet. Ihr Geld dort bleibt Ihnen.",
    next: "Schalten Sie sie in den Einstellungen unter „Wechselstuben“ wieder ein.",
  },
  tosNotAccepted: {
    what: "Die Geschäftsbedingungen, wie sie jetzt sind, sind noch nicht angenommen.",
    next: "Lesen Sie sie, nehmen Sie sie an und versuchen Sie es dann noch einmal. Nichts wurde abgebucht.",
  },
  tosTooLarge: {
    what: "Die Geschäftsbedingungen sind länger, als Satchel sie zeigt.",
    next: "Lesen Sie sie auf der Website des Betreibers. Was Sie haben, können Sie auch ohne sie ausgeben.",
  },
  tosNotReadable: {
    what: "Die Geschäftsbedingungen kommen in einer Form, die Satchel nicht zeigt.",
    next: "Lesen Sie sie auf der Website des Betreibers. Was Sie haben, können Sie auch ohne sie ausgeben.",
  },
  tosWithoutVersion: {
    what: "Die Geschäftsbedingungen sagen nicht, welche Fassung sie sind.",
    next: "So kann man sie nicht annehmen. Sagen Sie es dem Betreiber. Was Sie haben, können Sie trotzdem ausgeben.",
  },
  exchangeNeeded: {
    what: "Geld von Ihnen hängt an dieser Wechselstube.",
    next: "Nichts wurde entfernt. Geben Sie das Geld erst aus, oder geben Sie es mit der Wechselstube auf.",
  },
  exchangeBusy: {
    what: "Eine Zahlung mit Geld dieser Wechselstube läuft noch.",
    next: "Nichts wurde entfernt. Warten Sie, bis sie zu Ende ist, oder brechen Sie sie ab.",
  },
  purgeDiffers: {
    what: "Das ist nicht der Betrag, der vernichtet würde.",
    next: "Nichts wurde entfernt. Vielleicht hat sich der Betrag gerade geändert: Sehen Sie noch einmal nach.",
  },
};
