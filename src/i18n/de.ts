/** Was Satchel auf Deutsch sagt: what Satchel says in German. */
import { deAtService } from "./de-at-service.ts";
import { deAdding, deCompare, deManual } from "./de-compare.ts";
import { deCosts } from "./de-costs.ts";
import { deDeposit } from "./de-deposit.ts";
import { deDeviceNews } from "./de-device-news.ts";
import { deGhost } from "./de-ghost.ts";
import { deHeld } from "./de-held.ts";
import { dePay } from "./de-pay.ts";
import { deProblems } from "./de-problems.ts";
import { deRecoup } from "./de-recoup.ts";
import { deTimeline } from "./de-timeline.ts";
import { deTrust } from "./de-trust.ts";
import type { Messages } from "./en.ts";

const changes = (count: number) => (count === 1 ? "1 Änderung" : `${count} Änderungen`);

export const de = {
  problems: deProblems,
  atService: deAtService,
  deviceNews: deDeviceNews,
  pay: dePay,
  deposit: deDeposit,
  ghost: deGhost,
  held: deHeld,
  compare: deCompare,
  manual: deManual,
  adding: deAdding,
  costs: deCosts,
  recoup: deRecoup,
  timeline: deTimeline,
  trust: deTrust,
  justNow: "gerade eben",

  common: {
    back: "Zurück",
    cancel: "Abbrechen",
    continue: "Weiter",
    copy: "Kopieren",
    copied: "Kopiert.",
    copiedNot: "Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn selbst.",
    details: "Einzelheiten",
    loading: "Einen Augenblick …",
    loadingLong: "Das dauert länger als sonst. Sie können das jederzeit schließen: es geht nichts verloren.",
    off: "Aus",
    on: "An",
    newTab: "öffnet einen neuen Tab",
    reload: "Seite neu laden",
    tryAgain: "Noch einmal versuchen",
    unknown: "Noch nicht bekannt",
  },

  home: {
    and: (amounts: string) => `und ${amounts}`,
    backup: "Sicherung",
    balance: "Guthaben",
    incoming: (amount: string) => `+ ${amount} unterwegs`,
    expired: (amount: string) => `${amount} verfallen`,
    noMoney: "Noch kein Geld",
    noMoneyNext: "Empfangen Sie etwas von Ihrer Bank, dann steht es hier.",
    receive: "Empfangen",
    risk: {
      contested: (amount: string) => `${amount} zweimal versprochen`,
      exchange: (amount: string) =>
        `${amount} vielleicht nicht angenommen: die Wechselstube hat ihren Schlüssel gewechselt`,
      expiring: (amount: string) => `${amount} sollten Sie bald ausgeben`,
    },
    send: "Senden",
    settings: "Einstellungen",
    sheet: {
      again: "Ist Ihr Wiederherstellungsblatt noch da?",
      notKept: "Legen Sie Ihr Wiederherstellungsgeheimnis weg",
      notProven: "Prüfen Sie Ihr Wiederherstellungsblatt",
      outdated: "Drucken Sie Ihr Wiederherstellungsblatt neu",
    },
    sheetLater: "In einem Monat erinnern",
    setUpBackup: "Sicherung jetzt einrichten",
    thatIsAll: "Das ist bisher alles. Was Sie bezahlen und empfangen, steht dann hier.",
  },

  activity: {
    check: "Verlauf prüfen und speichern",
    end: "Das ist alles.",
    found: (count) => (count === 0 ? "Nichts gefunden." : count === 1 ? "Eines gefunden." : `${count} gefunden.`),
    all: { currency: "Jede Währung", exchange: "Überall", kind: "Alles", month: "Jederzeit" },
    currency: "Währung",
    kinds: { open: "Noch nicht fertig", withdrawal: "Abhebungen", payment: "Zahlungen", deposit: "Auf Ihr Konto" },
    month: "Monat",
    search: "Suchen",
    searchHint: "Ein Name, was es war, ein Betrag, eine Bestellnummer oder ein Tag wie 2026-11-21.",
    searching: "Wird gesucht …",
    show: "Zeigen",
    showAll: "Alles anzeigen",
    showEverything: "Wieder alles zeigen",
    title: "Verlauf",
  },

  backup: {
    all: "Alles ist gesichert",
    backingUp: (count: number) =>
      count === 0 ? "Wird gesichert …" : `${changes(count)} ${count === 1 ? "wird" : "werden"} gesichert …`,
    lastBackup: (when: string) => `letzte Sicherung ${when}`,
    nextBackup: (when: string) => `nächste Sicherung ${when}`,
    never: "Noch ist nichts gesichert",
    nextTry: (when: string) => `nächster Versuch ${when}`,
    none: "Keine Sicherung: Ihr Geld liegt nur in diesem Browser.",
    noneBeforeMoney: "Noch keine Sicherung.",
    off: "Die Sicherung ist aus: Ihr Geld liegt nur in diesem Browser.",
    offBeforeMoney: "Die Sicherung ist aus.",
    rival: "Ein anderes Gerät hat das Wiederherstellungsgeheimnis ebenfalls erneuert",
    rivalNext: "Beide zusammenführen",
    offNext: "Einschalten",
    noneNext: "Jetzt einrichten",
    pending: (count: number) => `${changes(count)} noch nicht gesichert`,
    waitsForChoice: "Eine Abhebung wartet auf Ihre Entscheidung über eine Sicherung.",
    waitsForChoiceNext: "Jetzt entscheiden",
  },

  toolbar: {
    calm: "Satchel",
    needsYou: "Satchel braucht Sie.",
    turn: "Etwas wartet auf Sie.",
    uncovered: "Eine Abhebung kommt nicht weiter, weil kein Sicherungsdienst antwortet.",
  },

  offline: {
    line: "Sie sind offline.",
    lineNext: "Alles auf diesem Gerät geht weiter; was einen Server braucht, wartet.",
    problem: {
      what: "Dafür braucht es die Antwort eines Servers.",
      next: "Er wird gefragt, sobald Sie wieder verbunden sind. Nichts wurde geändert.",
    },
  },

  story: {
    cancelled: (source: string) => `Abhebung von ${source} abgebrochen`,
    cancelledWire: "Überweisung abgebrochen",
    confirm: "Bei Ihrer Bank bestätigen",
    needsBackup: "Wartet auf Ihre Sicherung",
    needsChoice: "Wartet auf Ihre Entscheidung über eine Sicherung",
    onItsWay: "Unterwegs",
    otherDevice: "Das macht ein anderes Ihrer Geräte",
    received: (source: string) => `Erhalten von ${source}`,
    receivedWire: "Per Überweisung erhalten",
    receiving: (source: string) => `Kommt von ${source}`,
    receivingWire: "Kommt per Überweisung",
    removed: "Wechselstube entfernt",
    removedText:
      "Sie haben die Wechselstube entfernt. Was von deren Münzen übrig war, ist weg; dies hier bleibt in Ihrem Verlauf.",
    sendMoney: "Senden Sie das Geld von Ihrer Bank",
    waiting: (source: string) => `Warten auf ${source}`,
    waitingWire: "Warten auf Ihre Überweisung",
  },

  transaction: {
    asksAgain: (when: string) => `Nächster Versuch ${when}.`,
    bank: "Bank",
    bankConfirmation:
      "Bestätigen Sie diese Abhebung bei Ihrer Bank. Danach kommt das Geld von selbst, auch wenn dieses Fenster zu ist.",
    bankConfirmationApp: "Bestätigen Sie sie in der App Ihrer Bank oder auf deren Website.",
    cancel: "Abhebung abbrechen",
    cancelBank:
      "Von Ihrem Konto wurde noch nichts abgebucht. Wollen Sie das Geld doch, müssen Sie bei Ihrer Bank neu beginnen.",
    cancelNow: "Abbrechen",
    cancelWhat: "Diese Abhebung abbrechen?",
    cancelWire:
      "Haben Sie das Geld noch nicht überwiesen, geht nichts verloren. Haben Sie es schon überwiesen, kommt es trotzdem: Satchel hält noch einen Monat danach Ausschau.",
    cancelling: "Wird abgebrochen …",
    cancelled: "Diese Abhebung wurde abgebrochen. Kommt das Geld trotzdem, so landet es in Ihrer Geldbörse.",
    confirm: "Bei Ihrer Bank bestätigen",
    done: "Das Geld ist in Ihrer Geldbörse.",
    exchange: "Wechselstube",
    goOnWithoutBackup: "Ohne Sicherung weiter",
    goOnWithoutBackupHint:
      "Seit Minuten antwortet kein Sicherungsdienst. Ohne Sicherung sind diese Münzen verloren, wenn dieses Gerät jetzt ausfällt.",
    keep: "Behalten",
    needsBackup:
      "Die Münzen werden geholt, sobald der Plan für sie in Ihrer Sicherung steht: so können sie nicht verloren gehen.",
    needsChoice: "Ihre Abhebung geht weiter, sobald Sie über eine Sicherung entschieden haben.",
    needsExchange: "Die Wechselstube wartet auf das Geld der Bank. Das geht von selbst weiter.",
    otherDevice: "Ein anderes Ihrer Geräte hat das begonnen und bringt es zu Ende.",
    plannedBackup: (when: string) => `Die nächste Sicherung ist geplant: ${when}.`,
    plannedBackupHint:
      "Ihre Einstellung sichert zu zufälligen Zeiten, damit niemand erkennt, wann Sie zahlen oder abheben. Wenn Sie nicht warten möchten, sind diese Münzen verloren, falls das Gerät vorher kaputtgeht.",
    started: "Begonnen",
    takeOver: "Auf diesem Gerät weitermachen",
    takeOverHint: "Für den Fall, dass das andere Gerät verloren ist oder ausgeschaltet bleibt.",
    title: "Abhebung",
    wire: "Überweisen Sie diesen Betrag von Ihrem Bankkonto. Der Verwendungszweck muss genau so lauten: an ihm erkennt die Wechselstube, dass das Geld Ihnen gehört.",
    working: "Die Wechselstube stellt Ihre Münzen aus. Das geht von selbst weiter.",
    workingWord: "Einen Augenblick …",
  },

  wire: {
    account: "Konto",
    amount: "Betrag",
    copyAccount: "Konto kopieren",
    copyAmount: "Betrag kopieren",
    copyInstitution: "Bank kopieren",
    copyPayto: "Zahlungslink kopieren",
    copyReceiver: "Empfänger kopieren",
    copySubject: "Verwendungszweck kopieren",
    institution: "Bank",
    payto: "Alles als Zahlungslink",
    receiver: "Empfänger",
    subject: "Verwendungszweck, genau so",
  },

  receive: {
    hint: "Er beginnt mit taler://withdraw oder taler+http://withdraw.",
    link: "Link Ihrer Bank",
    manual: "Per Überweisung",
    manualHint: "Geld selbst an eine Wechselstube senden",
    missing: "Fügen Sie den Link ein, den Ihre Bank anzeigt.",
    restore: "Geldbörse wiederherstellen",
    secret:
      "Das ist ein Wiederherstellungsgeheimnis, kein Geld. Dafür gibt es eine eigene Seite: fügen Sie es dort ein.",
    title: "Empfangen",
  },

  link: {
    looking: "Wird angesehen …",
    scan: "Code scannen",
    title: "Taler-Link",
  },

  look: {
    forbidden:
      "Der Browser lässt Erweiterungen diese Seite nicht ansehen. Kopieren Sie den Link dort und fügen Sie ihn unter Empfangen oder Senden ein.",
    kinds: {
      withdraw: "Abhebung",
      "withdraw-exchange": "Abhebung",
      "add-exchange": "Wechselstube",
      pay: "Zahlung",
      refund: "Rückzahlung",
    },
    none: "Auf dieser Seite steht kein Taler-Link, den Satchel öffnen könnte.",
    offer: "Auf dieser Seite suchen",
    offerHint: "Findet dort Taler-Links, dieses eine Mal",
    open: "Öffnen",
    several: "Auf dieser Seite stehen mehrere Links. Welcher soll es sein?",
    title: "Auf dieser Seite",
  },

  withdraw: {
    acceptFirst: "Setzen Sie zuerst das Häkchen.",
    action: (amount: string) => `${amount} abheben`,
    amount: (currency: string) => `Betrag in ${currency}`,
    amountHint: (digits: number) => (digits === 0 ? "Nur ganze Zahlen." : `Bis zu ${digits} Stellen nach dem Komma.`),
    amountMissing: "Geben Sie einen Betrag über null ein.",
    busy: "Wird abgehoben …",
    byTransfer: "per Überweisung, die Sie selbst machen",
    exchange: "Wechselstube",
    from: (bank: string) => `von Ihrem Konto bei ${bank}`,
    newTerms: "Die Wechselstube hat ihre Geschäftsbedingungen geändert.",
    noTerms: "Diese Wechselstube hat keine Geschäftsbedingungen.",
    privacy: "Die Wechselstube sieht, wie viel Sie abheben, aber nie, was Sie damit kaufen.",
    read: "Lesen",
    readTerms: "Geschäftsbedingungen lesen",
    taken: "Vom Konto abgebucht",
    title: "Abheben",
    youReceive: "Sie erhalten",
    youSend: "Sie überweisen",
  },

  terms: {
    accept: "Ich nehme die Geschäftsbedingungen an",
    accepted: "Sie haben diese Bedingungen angenommen.",
    acceptButton: "Bedingungen annehmen",
    acceptBusy: "Wird gespeichert …",
    acceptFirst: "Setzen Sie das Häkchen, um fortzufahren.",
    language: "Sprache",
    nowIn: (language) => `Jetzt auf ${language}`,
    none: "Hier gibt es keine Geschäftsbedingungen.",
    onlyIn: (wished, given) => `Auf ${wished} gibt es sie nicht; dies ist ${given}.`,
    text: "Text der Geschäftsbedingungen",
    title: "Geschäftsbedingungen",
    unreadable:
      "Diese Bedingungen haben ein Format, das Satchel nicht zeigt. Lesen Sie sie auf der Website des Betreibers.",
  },

  welcome: {
    hint: "Zum Wiederherstellen brauchen Sie Ihr Wiederherstellungsblatt: das Geheimnis oder seine 24 Wörter.",
    restore: "Geldbörse wiederherstellen",
    start: "Neu beginnen",
    text: "Digitales Bargeld, das Sie selbst in der Hand haben. Bezahlen Sie ohne Konto und ohne verfolgt zu werden.",
    title: "Willkommen bei Satchel",
  },
} satisfies Messages;
