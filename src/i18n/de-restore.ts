/** What the restore page says in German. */
import type { PageMessages } from "./en-pages.ts";

export const deRestore = {
  address: "Adresse des Dienstes",
  addressHint:
    "Die Wörter sagen nicht, wo die Sicherung liegt. Ihr Blatt sagt es; mehrere Adressen kommen auf je eine eigene Zeile.",
  again: "Weitere Geldbörse wiederherstellen",
  balance: "Jetzt in dieser Geldbörse",
  busy: "Wird wiederhergestellt …",
  checking: (count: number) =>
    count === 1
      ? "1 Münze wird bei der Wechselstube geprüft: ein anderes Gerät hatte begonnen, sie zu verwenden. Das geht von selbst weiter."
      : `${count} Münzen werden nach und nach bei der Wechselstube geprüft: ein anderes Gerät hatte begonnen, sie zu verwenden. Das geht von selbst weiter.`,
  close: "Sie können diese Seite schließen; Satchel macht von selbst weiter.",
  done: "Ihre Geldbörse ist wieder da",
  failed: "Das Wiederherstellen hat nicht geklappt",
  hint: "Die Zeile, die mit taler:// beginnt, oder die 24 Wörter.",
  interrupted: "Der Browser hat das beendet, bevor sich etwas geändert hat.",
  interruptedNext: "Was Sie eingegeben haben, steht noch da: wählen Sie noch einmal „Wiederherstellen“.",
  keepsMoney: (amounts: string) => `In diesem Browser liegen schon ${amounts}.`,
  keepsMoneyWhy: "Sie bleiben erhalten: aus beiden Geldbörsen wird eine, und beide bleiben in Ihrer Sicherung.",
  lead: "Mit Ihrem Wiederherstellungsblatt, von einem Sicherungsdienst oder aus einer gespeicherten Datei.",
  merged: (rows: string, total: string) => `${rows} von ${total} Einträgen`,
  missing: "Geben Sie ein, was auf Ihrem Wiederherstellungsblatt steht.",
  nothing: "In der Sicherung ist kein Geld.",
  progress: "Fortschritt der Wiederherstellung",
  restore: "Wiederherstellen",
  running: "Ihre Geldbörse wird wiederhergestellt",
  secret: "Wiederherstellungsgeheimnis",
  service: {
    waiting: "Wartet",
    done: "Sicherung gefunden",
    empty: "Keine Sicherung zu diesem Geheimnis",
    failed: "Hat nicht geklappt",
  },
  services: "Gefragte Dienste",
  setAside: (count: number) =>
    count === 1
      ? "1 Eintrag war nicht lesbar. Er liegt beiseite, so wie er kam; alles andere ist da."
      : `${count} Einträge waren nicht lesbar. Sie liegen beiseite, so wie sie kamen; alles andere ist da.`,
  steps: {
    fetching: { title: "Sicherung holen", text: "Von jedem genannten Dienst" },
    opening: { title: "Öffnen und prüfen", text: "Vollständig, unverändert und mit Ihrem Geheimnis lesbar" },
    merging: { title: "Mit dieser Geldbörse vereinen", text: "Nichts, was schon hier ist, geht dabei verloren" },
    joining: { title: "Als eigenes Gerät beitreten", text: "Damit Ihre Geräte einander nicht in die Quere kommen" },
  },
  asksToWait: (service: string, time: string) => `${service} bittet uns, bis ${time} zu warten.`,
  asksToWaitNext:
    "Lassen Sie diese Seite offen: sie versucht es dann von selbst wieder. Bisher hat sich nichts geändert.",
  waits: (time: string) => `Bittet uns, bis ${time} zu warten`,
  startOver: "Etwas anderes eingeben",
  stepDone: "fertig",
  title: "Geldbörse wiederherstellen",
  toBackup: "Sicherung ansehen",
  tryPreset: "Auch bei den Diensten nachsehen, die Satchel kennt",
} satisfies PageMessages["restore"];

export const dePhrase = {
  begin: (count: number) =>
    count === 1
      ? "1 Wort beginnt so. Die Tabulatortaste übernimmt es."
      : `${count} Wörter beginnen so. Pfeil nach unten wählt, die Tabulatortaste übernimmt.`,
  choices: "Wörter, die so beginnen",
  count: (count: number) => `${count} von 24 Wörtern`,
  didYouMean: "Meinten Sie:",
  doesNotFit:
    "Alle 24 Wörter stehen auf der Liste, aber sie gehören nicht zusammen: eines ist falsch, oder zwei sind vertauscht. Vergleichen Sie sie einzeln mit Ihrem Blatt.",
  fits: "24 Wörter, und sie gehören zusammen",
  lettersMissing: (count: number) =>
    `${count === 1 ? "1 Zeichen fehlt" : `${count} Zeichen fehlen`}. Vergleichen Sie das Ende mit Ihrem Blatt.`,
  lettersSurplus: (count: number) =>
    `${count === 1 ? "1 Zeichen ist" : `${count} Zeichen sind`} zu viel. Vergleichen Sie mit Ihrem Blatt.`,
  long: (count: number) => `Das sind ${count} Wörter. Ein Wiederherstellungsgeheimnis hat 24.`,
  more: (count: number) =>
    count === 1 ? "1 weiteres Wort steht nicht auf der Liste." : `${count} weitere Wörter stehen nicht auf der Liste.`,
  noIdea: "Vergleichen Sie es mit Ihrem Blatt; seine ersten vier Buchstaben genügen.",
  short: (count: number) =>
    `${count === 1 ? "1 Wort ist" : `${count} Wörter sind`} da. Ein Wiederherstellungsgeheimnis hat 24: es fehlen ${24 - count}.`,
  take: (word: string, typed: string) => `${word} statt ${typed}`,
  unknown: (word: string, place: number) => `Wort ${place}, „${word}“, gehört nicht zu den Wörtern.`,
  unknownPlaces: (count: number, places: string) =>
    count === 1 ? `Wort ${places} steht nicht auf der Liste.` : `Die Wörter ${places} stehen nicht auf der Liste.`,
} satisfies PageMessages["phrase"];
