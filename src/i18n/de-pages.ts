/** What the settings pages say in German. */
import { deDevices } from "./de-devices.ts";
import { deExchanges } from "./de-exchanges.ts";
import { deFee } from "./de-fee.ts";
import { deFile, deFormer } from "./de-file.ts";
import { deGeneral } from "./de-general.ts";
import { deMoney } from "./de-money.ts";
import { dePace } from "./de-pace.ts";
import { deRemoval } from "./de-removal.ts";
import { dePhrase, deRestore } from "./de-restore.ts";
import { deRotate } from "./de-rotate.ts";
import { deScan } from "./de-scan.ts";
import { deProof, deSecret, deSheet } from "./de-secret.ts";
import { deServiceState } from "./de-service-state.ts";
import { deTrustPage } from "./de-trust.ts";
import type { PageMessages } from "./en-pages.ts";

export const dePages = {
  devices: deDevices,
  fee: deFee,
  general: deGeneral,
  money: deMoney,
  pace: dePace,

  pages: {
    about: "Über Satchel",
    backup: "Sicherung",
    devices: "Geräte",
    exchanges: "Wechselstuben",
    general: "Allgemein",
    label: "Einstellungen",
    money: "Geld",
    restore: "Wiederherstellen",
    skip: "Zum Inhalt springen",
  },

  services: {
    active: "Benutzte Dienste",
    add: "Dienst hinzufügen",
    address: "Adresse des Dienstes",
    addressHint: "Sie steht auf der Website des Dienstes.",
    behind: (count: number) => (count === 1 ? "ein Dienst ist im Rückstand" : `${count} Dienste sind im Rückstand`),
    choose: "Einen Dienst wählen",
    free: "Kostenlos",
    lastBackup: (when: string) => `Letzte Sicherung ${when}`,
    lead: "Eine verschlüsselte Kopie Ihrer Geldbörse bei Diensten, die Sie selbst wählen.",
    nextBackup: (when: string) => `Nächste Sicherung ${when}.`,
    neverBackedUp: "Dort liegt noch keine Sicherung",
    nextTry: (when: string) => `Nächster Versuch ${when}.`,
    none: "Wählen Sie unten einen Dienst, dann wird von da an alles gesichert.",
    now: "Jetzt sichern",
    nowBusy: "Wird gesichert …",
    off: "Aus",
    other: "Andere Dienste",
    otherHint: "Sie sind mit Satchel gekommen und werden nach nichts gefragt, bis Sie einen wählen.",
    room: (megabytes: string) => `${megabytes}\u00a0MB`,
    secret: "Wiederherstellungsgeheimnis",
    secretHint: "Bringt Ihre Geldbörse auf jedem Computer zurück",
    secretKept: (date: string) => `Auf Papier aufbewahrt seit ${date}`,
    secretNotKept: "Noch nicht auf Papier weggelegt",
    show: "Anzeigen",
    title: "Sicherung",
    yearly: (amount: string) => `${amount} im Jahr`,
  },

  serviceState: deServiceState,

  service: {
    allHere: "Ihre Sicherung liegt hier",
    deactivate: "Deaktivieren",
    deactivateBusy: "Wird beendet …",
    fee: "Gebühr",
    keep: "Weiter benutzen",
    liability: "Ersatz, wenn er Ihre Sicherung verliert",
    liabilityUpTo: (amount: string) => `Bis zu ${amount}`,
    loss: "Von da an wird dort nichts Neues mehr gesichert.",
    lossLast: "Das ist Ihr einziger Dienst. Ohne ihn liegt Ihr Geld nur in diesem Browser.",
    neverHere: "Hier ist noch nichts gesichert",
    neverHereNext: "Die erste Sicherung folgt von selbst.",
    noLiability: "Keiner",
    readTerms: "Lesen",
    secret: "Geheimnis zum Wiederherstellen",
    secretHint: "Es öffnet diese Sicherung und die bei jedem anderen Dienst.",
    stop: "Diesen Dienst nicht mehr benutzen",
    storage: "Speicherplatz",
    terms: "Geschäftsbedingungen",
    termsStatus: { accepted: "Angenommen", proposed: "Noch nicht angenommen", "missing-tos": "Keine" },
    use: "Diesen Dienst benutzen",
    useBusy: "Wird eingerichtet …",
  },

  secret: deSecret,
  sheet: deSheet,
  proof: deProof,

  onboarding: {
    devices: "Alle Ihre Geräte",
    devicesText:
      "Laptop und Computer teilen sich eine Geldbörse über dieselbe Sicherung. Geht einer verloren, nimmt er nichts mit.",
    notNow: "Jetzt nicht",
    paper: "Ein Blatt Papier",
    paperText: "Drucken Sie Ihr Wiederherstellungsgeheimnis. Damit bekommen Sie alles zurück.",
    sealed: "Versiegelt, bevor es geht",
    sealedText: "Ein Dienst bewahrt nur eine verschlüsselte Kopie auf. Er kann sie weder lesen noch ausgeben.",
    text: "Ihre Geldbörse bringt eine Liste von Sicherungsdiensten mit, die eine verschlüsselte Kopie Ihrer Geldbörse aufbewahren können. Benutzen Sie einen, damit Ihr Geld sicher ist!",
    title: "Verlieren Sie Ihr Geld nicht: benutzen Sie einen Sicherungsdienst!",
    waits: (amount: string) =>
      `Ihre Abhebung von ${amount} wartet auf diese Entscheidung. Sie geht weiter, sobald Sie gewählt haben, mit oder ohne Sicherung.`,
    waitsForFee:
      "Wählen Sie einen Dienst, der Geld kostet, so werden zuerst nur die Münzen für seine Gebühr gemacht. Der Rest folgt, sobald Ihre Geldbörse gesichert ist.",
    waitsUntil: (when: string) => `Ohne Antwort geht sie ${when} weiter.`,
  },

  removal: deRemoval,
  restore: deRestore,
  rotate: deRotate,
  file: deFile,
  former: deFormer,
  phrase: dePhrase,
  scan: deScan,

  exchanges: deExchanges,
  trustPage: deTrustPage,

  about: {
    device: "Dieses Gerät",
    entries: "Gespeicherte Einträge",
    lead: "Eine Geldbörse für GNU Taler, die den Verlust eines Geräts übersteht.",
    licences: "Lizenzen",
    privacy: "Datenschutz",
    privacyShort: "Die Hersteller erfahren nichts über Sie",
    setAside: "Beiseitegelegte Einträge",
    technical: "Für alle, die genauer hinsehen",
    technicalHint: "Enthält keine Geheimnisse. Schicken Sie es mit, wenn Sie ein Problem melden.",
    title: "Über Satchel",
    version: "Version",
  },
} satisfies PageMessages;
