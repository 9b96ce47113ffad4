/** What the general settings say in German. */
import type { PageMessages } from "./en-pages.ts";

export const deGeneral = {
  finding: "Taler-Links finden",
  lead: "Was Satchel außerhalb seines eigenen Fensters darf. Sie entscheiden, und der Browser fragt Sie.",
  links: {
    title: "Taler-Links auf Webseiten öffnen",
    why: "Ein Taler-Link, auf den Sie klicken, öffnet sich in Satchel; ebenso einer, den eine Seite Geldbörsen anbietet. Um ihn zu bemerken, muss Satchel die Seiten sehen dürfen, die Sie besuchen. Es sucht dort nach Taler-Links und nach nichts anderem, ändert nichts und merkt sich nichts. Wer den Link gemacht hat, bemerkt, dass eine Geldbörse ihn geöffnet hat.",
  },
  payments: {
    title: "Zahlungsaufforderungen bemerken (402)",
    why: "Manche Läden verlangen Geld, bevor sie überhaupt eine Seite zeigen. Um das zu bemerken, muss Satchel sehen dürfen, was Server antworten, wenn Sie eine Seite öffnen. Es sieht nur zu. Der Laden bemerkt, dass eine Geldbörse fragt, was zu zahlen ist. Der Schalter darüber geht mit an.",
  },
  private: "Private Fenster",
  privateAllowed: "Sie haben Satchel dort erlaubt.",
  privateHow:
    "Satchel ist dort noch nicht erlaubt. In Firefox: Add-ons und Themes, Satchel, „In privaten Fenstern ausführen“. In Chrome: Erweiterungen verwalten, Satchel, Details, „Im Inkognitomodus zulassen“.",
  privateText:
    "Ein Link aus einem privaten Fenster öffnet sich in diesem Fenster. Von ihm bleibt nichts, wenn Sie ihn nicht annehmen; was Sie annehmen, gehört zu Ihrer einen Geldbörse wie alles andere darin.",
  refused: "Der Browser hat es nicht erlaubt; es hat sich nichts geändert.",
  title: "Allgemein",
  without: "Satchel kommt ohne beides aus.",
  withoutHow:
    "Kopieren Sie einen Link und fügen Sie ihn unter „Empfangen“ oder „Senden“ ein, oder scannen Sie dort seinen Code; oder öffnen Sie Satchel auf der Seite, die ihn zeigt, und wählen Sie „Auf dieser Seite suchen“: dann sieht es diese eine Seite, dieses eine Mal.",
} satisfies PageMessages["general"];
