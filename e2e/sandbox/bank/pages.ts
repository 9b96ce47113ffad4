/** The pages of the sandbox bank: open an account, take money into a wallet, send some by hand. */
import { FormatError } from "../../../src/taler/codec.ts";
import { parsePayto } from "../../../src/taler/payto.ts";
import { Refusal } from "../answers.ts";
import { readForm } from "../body.ts";
import { html, type Markup, page } from "../markup.ts";
import { type Answering, type Route, seeOther } from "../routes.ts";
import { type Account, balanceOf, type Movement } from "./book.ts";
import type { BankDesk } from "./desk.ts";
import { withdrawalPage } from "./integration.ts";
import { withdrawalRoutes } from "./withdrawal-page.ts";
import { bankName, sorry, spoken, typedAmount } from "./words.ts";

const accountPage = (desk: BankDesk, name: string) =>
  `${desk.settings.baseUrl}pages/accounts/${encodeURIComponent(name)}`;

const front =
  (desk: BankDesk): Answering =>
  () =>
    page(200, {
      title: "Play money for everybody",
      service: bankName,
      body: html`<p>Open an account and get some ${desk.book.currency} to play with. Nothing here is worth anything, so there
is no password: the name of an account is enough to use it.</p>
<form method="post" action="${desk.settings.baseUrl}pages/open">
<label>Account name <input name="name" required pattern="[A-Za-z0-9_\\-]{1,32}" autocomplete="off"></label>
<button>Open account</button>
</form>`,
    });

const open =
  (desk: BankDesk): Answering =>
  async ({ request }) => {
    const name = (await readForm(request))("name");
    if (!/^[\w-]{1,32}$/.test(name) || name === desk.settings.exchange.account) {
      return sorry("No account opened", "Please choose a name of letters and digits.", desk.settings.baseUrl);
    }
    // An account that exists is simply entered.
    desk.book.open(name, "");
    return seeOther(accountPage(desk, name));
  };

const row = (name: string, { at, amount, from, to, subject }: Movement): Markup => html`<tr>
<td><time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(0, 16).replace("T", " ")}</time></td>
<td>${from === name ? `to ${to}` : `from ${from}`}</td><td>${subject}</td>
<td>${from === name ? "−" : "+"}${spoken(amount)}</td></tr>`;

function statement({ name, movements }: Account): Markup {
  if (movements.length === 0) return html`<p>Nothing has happened yet.</p>`;
  return html`<table><thead><tr><th>When</th><th>Who</th><th>Subject</th><th>Amount</th></tr></thead>
<tbody>${[...movements].reverse().map((one) => row(name, one))}</tbody></table>`;
}

const overview =
  (desk: BankDesk): Answering =>
  ({ parameters }) => {
    const account = desk.book.account(parameters.account ?? "");
    if (account === undefined) return sorry("No such account", "Open it first.", desk.settings.baseUrl, 404);
    const { indicator, amount } = balanceOf(account);
    const here = accountPage(desk, account.name);
    return page(200, {
      title: `Account of ${account.name}`,
      service: bankName,
      body: html`<p class="amount">${indicator === "debit" ? "−" : ""}${spoken(amount)}</p>
<h2>Withdraw into a wallet</h2>
<form method="post" action="${here}/withdraw">
<label>Amount in ${desk.book.currency} <input name="amount" required inputmode="decimal" autocomplete="off"></label>
<button>Withdraw</button>
</form>
<h2>Send a wire transfer</h2>
<p>A wallet that asks for a transfer shows an address beginning with payto:. Paste it whole: amount and subject may be in it.</p>
<form method="post" action="${here}/transfer">
<label>Payto address <input name="payto" required autocomplete="off"></label>
<label>Amount in ${desk.book.currency} <input name="transfer-amount" inputmode="decimal" autocomplete="off"></label>
<label>Subject <input name="subject" autocomplete="off"></label>
<button>Send</button>
</form>
<h2>Statement</h2>
${statement(account)}`,
    });
  };

const withdraw =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const { account = "" } = parameters;
    const wanted = typedAmount(desk.book.currency, (await readForm(request))("amount"));
    if (wanted === undefined) return sorry("No withdrawal", "That is no amount.", accountPage(desk, account));
    if (!desk.settings.hasOverdraft && !desk.book.canPay(account, wanted)) {
      return sorry("No withdrawal", "There is not that much in the account.", accountPage(desk, account));
    }
    const { id } = desk.book.newWithdrawal(account, wanted);
    return seeOther(withdrawalPage(desk.settings.baseUrl, id));
  };

const transfer =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const { account = "" } = parameters;
    const field = await readForm(request);
    const back = accountPage(desk, account);
    try {
      const address = parsePayto(field("payto"));
      const typed = field("transfer-amount") || (address.parameters.get("amount") ?? "");
      const wanted = typedAmount(desk.book.currency, typed);
      if (wanted === undefined) return sorry("Nothing sent", "That is no amount.", back);
      const subject = field("subject") || (address.parameters.get("message") ?? "");
      const outcome = desk.transfer(account, field("payto"), wanted, subject);
      if (outcome === "sent") return seeOther(back);
      return sorry("Returned", "The subject names no fresh reserve, so the money came back.", back);
    } catch (error) {
      if (error instanceof FormatError)
        return sorry("Nothing sent", `That address is not right: ${error.reason}.`, back);
      if (error instanceof Refusal) return sorry("Nothing sent", "No such account here, or not enough money.", back);
      throw error;
    }
  };

export const pageRoutes = (desk: BankDesk): readonly Route[] => [
  { method: "GET", path: "", answer: front(desk) },
  { method: "POST", path: "pages/open", answer: open(desk) },
  { method: "GET", path: "pages/accounts/:account", answer: overview(desk) },
  { method: "POST", path: "pages/accounts/:account/withdraw", answer: withdraw(desk) },
  { method: "POST", path: "pages/accounts/:account/transfer", answer: transfer(desk) },
  ...withdrawalRoutes(desk),
];
