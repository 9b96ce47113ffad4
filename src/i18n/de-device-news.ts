/** What there is to hear of the devices that share the wallet, in German. */
import type { DeviceNewsMessages } from "./en-device-news.ts";

export const deDeviceNews: DeviceNewsMessages = {
  copied: "Die Daten dieses Browsers wurden kopiert oder auf einen früheren Stand zurückgesetzt.",
  joined: (name) => `Ein neues Gerät teilt sich diese Geldbörse: ${name}.`,
  numbered: (name, number) => `${name} #${number}`,
  retired: "Dieses Gerät wurde ausgemustert.",
  returned: (name) => `Ein ausgemustertes Gerät ist zurück: ${name}.`,
  unnamed: "Ein Gerät ohne Namen",
};
