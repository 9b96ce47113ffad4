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
  here: "Gerade in Benutzung",
  holds: "Jedes Gerät kann das ganze Geld ausgeben.",
  holdsWhy:
    "Ein verlorenes nimmt nichts mit; aber wer es findet und seinen Browser öffnen kann, kann das Geld ebenfalls ausgeben.",
  joined: (date: string) => `Seit ${date}`,
  lead: "Sie teilen sich diese Geldbörse über Ihre Sicherung, nie direkt.",
  name: "Name dieses Geräts",
  nameHint: "Nur Ihre eigenen Geräte sehen ihn.",
  nameMissing: "Ein Gerät braucht einen Namen.",
  numbered: (name: string, number: number) => `${name} #${number}`,
  openBackup: "Sicherungsdienst wählen",
  rename: "Umbenennen",
  renameBusy: "Wird gespeichert …",
  renamed: "Das Gerät hat seinen neuen Namen.",
  retired: "Nicht mehr in Benutzung",
  retiredHint:
    "Auf dieses Gerät wartet niemand mehr. Kommt es zurück, wird übernommen, was es weiß, und es ist wieder dabei.",
  save: "Namen speichern",
  seen: (when: string) => `Zuletzt gesehen ${when}`,
  silent: (date: string) => `Nicht gesehen seit ${date}. Es kann Geld haben, das nicht in der Sicherung ist.`,
  theseDevices: "In Benutzung",
  thisDevice: "Dieses Gerät",
  title: "Geräte",
  toSecret: "Wiederherstellungsgeheimnis anzeigen",
  unnamed: "Ein Gerät ohne Namen",
} satisfies PageMessages["devices"];
