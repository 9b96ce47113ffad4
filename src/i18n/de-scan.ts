/** What is said about scanning codes, in German. */
import type { PageMessages } from "./en-pages.ts";

export const deScan = {
  another: "Weiteren Code scannen",
  camera: "Kamera benutzen",
  drop: "Hier loslassen",
  file: "Bild öffnen",
  hint: "Sie können ein Bild auch hierher ziehen oder einfügen. Bilder verlassen diesen Browser nie.",
  lead: "Mit der Kamera oder aus einem Bild: der Code einer Bank, eines Ladens oder Ihres Wiederherstellungsblatts.",
  noSecret:
    "Dieser Code enthält kein Wiederherstellungsgeheimnis. Codes für Geld gehören zu „Code scannen“ im Fenster der Geldbörse.",
  opened: "Der Link ist im Fenster der Geldbörse offen.",
  openedNext: "Es ist kein Fenster erschienen? Klicken Sie auf das Zeichen von Satchel in der Symbolleiste.",
  preview: "Bild der Kamera",
  readSecret: "Das Geheimnis ist aus dem Code gelesen. Weiter geht es mit „Wiederherstellen“.",
  sheet: "Blatt scannen",
  state: {
    absent: "Satchel findet hier keine Kamera. Öffnen Sie stattdessen ein Bild des Codes.",
    asking: "Der Browser fragt, ob Satchel die Kamera benutzen darf.",
    busy: "Die Kamera liefert kein Bild. Vielleicht benutzt sie gerade ein anderes Programm.",
    looking: "Halten Sie den Code vor die Kamera.",
    lost: "Die Kamera ist aus.",
    noCode: "In diesem Bild ist kein lesbarer Code. Nehmen Sie ihn näher und gerader auf, bei gutem Licht.",
    notAPicture: "Diese Datei ist kein Bild, das der Browser anzeigen kann. PNG, JPEG und WebP gehen.",
    notTaler: "Dieser Code ist nicht für Taler. Er wurde weder geöffnet noch behalten.",
    pdf: "Satchel liest Codes aus Bildern, nicht aus PDF-Dateien. Öffnen Sie die Datei und kopieren Sie die Zeile, die mit taler:// beginnt.",
    reading: "Ein Code wird gesucht …",
    refused:
      "Der Browser lässt Satchel nicht an die Kamera. Erlauben Sie es links in der Adressleiste und versuchen Sie es noch einmal, oder öffnen Sie ein Bild des Codes.",
    severalCodes: "In diesem Bild sind mehrere Taler-Codes. Zeigen Sie nur den, den Sie meinen.",
    tooLarge: "Dieses Bild ist zu groß. Verkleinern Sie es, oder schneiden Sie den Code aus.",
  },
  stop: "Kamera ausschalten",
  title: "Code scannen",
} satisfies PageMessages["scan"];
