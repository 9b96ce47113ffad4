/** The page in the frame without an origin (net.html): waits for its wire, then asks the web for whoever holds the other end. */
import { httpOver } from "./fetch.ts";
import { answerAt, wireIn } from "./nameless.ts";
import { timer } from "./timer.ts";

function hear(event: MessageEvent): void {
  const port = wireIn(event, parent, location);
  if (port === undefined) return;
  // One wire is all it ever takes.
  removeEventListener("message", hear);
  answerAt(
    port,
    httpOver((request) => fetch(request), timer),
  );
}

addEventListener("message", hear);
