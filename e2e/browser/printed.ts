/** A printed page as a reader sees it: Firefox, which shows PDF files itself, gives its picture and its text. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PNG } from "pngjs";
import type { Browser } from "./browser.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** Enough for one page at more than 150 dots per inch. */
const window = { width: 1500, height: 1900 };

export interface Printed {
  readonly pages: number;
  /** The first page, cut out along its edges. */
  readonly picture: PNG;
  readonly text: string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shows a PDF file in Firefox. */
export async function printed(firefox: Browser, pdf: Uint8Array): Promise<Printed> {
  const served = await servedOnce(pdf);
  const tab = await firefox.open(`${served.url}#zoom=page-fit&pagemode=none`);
  try {
    await tab.resize(window);
    await waitUntil("the page is drawn", () => isDrawn(tab));
    const pages = Number(await tab.evaluate("PDFViewerApplication.pagesCount"));
    const text = String(await tab.evaluate("document.querySelector('.textLayer').innerText"));
    const place = (await tab.evaluate(`(() => {
      const { x, y, width, height } = document.querySelector(".page canvas").getBoundingClientRect();
      return { x, y, width, height };
    })()`)) as Place;
    return { pages, picture: cutOut(PNG.sync.read(Buffer.from(await tab.picture())), place), text };
  } finally {
    await tab.close();
    served.close();
  }
}

/** In the window's new size, with its text. */
async function isDrawn(tab: Tab): Promise<boolean> {
  const drawn = await tab.evaluate(`(() => {
    const finished = 3;
    const page = globalThis.PDFViewerApplication?.pdfViewer?.getPageView(0);
    const canvas = document.querySelector(".page canvas");
    const isLarge = (canvas?.getBoundingClientRect().height ?? 0) > ${window.height * 0.8};
    return page?.renderingState === finished && isLarge && document.querySelector(".textLayer .endOfContent") !== null;
  })()`);
  return drawn === true;
}

async function servedOnce(pdf: Uint8Array): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((_, answer) => answer.writeHead(200, { "Content-Type": "application/pdf" }).end(pdf));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/sheet.pdf`, close: () => server.close() };
}

function cutOut(picture: PNG, place: Place): PNG {
  // A pixel at each edge may show a little of what lies beside the page.
  const [x, y] = [Math.ceil(place.x) + 1, Math.ceil(place.y) + 1];
  const [width, height] = [Math.floor(place.width) - 3, Math.floor(place.height) - 3];
  const page = new PNG({ width, height });
  PNG.bitblt(picture, page, x, y, width, height, 0, 0);
  return page;
}
