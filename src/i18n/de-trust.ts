/** Was über Vertrauen zu Wechselstuben und Prüfern gesagt wird, auf Deutsch. */
import type { enTrust, enTrustPage } from "./en-trust.ts";

export const deTrust = {
  auditor: (name) => `Geprüft von ${name}, dem Sie vertrauen`,
  auditorPart: (name) => `Teilweise geprüft von ${name}, dem Sie vertrauen`,
  key: "Sie vertrauen dem Schlüssel dieser Wechselstube",
} satisfies typeof enTrust;

export const deTrustPage = {
  add: "Weiter",
  addAuditor: "Prüfer hinzufügen",
  addKey: "Schlüssel hinzufügen",
  address: "Adresse des Prüfers (wenn Sie mögen)",
  auditors: "Prüfer",
  auditorsLead:
    "Sie sehen in die Bücher von Wechselstuben und unterschreiben, was eine ausgeben darf. Sie vertrauen einem für eine Währung.",
  auditorsNone: "Sie vertrauen noch keinem Prüfer.",
  checks: (exchanges) => `Prüft ${exchanges}`,
  checksNone: "Prüft keine der Wechselstuben in Ihrer Geldbörse",
  compare:
    "Vergleichen Sie ihn Zeichen für Zeichen mit dem, was anderswo veröffentlicht ist: auf Papier, auf einer Website, die Sie kennen, am Telefon.",
  compareTitle: "Ist das der Schlüssel?",
  currency: "Währung",
  currencyHint: "Ihre Buchstaben, zum Beispiel CHF.",
  currencyMissing: "Geben Sie die Buchstaben der Währung ein, zum Beispiel CHF.",
  distrust: "Nicht mehr vertrauen",
  distrustLoss: "Er gilt dann nicht mehr als vertraut. Ihr Geld und die Wechselstube bleiben, wie sie sind.",
  key: "Schlüssel",
  keyHint: "52 Buchstaben und Ziffern. Lücken und Kleinbuchstaben stören nicht.",
  keyOf: (exchanges) => `Der Schlüssel von ${exchanges}`,
  keyOfNone: "Keine Wechselstube in Ihrer Geldbörse zeigt diesen Schlüssel",
  keys: "Schlüssel von Wechselstuben",
  keysLead:
    "Eine Wechselstube unterschreibt alles mit ihrem Hauptschlüssel. Vertrauen Sie hier einem, den Sie aus eigener Quelle kennen.",
  keysNone: "Sie vertrauen noch keinem einzelnen Schlüssel.",
  lead: "Welchen Wechselstuben und Prüfern Sie vertrauen. Das steht überall, wo Sie eine Wechselstube wählen, und gilt auf allen Ihren Geräten.",
  mainKey: "Ihr Hauptschlüssel",
  name: "Name (wenn Sie mögen)",
  partly: "Prüft einen Teil dessen, was man hier abheben kann",
  row: "Vertrauen",
  rowHint: "Schlüssel und Prüfer, denen Sie vertrauen",
  since: (when) => `Hinzugefügt: ${when}`,
  title: "Vertrauen",
  trustAuditor: "Diesem Prüfer vertrauen",
  trustBusy: "Einen Moment …",
  trustKey: "Diesem Schlüssel vertrauen",
  unnamed: "Schlüssel ohne Namen",
  whole: "Prüft alles, was man hier abheben kann",
} satisfies typeof enTrustPage;
