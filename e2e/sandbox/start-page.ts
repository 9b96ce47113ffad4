/** The page that opens first: what the sandbox is, and where to go. */
import { plainNotFound, type Server } from "./answers.ts";
import { html, page } from "./markup.ts";
import { serveRoutes } from "./routes.ts";
import type { Addresses } from "./sandbox.ts";

const link = (address: string) => html`<a href="${address}"><code>${address}</code></a>`;

export function newStartPage(baseUrl: string, addresses: Addresses): Server {
  const { bank, exchange, rival, sync, paidSync, merchant } = addresses;
  const second =
    rival === undefined ? html`` : html`<tr><td>Another exchange, with other fees</td><td>${link(rival)}</td></tr>`;
  const body = html`<p>A small Taler world with play money. It lives on this computer only and forgets everything when it stops.</p>
<ol>
<li>Open an account at the <a href="${bank}">sandbox bank</a>. It comes with some play money.</li>
<li>Ask the bank for a withdrawal, and open the link it shows with your wallet.</li>
<li>Accept the exchange in the wallet, then press “Confirm” at the bank.</li>
<li>Buy something in the <a href="${merchant}shop/">sandbox shop</a>, and give it back if you do not like it.</li>
<li>Choose a backup service in the wallet, write the recovery secret down, and lose your device without fear.</li>
</ol>
<h2>Services</h2>
<table><thead><tr><th>What</th><th>Address</th></tr></thead><tbody>
<tr><td>Bank</td><td>${link(bank)}</td></tr>
<tr><td>Exchange</td><td>${link(exchange)}</td></tr>
${second}
<tr><td>Backup service, free</td><td>${link(sync)}</td></tr>
<tr><td>Backup service with an annual fee</td><td>${link(paidSync)}</td></tr>
<tr><td>Merchant</td><td>${link(merchant)}</td></tr>
</tbody></table>`;
  const answer = () => page(200, { title: "Welcome to the sandbox", service: "Satchel sandbox", body });
  const otherwise = { unknown: plainNotFound, wrongMethod: plainNotFound, hasHead: true };
  return serveRoutes(baseUrl, [{ method: "GET", path: "", answer }], otherwise);
}
