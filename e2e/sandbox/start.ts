/** Starts the sandbox on ports of this computer, for people, for browsers and for tests with a real network. */
import { textOf } from "../../src/taler/crockford.ts";
import { type Addresses, newSandbox, type Sandbox, type SandboxOptions, type Service } from "./sandbox.ts";
import { type Door, openDoor } from "./serve.ts";
import { newStartPage } from "./start-page.ts";
import { realWorld, type World } from "./world.ts";

/** A port for each thing; 0 lets the system choose. */
export type Ports = Readonly<Record<keyof Required<Addresses> | "start", number>>;

/** One after the other, so that they are easily remembered. */
export const usualPorts: Ports = {
  start: 8400,
  bank: 8401,
  exchange: 8402,
  sync: 8403,
  paidSync: 8404,
  merchant: 8405,
  rival: 8406,
};

export interface RunningSandbox {
  readonly sandbox: Sandbox;
  /** Where everything is; `start` is the page to begin with. */
  readonly addresses: Addresses & { readonly start: string };
  close(): Promise<void>;
}

export interface StartOptions extends Omit<SandboxOptions, "world" | "addresses"> {
  readonly ports?: Partial<Ports>;
  readonly world?: World;
  /** With a second exchange, to compare the first one with. */
  readonly hasRival?: boolean;
  /** Told of every request to a service before it is answered, preflights included. */
  readonly overhear?: (request: Request) => void;
}

const asRealExchanges = 2048;

/** Starts everything; resolves when all of it answers. */
export async function startSandbox({
  ports,
  world = realWorld(),
  hasRival = false,
  overhear = () => {},
  ...options
}: StartOptions = {}): Promise<RunningSandbox> {
  const port = { ...usualPorts, ...ports };
  const doors: Door[] = [];
  const open = async (name: keyof Ports) => {
    const door = await openDoor(port[name]);
    doors.push(door);
    return door;
  };
  const close = async () => void (await Promise.all(doors.map((door) => door.close())));
  try {
    const door = {
      start: await open("start"),
      bank: await open("bank"),
      exchange: await open("exchange"),
      sync: await open("sync"),
      paidSync: await open("paidSync"),
      merchant: await open("merchant"),
    };
    const rival = hasRival ? await open("rival") : undefined;
    const addresses = {
      start: door.start.baseUrl,
      bank: door.bank.baseUrl,
      exchange: door.exchange.baseUrl,
      sync: door.sync.baseUrl,
      paidSync: door.paidSync.baseUrl,
      merchant: door.merchant.baseUrl,
      ...(rival && { rival: rival.baseUrl }),
    };
    const seed = textOf(world.random(16));
    const sandbox = newSandbox({ rsaBits: asRealExchanges, seed, ...options, world, addresses });
    // Making the first keys takes a second or two: better now than during the first request.
    sandbox.exchange.keys.denominations();
    const overheard = (service: Service) => (request: Request) => {
      overhear(request);
      return sandbox.servers[service](request);
    };
    door.start.open(newStartPage(addresses.start, addresses));
    door.bank.open(overheard("bank"));
    door.exchange.open(overheard("exchange"), { deflates: true });
    door.sync.open(overheard("sync"));
    door.paidSync.open(overheard("paidSync"));
    door.merchant.open(overheard("merchant"));
    if (sandbox.rival) rival?.open(sandbox.rival.server, { deflates: true });
    return { sandbox, addresses, close };
  } catch (error) {
    await close();
    throw error;
  }
}
