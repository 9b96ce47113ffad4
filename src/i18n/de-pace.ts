/** What the settings pages say in German about when backups are made, and about switching them off. */
import type { enPace } from "./en-pace.ts";

export const dePace: typeof enPace = {
  copyKept: (when) => `Hat noch die letzte Kopie, gemacht ${when}`,
  copyStill: "Die Kopie dort ist, wie sie war.",
  copyNone: "Hat keine Kopie",
  copyOverwritten: (when) => `Kopie überschrieben ${when}`,
  empty: "Kopien überschreiben",
  emptyBusy: "Wird überschrieben …",
  emptyOne: "Auch die Kopie bei diesem Dienst überschreiben",
  emptyAll: "Auch die Kopien bei den Diensten überschreiben",
  emptyHow:
    "Sicherungsdiensten kann man das Löschen nicht auftragen. Sie geben aber nur das Letzte heraus: Liegt dort eine leere Kopie, lässt sich daraus nichts wiederherstellen. Ob ein Dienst ältere behält, sieht niemand; sie sind verschlüsselt.",
  keepsStorage: "Ihr Browser hat nicht zugesagt, Satchels Daten zu behalten, wenn der Speicherplatz knapp wird.",
  keepsStorageNext: "Lassen Sie etwas Platz frei, und lassen Sie die Sicherung eingeschaltet.",
  off: "Es wird nichts gesendet und niemand gefragt.",
  offAsk: "Die Sicherung ausschalten?",
  offBusy: "Wird ausgeschaltet …",
  offKeep: "Eingeschaltet lassen",
  offLoss:
    "Ihr Geld liegt dann nur in diesem Browser. Wenn dieser Computer kaputtgeht, verloren geht oder neu eingerichtet wird, ist weg, was nach der letzten Sicherung kam.",
  offNote: "Kein Dienst wird gefragt und kein neues Geld gesichert, bis Sie sie wieder einschalten.",
  offNow: "Ausschalten",
  on: "Ihre Geldbörse wird verschlüsselt zu den Diensten unten kopiert.",
  othersKeep: "Die Kopien bleiben, wo sie sind, weil andere Ihrer Geräte sie benutzen.",
  othersKeepOne: "Die Kopie dort bleibt, wo sie ist, weil andere Ihrer Geräte sie benutzen.",
  private: "Zu zufälligen Zeiten",
  privateNext: (when) => `Nächste Sicherung ${when}.`,
  privateText:
    "Etwa alle zwei Stunden, ob sich etwas geändert hat oder nicht, damit die Zeiten niemandem sagen, wann Sie zahlen. Neues Geld wartet auf die nächste Sicherung, und was neuer ist als die letzte, ist weg, wenn dieses Gerät kaputtgeht. „Jetzt sichern“ geht weiterhin sofort; diesen Zeitpunkt kann man sehen.",
  prompt: "Sofort",
  promptText:
    "Zahlungen sind nach spätestens zehn Sekunden gesichert. Ein Dienst kann sehen, wann sich in Ihrer Geldbörse etwas tut.",
  switch: "Sicherung",
  switchedOff: "Ausgeschaltet",
  when: "Wann gesichert wird",
};
