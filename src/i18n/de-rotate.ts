/** What the page on which the recovery secret is renewed says in German. */
import type { PageMessages } from "./en-pages.ts";

const coins = (count: number) => (count === 1 ? "1 Münze" : `${count} Münzen`);

export const deRotate = {
  again: "Noch einmal erneuern",
  ask: "Geheimnis jetzt erneuern?",
  askHint:
    "Halten Sie einen Drucker oder Stift und Papier bereit: Die neue Sicherung öffnet nur noch das neue Geheimnis. Behalten Sie Ihre bisherigen Blätter, bis diese Seite sagt, dass das Geheimnis erneuert ist.",
  busy: "Wird erneuert …",
  coins: "Münzen erneuern",
  coinsDone: (count: number) => `${coins(count)} erneuert.`,
  coinsFee: "Gebühren der Wechselstube",
  coinsHeld: "Münzen",
  coinsNone: "Es gibt keine Münzen, die zu erneuern wären.",
  coinsNow: (done: number, all: number) => `${done} von ${all} Münzen erneuert.`,
  coinsWait: "Sie bleiben, wie sie sind, bis das neue Blatt verwahrt ist und ein Dienst Ihre neue Sicherung hat.",
  copies: "Alte Sicherungen überschreiben",
  copiesDone: "Das alte Geheimnis öffnet bei keinem Dienst mehr eine Sicherung.",
  copiesLeft: (services: string) => `Das alte Geheimnis öffnet noch, was bei ${services} liegt.`,
  costs: "Was es kostet",
  count: coins,
  done: "Das Geheimnis ist erneuert.",
  doneText:
    "Sicherungen, Blatt und alle Münzen, die sich erneuern lassen, gehören zum neuen Geheimnis. Vernichten Sie die alten Blätter: Sie sind ungültig.",
  drawn: "Neues Geheimnis ziehen",
  drawnDone: (date: string) => `Erledigt am ${date}.`,
  how: "Was geschieht",
  incoming: "Geld, das noch unterwegs ist, wird erneuert, sobald es hier ist.",
  lead: "Wenn jemand es gesehen haben könnte: ein Blatt ist weg, ein Gerät wurde gestohlen.",
  left: "Noch unter dem alten Geheimnis",
  limits: "Was es nicht kann",
  limitsList: [
    "Bis die Münzen erneuert sind, könnte sie vorher ausgeben, wer das alte Geheimnis hat.",
    "Bei Taler kann der Besitzer einer alten Münze die Wechselstube nach den Münzen fragen, die daraus wurden. Wer das alte Geheimnis hat und sich auskennt, könnte ihnen dort folgen. Das endet erst, wenn sie ausgegeben sind: Senden Sie größere Beträge an Ihr Bankkonto, und heben Sie sie neu ab.",
    "Dateien, die Sie gespeichert haben, und Kopien, die jemand vorher gemacht hat, öffnet weiterhin das alte Geheimnis.",
    "Eine Wechselstube, die weiß, wer Sie sind, fragt vielleicht noch einmal.",
  ],
  no: "So lassen",
  open: "Geheimnis erneuern …",
  others: (names: string) =>
    `Geben Sie das neue Geheimnis Ihren anderen Geräten (${names}), dort unter „Wiederherstellen“. Bis dahin behalten sie, was sie haben, und sichern nichts.`,
  othersTitle: "Ihre anderen Geräte",
  paper: "Neues Blatt verwahren",
  paperDone: "Das neue Blatt ist verwahrt. Behalten Sie die alten, bis das Geheimnis erneuert ist.",
  paperHint:
    "Drucken und verwahren Sie es, und haken Sie das dort ab. Behalten Sie die alten Blätter, bis das Geheimnis erneuert ist.",
  paperShow: "Neues Geheimnis anzeigen",
  rival: "Ein anderes Gerät hat dieses Geheimnis ebenfalls erneuert.",
  rivalRestore: "Von seinem Blatt wiederherstellen",
  rivalStranger:
    "War das keines Ihrer Geräte, dann hatte jemand anders das alte Geheimnis und hat genommen, was hier fehlt.",
  rivalText:
    "Münzen, die hier fehlen, sind zu Münzen des Geheimnisses geworden, das dort gezogen wurde. Nehmen Sie das Blatt, das dort gedruckt wurde, und stellen Sie hier damit wieder her: Dann haben beide Geräte alles, auch das, was es nur hier gibt.",
  row: "Wiederherstellungsgeheimnis erneuern",
  rowHint: "Wenn ein Gerät oder ein Blatt weg ist oder jemand das Geheimnis gesehen haben könnte.",
  rowOpen: "Das Erneuern ist noch nicht fertig.",
  services: "Unter dem neuen Geheimnis sichern",
  servicesChoose: (service: string) => `${service} wählen`,
  servicesFree: "Dieselben Dienste bekommen alles unter dem neuen Geheimnis, von selbst.",
  servicesNeeded: (fee: string) => `verlangt auch für das neue Geheimnis ${fee} im Jahr. Sie werden vorher gefragt.`,
  servicesNone: "Sie nutzen keinen Sicherungsdienst.",
  servicesTold: "hat alles.",
  servicesWait: "bekommt alles von selbst.",
  silent: "Diese Wechselstube antwortet gerade nicht. Ihre Münzen werden erneuert, sobald sie es tut.",
  stays: {
    small: "Zu wenig für neue Münzen",
    silent: "Wartet, bis die Wechselstube antwortet",
    revoked: "Diese nimmt die Wechselstube von selbst zurück",
    off: "Weil Sie diese Wechselstube abgeschaltet haben",
  },
  staysName: "Wird nicht erneuert",
  steps: [
    "Ein neues Geheimnis wird gezogen, und Ihre Dienste bekommen alles darunter.",
    "Sie verwahren das neue Blatt.",
    "Alle Münzen werden zu neuen, die mit dem neuen Geheimnis gemacht sind.",
    "Die Sicherungen, die das alte Geheimnis öffnet, werden überschrieben. Dann vernichten Sie die alten Blätter.",
  ],
  title: "Wiederherstellungsgeheimnis erneuern",
  yes: "Jetzt erneuern",
} satisfies PageMessages["rotate"];
