/** Wo Geld ist und was es gefährdet: where money is and what endangers it, in German. */
import type { PurseMessages } from "./en-purse.ts";

export const dePurse = {
  parts: {
    available: {
      name: "Sie können ausgeben",
      hint: "Münzen, die überall gelten, wo man diese Wechselstube annimmt.",
    },
    withdrawal: {
      name: "Abhebungen",
      hint: "Ihre Bank hat es gesandt, und die Wechselstube macht Münzen daraus. Das geht von selbst weiter.",
    },
    change: {
      name: "Wechselgeld",
      hint: "Was von Münzen übrig ist, mit denen Sie bezahlt haben, wird zu neuen. Das geht von selbst weiter.",
    },
    refund: {
      name: "Angekündigte Rückzahlungen",
      hint: "Ein Laden hat es versprochen. Es kommt, sobald die Wechselstube davon weiß.",
    },
    takenBack: {
      name: "Aus abgebrochenen Zahlungen",
      hint: "Es kommt zurück, soweit die andere Seite es nicht genommen hat. Das geht von selbst weiter.",
    },
    recoup: {
      name: "Münzen, die ersetzt werden",
      hint: "Die Wechselstube hat Münzen zurückgerufen und macht neue. Das geht von selbst weiter.",
    },
    otherDevice: {
      name: "Bei einem anderen Ihrer Geräte",
      hint: "Es hat aus Ihren Münzen neue gemacht; sie kommen mit seiner nächsten Sicherung. Schalten Sie es ein.",
    },
    payment: {
      name: "Zahlungen unterwegs",
      hint: "Der Laden hat sie noch nicht bestätigt. So lange können Sie die Zahlung im Verlauf abbrechen.",
    },
    deposit: { name: "Auf Ihr Bankkonto", hint: "Die Wechselstube hat diese Münzen noch nicht genommen." },
    transfer: {
      name: "Unterwegs auf Ihr Bankkonto",
      hint: "Die Wechselstube hat das Geld und überweist es. Für Sie ist nichts zu tun.",
    },
    unconfirmed: {
      name: "Noch nicht gesandt",
      hint: "Eine Abhebung wartet, bis Sie sie bei Ihrer Bank bestätigen oder das Geld überweisen. Siehe Verlauf.",
    },
    checking: {
      name: "Wird geprüft",
      hint: "Vor der Wiederherstellung hatte ein anderes Gerät begonnen, es zu verwenden. Die Wechselstube wird Münze für Münze gefragt, was daraus wurde. Das geht von selbst weiter.",
    },
    revoked: {
      name: "Von der Wechselstube zurückgerufen",
      hint: "Diese Münzen gelten nicht mehr. Satchel lässt sie ersetzen.",
    },
    shared: {
      name: "Von einem anderen Gerät angebrochen",
      hint: "Ein anderes Ihrer Geräte hat mit einem Teil dieser Münzen bezahlt. Der Rest ist frei, sobald es davon erzählt hat.",
    },
    dust: {
      name: "Zu wenig zum Ausgeben",
      hint: "Krümel an Münzen: eine neue daraus zu machen kostete mehr, als sie wert sind.",
    },
    expired: {
      name: "Verfallen",
      hint: "Münzen gelten nur eine Zeit lang. Diese wurden nicht rechtzeitig erneuert, und niemand nimmt sie mehr an.",
    },
  },
  risk: {
    lead: {
      noBackup: (amount) => `Gefährdet: ${amount}`,
      uncovered: (amount) => `Noch in keiner Sicherung: ${amount}`,
      expiring: (amount) => `Endet bald: ${amount}`,
      contested: (amount) => `Zweimal versprochen: ${amount}`,
      exchange: (amount) => `Vielleicht gerade nicht auszugeben: ${amount}`,
      suspended: (amount) => `Gerade nicht auszugeben: ${amount}`,
    },
    noBackup: "Es gibt keine Sicherung: Geht dieser Browser verloren, ist auch dieses Geld verloren.",
    uncovered:
      "Diese Münzen sind neu. Bis die nächste Sicherung sie mitgenommen hat, liegen sie nur in diesem Browser.",
    expiring: (date) =>
      `Die ersten dieser Münzen enden am ${date}. Sie sollten längst zu neuen geworden sein, und das kam nicht zustande. Geben Sie sie vorher aus, oder senden Sie sie auf Ihr Bankkonto.`,
    contested:
      "Zwei Ihrer Geräte haben dieselben Münzen versprochen. Die Wechselstube entscheidet, was davon gilt. Für das andere nimmt Satchel andere Münzen, oder es sagt Ihnen, dass es nicht bezahlt werden konnte.",
    changedKey:
      "Die Wechselstube zeigt einen anderen Hauptschlüssel als den, unter dem diese Münzen gemacht wurden. Läden, die nur den neuen kennen, nehmen sie nicht an. Verloren ist nichts: Sobald der alte wieder gezeigt wird, geht alles weiter.",
    unavailable: (why) => `Zur Wechselstube: ${why}. Satchel fragt weiter.`,
    suspended: "Sie haben diese Wechselstube ausgeschaltet. Schalten Sie sie ein, um dieses Geld auszugeben.",
    deeds: { noBackup: "Sicherung jetzt einrichten", uncovered: "Jetzt sichern", exchange: "Zur Wechselstube" },
  },
} satisfies PurseMessages;
