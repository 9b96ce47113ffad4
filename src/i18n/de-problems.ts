/** What went wrong, in German. */
import { deExchangeProblems } from "./de-exchange-problems.ts";
import { deFileProblems } from "./de-file.ts";
import type { ProblemTexts } from "./en-problems.ts";

const vonHand = "Nichts ist verloren. Versuchen Sie es gleich noch einmal.";
const versuchtErneut = "Nichts ist verloren. Satchel versucht es von selbst wieder.";

export const deProblems: ProblemTexts = {
  unreachable: {
    what: "Der Server antwortet nicht.",
    next: `${versuchtErneut} Prüfen Sie Ihre Verbindung, wenn das so bleibt.`,
    byHand: "Prüfen Sie Ihre Verbindung und die Adresse und versuchen Sie es noch einmal. Nichts ist verloren.",
  },
  serverBusy: { what: "Der Server hat gerade zu viel zu tun.", next: versuchtErneut, byHand: vonHand },
  serverFault: { what: "Der Server hat selbst eine Störung.", next: versuchtErneut, byHand: vonHand },
  badAnswer: {
    what: "Die Antwort des Servers ergibt keinen Sinn.",
    next: `${versuchtErneut} Bleibt es so, sagen Sie es dem Betreiber.`,
    byHand: `${vonHand} Bleibt es so, sagen Sie es dem Betreiber.`,
  },
  answerTooLarge: {
    what: "Der Server hat mehr geschickt, als Satchel annimmt.",
    next: "Nichts wurde geändert. Bleibt es so, sagen Sie es dem Betreiber.",
  },
  notFound: {
    what: "Der Server kennt nicht, wonach Satchel gefragt hat.",
    next: "Prüfen Sie die Adresse. Ihr Geld ist, wo es war.",
  },
  refused: {
    what: "Der Server hat die Anfrage abgelehnt.",
    next: "Ihr Geld ist, wo es war. Fragen Sie den Betreiber nach dem Grund.",
  },
  badLink: {
    what: "Dieser Link ist beschädigt oder unvollständig.",
    next: "Kopieren Sie ihn noch einmal, vom ersten bis zum letzten Zeichen.",
  },
  unsupportedLink: {
    what: "Solche Links kann Satchel noch nicht öffnen.",
    next: "Nichts wurde geändert. Links, die Geld bringen, etwas bezahlen oder Geld zurückgeben, gehen.",
  },
  badAddress: { what: "Das ist keine Adresse.", next: "Versuchen Sie etwas wie https://backup.example.org" },
  badInput: {
    what: "Satchel versteht das nicht.",
    next: "Prüfen Sie die Eingabe und versuchen Sie es noch einmal. Nichts wurde geändert.",
  },
  badKey: {
    what: "Das ist kein Schlüssel.",
    next: "Ein Schlüssel hat 52 Buchstaben und Ziffern. Kopieren Sie ihn noch einmal, vom ersten bis zum letzten Zeichen.",
  },
  notAllowed: { what: "Diese Seite darf danach nicht fragen.", next: "Öffnen Sie sie aus dem Fenster von Satchel." },
  ...deExchangeProblems,
  ...deFileProblems,
  bankOperationUnknown: {
    what: "Die Bank kennt diese Abhebung nicht.",
    next: "Beginnen Sie bei Ihrer Bank von vorn. Nichts wurde abgebucht.",
  },
  bankOperationAborted: {
    what: "Die Abhebung wurde bei der Bank abgebrochen.",
    next: "Nichts wurde abgebucht. Beginnen Sie bei Ihrer Bank von vorn, wenn Sie das Geld möchten.",
  },
  bankOperationTaken: {
    what: "Eine andere Geldbörse hat diese Abhebung schon übernommen.",
    next: "Waren Sie das nicht, dann bestätigen Sie sie bei Ihrer Bank nicht. Beginnen Sie eine neue.",
  },
  incompatibleBank: {
    what: "Diese Bank spricht eine Version, die Satchel nicht versteht.",
    next: "Nichts wurde abgebucht. Sie können stattdessen Geld überweisen.",
  },
  noMatchingAccount: {
    what: "Die Wechselstube hat kein Konto, an das diese Bank überweisen kann.",
    next: "Wählen Sie eine andere Wechselstube. Nichts wurde abgebucht.",
  },
  amountTooSmall: {
    what: "Dieser Betrag reicht nicht einmal für eine Münze.",
    next: "Wählen Sie einen größeren Betrag. Nichts wurde abgebucht.",
  },
  badCoinSignature: {
    what: "Die Wechselstube hat eine unechte Münze geschickt.",
    next: "Satchel hat sie abgelehnt und fragt wieder. Das Geld gehört bei der Wechselstube weiter Ihnen.",
  },
  reserveRefused: {
    what: "Die Wechselstube zahlt das Geld nicht in Münzen aus.",
    next: "Es gehört dort weiter Ihnen. Satchel fragt von selbst wieder.",
  },
  kycRequired: {
    what: "Die Wechselstube möchte wissen, wer Sie sind, bevor sie dieses Geld auszahlt.",
    next: "Es gehört dort weiter Ihnen. Folgen Sie den Hinweisen der Wechselstube.",
  },
  slotNotSafe: {
    what: "Satchel stellt sicher, dass kein anderes Gerät dieselben Schlüssel benutzt.",
    next: "Das dauert einen Augenblick und geht von selbst weiter.",
  },
  transactionUnknown: {
    what: "Satchel kennt diesen Eintrag nicht mehr.",
    next: "Gehen Sie zurück zur Liste. Ihr Guthaben stimmt.",
  },
  cannotAbort: {
    what: "Zum Abbrechen ist es zu spät.",
    next: "Der Vorgang endet von selbst. Kein Geld geht verloren.",
  },
  orderUnknown: {
    what: "Das Geschäft kennt diese Bestellung nicht.",
    next: "Bezahlt wurde nichts. Gehen Sie zurück und bestellen Sie noch einmal.",
  },
  orderTaken: {
    what: "Eine andere Geldbörse hat diese Bestellung schon übernommen.",
    next: "Von hier wurde nichts bezahlt. War es Ihr anderes Gerät? Sonst bestellen Sie noch einmal.",
  },
  orderPaid: {
    what: "Diese Bestellung war schon bezahlt, mit anderem Geld.",
    next: "Was von hier ging, kommt zurück. Hat Ihr anderes Gerät bezahlt, steht es nach dessen nächster Sicherung hier.",
  },
  orderGone: {
    what: "Das Geschäft hat das nicht mehr.",
    next: "Bezahlt wurde nichts. Gehen Sie zurück und suchen Sie sich etwas anderes aus.",
  },
  contractExpired: {
    what: "Die Frist für die Bezahlung ist vorbei.",
    next: "Bezahlt wurde nichts. Gehen Sie zurück und bestellen Sie noch einmal.",
  },
  unsupportedContract: {
    what: "Das Geschäft verlangt eine Art der Bezahlung, die Satchel nicht kennt.",
    next: "Bezahlt wurde nichts. Fragen Sie nach einer anderen, oder suchen Sie nach einem neueren Satchel.",
  },
  badMerchantSignature: {
    what: "Das Wort des Geschäfts ist nicht unterschrieben, wie es sollte.",
    next: "Satchel glaubt ihm nicht und fragt später wieder. Ihr Geld ist sicher.",
  },
  notEnoughMoney: {
    what: "Dafür reicht das Geld nicht.",
    next: "Bezahlt wurde nichts. Heben Sie mehr ab und versuchen Sie es noch einmal.",
  },
  paymentRefused: {
    what: "Das Geschäft hat die Zahlung nicht angenommen.",
    next: "Satchel holt das Geld zurück. Fragen Sie das Geschäft nach dem Grund.",
  },
  coinContested: {
    what: "Das Geschäft sagt, eine Münze sei schon ausgegeben, und die Wechselstube bestätigt es nicht.",
    next: "Satchel fragt beide noch einmal. Ihr Geld bleibt Ihnen.",
  },
  badAccount: {
    what: "Ein solches Konto gibt es nicht.",
    next: "Es wurde nichts gesendet. Prüfen Sie die Nummer auf Tippfehler, und ob der Name des Inhabers dabei ist.",
  },
  accountNotServed: {
    what: "Die Wechselstube überweist nicht auf Konten dieser Art.",
    next: "Es wurde nichts gesendet. Nennen Sie ein Konto bei einer anderen Bank.",
  },
  offerChanged: {
    what: "Ihr Guthaben hat sich inzwischen geändert.",
    next: "Nichts wurde gesendet. Prüfen Sie die neuen Beträge und entscheiden Sie noch einmal.",
  },
  notABackupService: {
    what: "Unter dieser Adresse gibt es keinen Sicherungsdienst.",
    next: "Prüfen Sie die Adresse. Nichts wurde hinzugefügt.",
  },
  incompatibleService: {
    what: "Dieser Sicherungsdienst spricht eine Version, die Satchel nicht versteht.",
    next: "Wählen Sie einen anderen. Was andere Dienste aufbewahren, bleibt unberührt.",
  },
  servicePaymentRequired: {
    what: "Der Dienst möchte seine Jahresgebühr, bevor er eine Sicherung aufbewahrt.",
    next: "Bis dahin wird dort nichts Neues gespeichert. Ein kostenloser Dienst geht sofort.",
  },
  feeNotDue: {
    what: "Für diesen Dienst gibt es gerade nichts zu bezahlen.",
    next: "Es wurde nichts bezahlt. Seine Seite sagt, bis wann er bezahlt ist.",
  },
  serviceFull: {
    what: "Die Sicherung ist für diesen Dienst zu groß geworden.",
    next: "Wählen Sie einen Dienst mit mehr Platz. Die ältere Sicherung dort bleibt erhalten.",
  },
  serviceClosing: {
    what: "Dieser Dienst nimmt keine neuen Sicherungen an.",
    next: "Fügen Sie einen anderen hinzu. Was er gespeichert hat, lässt sich noch lesen.",
  },
  serviceRefused: {
    what: "Der Sicherungsdienst hat die Sicherung abgelehnt.",
    next: "Ihr Geld ist in diesem Browser sicher. Bleibt es so, fügen Sie einen anderen Dienst hinzu.",
  },
  serviceUnknown: { what: "Dieser Dienst steht nicht in Ihrer Liste.", next: "Fügen Sie ihn zuerst hinzu." },
  badBackupSignature: {
    what: "Der Dienst hat eine Sicherung geliefert, die keines Ihrer Geräte unterschrieben hat.",
    next: "Satchel verwendet sie nicht. Ihre Geldbörse wurde nicht geändert.",
  },
  conflictsPersist: {
    what: "Alle Ihre Geräte schreiben gerade in die Sicherung.",
    next: versuchtErneut,
    byHand: vonHand,
  },
  othersUseIt: {
    what: "Ein anderes Ihrer Geräte sichert noch dorthin.",
    next: "Die Kopie dort blieb, wie sie ist. Schalten Sie zuerst auf jenem Gerät die Sicherung aus, oder lassen Sie die Kopie dort.",
  },
  badRecoverySecret: {
    what: "Das ist kein vollständiges Wiederherstellungsgeheimnis.",
    next: "Vergleichen Sie es Zeichen für Zeichen mit Ihrem Blatt. Nichts wurde geändert.",
  },
  moneyLink: {
    what: "In diesem Link geht es um Geld, er ist nicht das Wiederherstellungsgeheimnis.",
    next: "Nichts wurde geändert. Öffnen Sie ihn im Fenster von Satchel: unter „Empfangen“, wenn er Geld bringt, unter „Senden“, wenn er welches verlangt.",
  },
  misspelledWord: {
    what: "Eines der Wörter steht nicht auf der Liste.",
    next: "Vergleichen Sie die Wörter mit Ihrem Blatt. Die ersten vier Buchstaben genügen.",
  },
  wordsDoNotFit: {
    what: "Diese Wörter gehören nicht zusammen.",
    next: "Prüfen Sie die Reihenfolge, und ob es 24 sind. Nichts wurde geändert.",
  },
  noServiceNamed: {
    what: "Die Wörter allein sagen nicht, wo die Sicherung liegt.",
    next: "Geben Sie auch die Adresse des Dienstes ein. Sie steht auf Ihrem Blatt.",
  },
  noBackupThere: {
    what: "Der Dienst hat zu diesem Geheimnis keine Sicherung.",
    next: "Prüfen Sie Geheimnis und Adresse. Vielleicht hat ein anderer Dienst sie.",
  },
  secretRenewed: {
    what: "Das Wiederherstellungsgeheimnis dieser Geldbörse wurde auf einem anderen Gerät erneuert.",
    next: "Dieses Gerät behält alles, was es hat. Damit beide wieder dasselbe wissen, öffnen Sie „Wiederherstellen“ und geben Sie das neue Geheimnis ein. Waren Sie das nicht, hat jemand anderes Ihr Geheimnis: Erneuern Sie es auch hier.",
  },
  notABackup: {
    what: "Was der Dienst geliefert hat, ist keine Sicherung von Satchel.",
    next: "Prüfen Sie die Adresse. Nichts wurde geändert.",
  },
  backupDamaged: {
    what: "Die Sicherung ist nicht lesbar: beschädigt, oder sie gehört zu einem anderen Geheimnis.",
    next: "Nichts wurde geändert. Versuchen Sie einen anderen Dienst, der eine Kopie hat.",
  },
  backupTooLarge: {
    what: "Die Sicherung ist größer, als Satchel annimmt.",
    next: "Nichts wurde geändert. Versuchen Sie einen anderen Dienst, der eine Kopie hat.",
  },
  backupOfOtherWallet: {
    what: "Diese Sicherung gehört zu einer anderen Geldbörse.",
    next: "Nichts wurde geändert. Prüfen Sie, ob Geheimnis und Dienst zusammengehören.",
  },
  backupTooNew: {
    what: "Ein neueres Satchel hat diese Sicherung geschrieben.",
    next: "Aktualisieren Sie Satchel und stellen Sie dann wieder her. Nichts wurde geändert.",
  },
  massDeletion: {
    what: "Eine Sicherung würde vieles aus dieser Geldbörse entfernen.",
    next: "Hier wurde nichts entfernt. Entscheiden Sie zuerst, ob das geschehen soll.",
  },
  removalsChanged: {
    what: "Was entfernt würde, hat sich inzwischen geändert.",
    next: "Hier wurde nichts entfernt. Sehen Sie sich die Frage noch einmal an.",
  },
  notInTrash: {
    what: "Es ist nicht mehr unter dem Entfernten.",
    next: "Vielleicht ist es schon wieder da, oder seine 30 Tage sind vorbei.",
  },
  storageFull: {
    what: "Der Browser hat keinen Platz mehr zum Speichern.",
    next: "Schaffen Sie Platz auf der Festplatte. Was gespeichert ist, bleibt erhalten.",
  },
  storageBlocked: {
    what: "Der Browser lässt Satchel nichts aufbewahren.",
    next: "Das Geld wäre mit dem Fenster weg, darum geschieht hier nichts. Erlauben Sie Satchel das Speichern, oder verlassen Sie den privaten Modus.",
  },
  databaseTooNew: {
    what: "Diese Geldbörse wurde zuletzt von einem neueren Satchel benutzt.",
    next: "Ihr Geld ist unberührt. Aktualisieren Sie Satchel, dann lässt es sich wieder öffnen.",
  },
  pageOutlived: {
    what: "Satchel wurde aktualisiert.",
    next: "Ihr Geld ist sicher. Laden Sie diese Seite neu, dann geht es weiter.",
  },
  bug: {
    what: "In Satchel ist etwas schiefgegangen.",
    next: "Ihr Geld ist noch da. Versuchen Sie es erneut; bleibt es so, melden Sie es mit den Einzelheiten.",
  },
};
