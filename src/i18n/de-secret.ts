/** What is said about the recovery secret, the sheet that holds it, and the test whether it is still there; in German. */
import type { PageMessages } from "./en-pages.ts";

export const deSecret = {
  address: (addresses: string) => `Zu den Wörtern gehört auch die Adresse des Dienstes: ${addresses}.`,
  clipboard: {
    copied:
      "Kopiert. Fügen Sie es an einem sicheren Ort ein und lassen Sie diese Seite offen: in einer Minute leert Satchel die Zwischenablage.",
    emptied: "Die Zwischenablage ist wieder leer.",
    empty: "Jetzt leeren",
    history: "Merkt sich Ihr Computer, was kopiert wurde, dann löschen Sie es auch dort.",
    in: (seconds: number) => `Geleert in ${seconds}\u00a0s`,
    stuck:
      "Solange Sie nicht hier sind, lässt der Browser niemanden die Zwischenablage leeren. Es geschieht bei Ihrem nächsten Klick hier.",
  },
  hidden: "Jetzt sollte Ihnen niemand über die Schulter sehen.",
  hideWords: "Wörter verbergen",
  keep: "Wird wieder verborgen, wenn Sie diese Seite verlassen. Für eine Datei wählen Sie Drucken und dann „Als PDF speichern“.",
  lead: "Es bringt Ihre ganze Geldbörse auf jedem Computer zurück. Bewahren Sie es auf wie Ihren Pass.",
  next: "Was noch zu tun ist",
  noService:
    "Noch ist kein Sicherungsdienst in Benutzung. Die Wörter stimmen schon, aber es gibt nichts, was sie öffnen könnten.",
  print: "Drucken",
  putAway: "Das Geheimnis drucken und weglegen",
  putAwayHint: "Eine Seite, schwarz auf weiß. Gedruckt und weggelegt? Dann haken Sie es ab.",
  putAwayMark: "Abhaken",
  putAwayDone: (date: string) => `Erledigt am ${date}. Jetzt kommt es nur noch auf dieses Blatt an.`,
  putAwayUnmark: "Doch noch nicht",
  qr: "QR-Code des Wiederherstellungsgeheimnisses",
  reveal: "Wiederherstellungsgeheimnis anzeigen",
  revealBusy: "Wird geholt …",
  showWords: "Wörter anzeigen",
  title: "Ihr Wiederherstellungsgeheimnis",
  treat: "Behandeln Sie es wie Bargeld.",
  treatWhy:
    "Wer dieses Geheimnis hat, kann Ihr Geld nehmen. Geht es verloren, kann es niemand ersetzen, auch nicht der Sicherungsdienst.",
  uri: "Wiederherstellungsgeheimnis",
  uriOther: "Es öffnet auch die Sicherung bei diesen Diensten:",
  words: "Dasselbe Geheimnis in 24 Wörtern",
} satisfies PageMessages["secret"];

/** What stands on the paper. */
export const deSheet = {
  addressHint: "Zu den Wörtern gehört auch die Adresse eines der Sicherungsdienste, die unten stehen.",
  goodUntil: "Gut bis",
  goodUntilHint:
    "wenn niemand Satchel öffnet. Danach verfällt Geld darin; vorher geöffnet, erneuert Satchel es von selbst.",
  how: "So stellen Sie wieder her",
  howSteps: [
    "Installieren Sie Satchel in Firefox oder Chrome auf einem Computer, dem Sie vertrauen.",
    "Öffnen Sie es und wählen Sie „Geldbörse wiederherstellen“.",
    "Scannen Sie den Code oder geben Sie Geheimnis oder Wörter ein. Wählen Sie „Wiederherstellen“.",
  ],
  keptAt: "Dieses Blatt liegt",
  lead: "Es stellt eine Geldbörse für GNU Taler mit ihrem ganzen Inhalt wieder her. Wer es hat, kann das Geld ausgeben. Niemand kann es ersetzen: nicht der Sicherungsdienst, nicht die Wechselstube, nicht die Macher von Satchel. Bewahren Sie es trocken, dunkel und für sich auf. Fotografieren und mailen Sie es nicht.",
  letters:
    "Die Buchstaben I, L, O und U kommen nicht vor. Lücken und Kleinschreibung spielen beim Eintippen keine Rolle.",
  printedOn: "Gedruckt am",
  secondAt: "Eine zweite Kopie liegt",
  services: "Sicherungsdienste an diesem Tag",
  title: "Dieses Blatt ist Geld.",
  what: "Wiederherstellungsblatt",
  wordsHint: "Die Wörter stammen aus der englischen BIP-39-Liste; die ersten vier Buchstaben genügen.",
} satisfies PageMessages["sheet"];

