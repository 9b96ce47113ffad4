/** The wallet as a file, in German. */
import type { enFile, enFileProblems, enFormer } from "./en-file.ts";

export const deFile: typeof enFile = {
  choose: "Gespeicherte Datei wählen",
  chosen: (name, size) => `${name} · ${size} KiB`,
  behind: "Seitdem hat sich etwas geändert.",
  hint: "Eine verschlüsselte Kopie für einen USB-Stick oder eine andere Festplatte. Ohne Ihr Wiederherstellungsgeheimnis kann sie niemand öffnen, auch Sie nicht. Sie bleibt, wie sie heute ist: nur ein Sicherungsdienst hält mit Ihnen Schritt.",
  keepsUp: "Seitdem hat sich nichts geändert.",
  lastSaved: (when) => `Zuletzt als Datei gespeichert: ${when}.`,
  merge: "Gespeicherte Datei hinzufügen",
  mergeBusy: "Wird hinzugefügt …",
  mergeDone: "Die Datei wurde hinzugefügt. Was hier neuer war, ist geblieben.",
  mergeHint:
    "Eine Datei genau dieser Geldbörse, etwa von einem anderen Computer. Nichts, was hier neuer ist, geht verloren.",
  never: "Noch nicht als Datei gespeichert.",
  onDisk: "Eine gespeicherte Datei",
  optional: "Eine gespeicherte Datei, wenn Sie eine haben",
  remove: "Ohne diese Datei",
  restoreHint: "Gespeichert unter „Sicherung“ auf einem Ihrer Geräte. Sie wird mit dem Geheimnis von oben gelesen.",
  save: "Verschlüsselte Kopie als Datei speichern",
  saveBusy: "Wird gespeichert …",
  saved: "Die Datei liegt bei Ihren Downloads. Bewahren Sie sie nicht auf diesem Computer auf.",
  title: "Eine Kopie als Datei",
};

export const deFileProblems: typeof enFileProblems = {
  notASavedFile: {
    what: "Das ist keine Geldbörse, die Satchel gespeichert hat.",
    next: "Ihr Name endet auf .taler-backup. Es hat sich nichts geändert.",
  },
  fileDoesNotOpen: {
    what: "Die Datei lässt sich mit diesem Geheimnis nicht öffnen: sie gehört zu einer anderen Geldbörse oder ist beschädigt.",
    next: "Prüfen Sie das Geheimnis oder nehmen Sie eine andere Kopie der Datei. Es hat sich nichts geändert.",
  },
  fileNotWhole: {
    what: "Der Browser hat das beendet, bevor die Datei vollständig war.",
    next: "Es hat sich nichts geändert. Versuchen Sie es noch einmal.",
  },
};

/** A service that the wallet which was here before has used. */
export const deFormer: typeof enFormer = {
  badge: "Von Ihrer früheren Geldbörse",
  covered:
    "Alles davon ist jetzt in dieser Geldbörse und anderswo gesichert: Sie können ihn entfernen. Was dort liegt, bleibt dort, bis seine Zeit um ist.",
  pays: "Für diese Geldbörse wäre er neu zu bezahlen, darum benutzt Satchel ihn nicht von selbst.",
  remove: "Aus der Liste entfernen",
  removeBusy: "Wird entfernt …",
  title: "Von der Geldbörse, die vorher hier war.",
  uncovered:
    "Was er aufbewahrt, ist noch nicht anderswo gesichert. Behalten Sie ihn so lange, oder benutzen Sie ihn auch für diese Geldbörse.",
};
