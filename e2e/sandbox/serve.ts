/** Puts a server of the sandbox on a port of this computer. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateSync } from "node:zlib";
import type { Server } from "./answers.ts";
import { ConnectionLost } from "./faults.ts";

export interface Door {
  /** The base URL of what is served here, with a slash at the end. */
  readonly baseUrl: string;
  /** Says who answers from now on. `deflates`: whether long answers go compressed, as those of real exchanges do. */
  open(server: Server, how?: { readonly deflates: boolean }): void;
  close(): Promise<void>;
}

const worthDeflating = 512;

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function requestOf(baseUrl: string, incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = incoming.method ?? "GET";
  const body = await bodyOf(incoming);
  const address = new URL(incoming.url ?? "/", baseUrl);
  if (method === "GET" || method === "HEAD" || body.length === 0)
    return new Request(address, { method, headers, signal });
  return new Request(address, { method, headers, signal, body: new Uint8Array(body) });
}

async function send(response: Response, outgoing: ServerResponse, deflates: boolean): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  const isDeflated = deflates && body.length >= worthDeflating;
  if (isDeflated) outgoing.setHeader("Content-Encoding", "deflate");
  outgoing.writeHead(response.status);
  outgoing.end(isDeflated ? deflateSync(body) : body);
}

/** Opens a port of the loopback interface; 0 lets the system choose. Until a server is given, requests wait. */
export async function openDoor(port: number): Promise<Door> {
  let give: (answering: { server: Server; deflates: boolean }) => void = () => undefined;
  const given = new Promise<{ server: Server; deflates: boolean }>((resolve) => {
    give = resolve;
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    try {
      const { server, deflates } = await given;
      const canDeflate = /\bdeflate\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
      await send(await server(await requestOf(baseUrl, incoming, gone.signal)), outgoing, deflates && canDeflate);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) console.error(error);
      outgoing.destroy();
    }
  };
  const http = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    http.on("error", reject);
    http.listen(port, "127.0.0.1", resolve);
  });
  const baseUrl = `http://localhost:${(http.address() as AddressInfo).port}/`;
  return {
    baseUrl,
    open: (server, how = { deflates: false }) => give({ server, deflates: how.deflates }),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
