/** What there is to hear of the devices that share the wallet, in English, as short as the popup needs it. */

export const enDeviceNews = {
  copied: "The data of this browser had been copied, or put back to an earlier state.",
  joined: (name: string) => `A new device shares this wallet: ${name}.`,
  numbered: (name: string, number: number) => `${name} #${number}`,
  retired: "This device was retired.",
  returned: (name: string) => `A retired device is back: ${name}.`,
  unnamed: "A device without a name",
};

export type DeviceNewsMessages = typeof enDeviceNews;
