/** What is said of removed things, and of removals that wait for the user, in German. */
import type { enRemoval } from "./en-removal.ts";

export const deRemoval: typeof enRemoval = {
  title: "Entferntes",
  lead: "Was entfernt wurde, bleibt 30 Tage auf diesem Gerät, falls Sie es zurückhaben wollen.",
  row: "Entferntes",
  rowHint: "Ansehen, was entfernt wurde, und es zurückholen",
  rowAsks: "Ansehen, was weg wäre, und ob Sie das wollen",
  rowDecide: "Über das Entfernen entscheiden",
  none: "In den letzten 30 Tagen wurde nichts entfernt.",
  more: (count) => (count === 1 ? "Ein älterer Eintrag wird nicht gezeigt." : `${count} ältere werden nicht gezeigt.`),

  asks: "Wollen Sie das verlieren?",
  nothingYet:
    "Auf diesem Gerät wurde nichts entfernt. Bis Sie entscheiden, wird mit diesem Dienst nichts ausgetauscht.",
  byDevices: (service, devices) =>
    `Die Sicherung bei ${service} sagt: Vieles aus dieser Geldbörse hat ${devices} entfernt.`,
  forgotten: (service) =>
    `Die Sicherung bei ${service} hat vieles aus dieser Geldbörse verloren, und niemand hat es entfernt.`,
  unnamed: "ein Gerät ohne Namen",
  gone: "Das wäre dann auch hier weg:",
  money: (lost, of) => `${lost} von Ihren ${of}`,
  entries: (lost, of) => `${lost} von ${of} Einträgen Ihres Verlaufs`,
  rows: (count) => `${count} Einträge, mit denen Satchel Ordnung hält`,
  keep: "Behalten",
  keepHint: "Jedes Gerät dieser Geldbörse bekommt alles zurück.",
  remove: "Auch hier entfernen",
  removeHint: "30 Tage lang können Sie es auf dieser Seite zurückholen.",
  busy: "Einen Moment…",
  decided: "Sie haben entschieden. Beim nächsten Blick auf den Dienst geschieht es.",

  kind: {
    payment: (name) => `Zahlung an ${name}`,
    withdrawal: (name) => `Abhebung bei ${name}`,
    deposit: () => "Auf ein Bankkonto gesendet",
    recoup: (name) => `Münzen, die ${name} zurücknahm`,
    money: () => "Geld",
    exchange: (name) => `Wechselstube ${name}`,
    service: (name) => `Sicherungsdienst ${name}`,
    trustedKey: (name) => `Vertrauter Schlüssel ${name}`,
    trustedAuditor: (name) => `Vertrauter Prüfer ${name}`,
  },
  by: {
    here: (date) => `Hier entfernt am ${date}`,
    device: (date, device) => `Entfernt am ${date} von: ${device}`,
    lost: (date) => `Fehlt in einer Sicherung seit ${date}; niemand hat es entfernt`,
  },
  until: (date) => `Zurückholen möglich bis ${date}`,
  bringBack: "Zurückholen",
  forEver: "Endgültig entfernen",
  forEverAsks: "Danach lässt es sich nicht mehr zurückholen.",
  forEverMoney: "Danach ist das Geld weg. Niemand kann es zurückholen.",
  cameBack: "Es ist auf dem Weg zurück.",
};
