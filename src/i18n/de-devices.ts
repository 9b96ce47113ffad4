/** What the devices page says in German. */
import type { PageMessages } from "./en-pages.ts";

export const deDevices = {
  add: "Gerät hinzufügen",
  addNeedsBackup: "Geräte teilen sich eine Geldbörse über deren Sicherung. Wählen Sie zuerst einen Sicherungsdienst.",
  addSteps: [
    "Hier: Zeigen Sie das Wiederherstellungsgeheimnis an, oder nehmen Sie das Blatt, auf das Sie es gedruckt haben.",
    "Dort: Installieren Sie Satchel in Firefox oder Chrome und wählen Sie „Geldbörse wiederherstellen“.",
    "Dort: Scannen Sie den Code, oder geben Sie das Geheimnis ein. Von da an haben beide Geräte dasselbe Geld.",
  ],
  busy: "Einen Moment …",
  emptyHere:
    "Soll es leer sein, warten Sie, bis alles gesichert ist, und entfernen Sie dann Satchel aus diesem Browser: Ihre anderen Geräte behalten das Geld.",
  firstSeen: (when: string) => `Zuerst bemerkt ${when}`,
  hasSecret: "Wer es benutzt, hat Ihr Wiederherstellungsgeheimnis und kann das ganze Geld ausgeben.",
  here: "Gerade in Benutzung",
  holds: "Jedes Gerät kann das ganze Geld ausgeben.",
  holdsWhy:
    "Ein verlorenes nimmt nichts mit; aber wer es findet und seinen Browser öffnen kann, kann das Geld ebenfalls ausgeben.",
  isRetired: "Es ist ausgemustert. Belassen Sie es nicht dabei: Es kann weiterhin Geld ausgeben.",
  joined: (date: string) => `Seit ${date}`,
  known: "Das war ich",
  knownAfterAll: "Es gehört doch mir",
  lead: "Sie teilen sich diese Geldbörse über Ihre Sicherung, nie direkt.",
  name: "Name dieses Geräts",
  nameHint: "Nur Ihre eigenen Geräte sehen ihn.",
  nameMissing: "Ein Gerät braucht einen Namen.",
  openBackup: "Sicherungsdienst wählen",
  rejoin: "Wieder benutzen",
  rename: "Umbenennen",
  renameBusy: "Wird gespeichert …",
  renamed: "Das Gerät hat seinen neuen Namen.",
  retire: "Ausmustern",
  retireAsks: (name: string) => `${name} ausmustern?`,
  retireBusy: "Wird ausgemustert …",
  retireDoes: "Ihre Geräte warten nicht mehr darauf und führen zu Ende, was es begonnen hat.",
  retireDoesNot:
    "Es verliert dadurch nichts, was es gesehen hat: Das Geld und das Wiederherstellungsgeheimnis bleiben darauf. Kommt es zurück, wird übernommen, was es weiß.",
  retired: "Nicht mehr in Benutzung",
  retiredHint:
    "Auf dieses Gerät wartet niemand mehr. Kommt es zurück, wird übernommen, was es weiß, und es kann wieder benutzt werden.",
  retiredHere:
    "Ein anderes Ihrer Geräte sagt, dass niemand mehr auf dieses warten soll. Nichts ist verloren: Was dieses Gerät weiß, kommt weiterhin in die Sicherung.",
  save: "Namen speichern",
  seen: (when: string) => `Zuletzt gesehen ${when}`,
  silent: (date: string) => `Nicht gesehen seit ${date}. Es kann Geld haben, das nicht in der Sicherung ist.`,
  stranger: (name: string) => `Gehört „${name}“ nicht Ihnen, hat jemand anderes Ihr Wiederherstellungsgeheimnis.`,
  strangerSteps: [
    "Bringen Sie zuerst Ihr Geld in Sicherheit: Senden Sie es auf Ihr Bankkonto, oder geben Sie es aus. Auch andere können es ausgeben.",
    "Mustern Sie das Gerät aus. Ihre anderen Geräte warten dann nicht mehr darauf; ausgesperrt ist es damit nicht.",
    "Erneuern Sie das Wiederherstellungsgeheimnis, bevor Sie wieder Geld hineinlegen: Bis dahin können andere Ihre Sicherung lesen.",
  ],
  theseDevices: "In Benutzung",
  thisDevice: "Dieses Gerät",
  title: "Geräte",
  toSecret: "Wiederherstellungsgeheimnis anzeigen",
  unreadable: "Diese Version von Satchel kann nicht lesen, was von ihm bekannt ist. Eine neuere kann es vielleicht.",
  unknown: "Das kenne ich nicht",
} satisfies PageMessages["devices"];