/** Testing what was kept, and being reminded of it. */
export const deProof = {
  check: "Wörter prüfen",
  checkBusy: "Wird geprüft …",
  checkSecret: "Prüfen",
  code: "Oder sein Code",
  codeRead: "Der Code wurde gelesen.",
  emptyWord: "Geben Sie das Wort ein, das dort steht.",
  formerWallet: "Das ist das Geheimnis einer Geldbörse, die in dieser aufgegangen ist.",
  formerWalletNext: "Ihr Geld ist jetzt hier. Drucken Sie das Blatt dieser Geldbörse und legen Sie es weg.",
  lead: "Als wäre dieser Computer weg: holen Sie Ihr Blatt hervor und zeigen Sie, dass es das richtige ist. Hier steht nichts, was die Antwort verrät.",
  leadsNowhere: "Aber sein Code führt zu einem Dienst, den Sie nicht mehr benutzen.",
  lost: "Sie finden es nicht?",
  lostNext: "Dann drucken Sie es noch einmal, solange dieser Computer da ist.",
  otherWallet: "Das ist das Geheimnis einer anderen Geldbörse.",
  otherWalletNext:
    "Es bringt nichts aus dieser Geldbörse zurück. Suchen Sie das richtige Blatt oder drucken Sie ein neues.",
  otherWords: "Das war dreimal falsch. Hier sind andere Wörter.",
  outdated: {
    added: (services: string) => `Ihr Blatt nennt ${services} noch nicht.`,
    both: (added: string, removed: string) =>
      `Ihr Blatt nennt ${added} noch nicht, dafür noch ${removed}, obwohl Sie das nicht mehr benutzen.`,
    removed: (services: string) => `Ihr Blatt nennt noch ${services}, obwohl Sie das nicht mehr benutzen.`,
    done: "Ich habe es neu gedruckt",
    next: "Drucken Sie es neu.",
  },
  reminder: {
    again: "Das ist eine Weile her. Liegt Ihr Blatt noch dort, wo es war?",
    notProven: "Noch nicht geprüft. Drei Wörter davon oder der Code: es dauert eine Minute.",
  },
  right: "Mit diesem Blatt kommt Ihre Geldbörse zurück",
  rightNext: (date: string) => `Legen Sie es dorthin zurück, wo es war. Satchel fragt am ${date} wieder danach.`,
  rightSecret: "Das ist das richtige Geheimnis",
  scan: "Code scannen",
  show: "Wiederherstellungsgeheimnis anzeigen",
  test: "Prüfen, was Sie aufbewahren",
  testHint: "Drei Wörter davon oder der Code: es dauert eine Minute.",
  testNext: (date: string) => `Satchel fragt am ${date} wieder danach.`,
  testShort: "Prüfen",
  tested: (date: string) => `Geprüft am ${date}`,
  title: "Prüfen, was Sie aufbewahren",
  toBackup: "Zur Sicherung",
  type: "Das ganze Geheimnis eingeben",
  typeHide: "Nicht eingeben",
  unknownWord: "Dieses Wort steht nicht auf der Liste. Vergleichen Sie es Buchstabe für Buchstabe mit Ihrem Blatt.",
  word: (place: number) => `Wort ${place}`,
  words: "Drei seiner 24 Wörter",
  wordsHint: "Die Nummern stehen auf Ihrem Blatt davor. Die ersten vier Buchstaben genügen.",
  wrongWord: (place: number) =>
    `Wort ${place} dieser Geldbörse ist ein anderes. Ist es das richtige Blatt und die richtige Zeile?`,
} satisfies PageMessages["proof"];
