/** What the pages of a backup service say in German when something is wrong with it, and how full it is. */
import type { enServiceState } from "./en-service-state.ts";

const nochEinmal = "Geschieht es noch einmal, benutzen Sie einen anderen Dienst.";

export const deServiceState: typeof enServiceState = {
  closing: {
    what: "Dieser Dienst schließt. Er nimmt keine neuen Sicherungen an.",
    until: (date) => `Was er hat, lässt sich bis zum ${date} lesen.`,
    untilUnknown: "Was er hat, lässt sich noch lesen; bis wann, sagt er nicht.",
    nextOnly: "Fügen Sie jetzt einen anderen Dienst hinzu, dann wird dort alles gesichert.",
    next: "Ihre anderen Dienste machen weiter wie bisher.",
  },
  kilobytes: (count) => `${count}\u00a0kB`,
  largest: "Was den Platz braucht",
  whole: "Die ganze Sicherung",
  wholeOf: (size, room) => `etwa ${size} von ${room}`,
  parts: {
    changes: "Wechselgeld und erneuerte Münzen",
    coins: "Münzen",
    deposits: "Auf Bankkonten gesendetes Geld",
    devices: "Geräte und Dienste",
    exchanges: "Wechselstuben und Schlüssel ihrer Münzen",
    newer: "Einträge eines neueren Satchel",
    purchases: "Einkäufe mit ihren Verträgen",
    withdrawals: "Abhebungen",
  },
  seen: "Ich habe es gesehen",
  seenBusy: "Wird gespeichert …",
  suspicion: {
    emptied: {
      what: "Die Sicherung, die hier lag, ist weg.",
      mended: "Nichts ist verloren: Dieser Browser hat sie wieder hierher gelegt.",
      unmended: "Hier ist nichts verloren: Dieser Browser legt sie wieder hin, sobald der Dienst sie annimmt.",
      next: "Dienste dürfen löschen, was jahrelang niemand benutzt oder bezahlt hat. War es das nicht, benutzen Sie einen anderen Dienst.",
      noted: "Sicherung war weg",
    },
    forked: {
      what: "Dieser Dienst hat eine Sicherung geliefert, in der fehlt, was er schon angenommen hatte.",
      mended: "Nichts ist verloren: Beides wurde verbunden, und das Ganze liegt jetzt hier.",
      unmended: "Hier ist nichts verloren: Beides wurde verbunden, und das Ganze folgt, sobald der Dienst es annimmt.",
      next: nochEinmal,
      noted: "Zwei verschiedene Geschichten",
    },
    ownDiskOld: {
      what: "Die Daten dieses Browsers waren auf einen früheren Stand zurückgesetzt oder kopiert worden.",
      mended:
        "Nichts ist verloren: Was später kam, wurde aus der Sicherung geholt. Dieser Browser macht als eigenes Gerät weiter.",
      unmended:
        "Nichts ist verloren: Was später kam, wurde aus der Sicherung geholt. Dieser Browser macht als eigenes Gerät weiter.",
      next: "Was Sie inzwischen entfernt hatten, kann wieder da sein. Waren Sie das nicht, sehen Sie Ihre Geräte durch: Auch eine fremde Kopie kann Geld ausgeben.",
      noted: "Browserdaten zurückgesetzt",
    },
    rolledBack: {
      what: "Dieser Dienst hat eine ältere Sicherung geliefert als die, die er hatte.",
      mended: "Nichts ist verloren: Dieser Browser hat die neueste wieder hierher gelegt.",
      unmended: "Hier ist nichts verloren: Dieser Browser legt die neueste wieder hin, sobald der Dienst sie annimmt.",
      next: nochEinmal,
      noted: "Ältere Sicherung geliefert",
    },
  },
  suspicionName: "Bemerkt",
  times: (count) => `Das ist schon ${count} Mal geschehen.`,
  unreadable:
    "Diese Version von Satchel kann nicht lesen, wie dieser Dienst benutzt wird. Nichts davon ist verloren; eine Aktualisierung hilft.",
  used: (size, room) => `${size} von ${room} belegt`,
};
