/** What a member says of a milk is said once, and never lost in silence: a phone that keeps nothing says so. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { mark, unmark } from "@shared/api/mark";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext } from "@shared/offline/useOutbox";
import { closeStore, openStore } from "@shared/offline/store";
import { startWords } from "@shared/words/i18n";

import { MilkCard } from "@farmer/answering/MilkCard";
import { AnswersProvider } from "@farmer/data/answers";
import { shiftOf, type Delivery } from "@farmer/data/milk";
import { SessionContext, useSignOut, type Who } from "@farmer/data/session";
import { files } from "@farmer/words.en";

const MILK = {
  id: "d1", member: "0042", date: "2026-11-21", shift: "AM", litres: "8.00", state: "recorded", confirm_by: "2999-01-01T00:00:00Z",
  value: { amount: "360.00", currency: "KES" }, rejection_reason: null, dispute: null,
} as unknown as Delivery;

let sent: string[];
let keys: (string | null)[];
let answer: () => Response;

beforeEach(async () => {
  localStorage.setItem("imbuto-language", "en");
  await startWords(async () => files);
  mark("member:0042");
  sent = [];
  keys = [];
  answer = silence;
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(new URL(request.url).pathname.split("/").at(-1) ?? "");
    keys.push(request.headers.get("Idempotency-Key"));
    return answer();
  });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await (await openStore("farmer")).clear("waiting");
  await closeStore();
  sessionStorage.clear();
  unmark();
});

function silence(): Response {
  throw new TypeError("Failed to fetch");
}
const refused = () => Response.json({ type: "/problems/window-closed", title: "late", detail: "It is too late." }, { status: 409, headers: { "Content-Type": "application/problem+json" } });

/** A private window: the browser opens no store. */
const keepNothing = () => vi.stubGlobal("indexedDB", { open: () => { throw new DOMException("full", "QuotaExceededError"); } });

function open(milk: Partial<Delivery> = {}) {
  const outbox = new Outbox("farmer", "member:0042");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionContext value={{ number: "0042" } as Who}>
        <OutboxContext value={outbox}><AnswersProvider><MilkCard delivery={{ ...MILK, ...milk }} /></AnswersProvider></OutboxContext>
      </SessionContext>
    </QueryClientProvider>,
  );
  return outbox;
}

const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

test("a phone that keeps nothing, and no network: it is said, and Confirm is offered again", async () => {
  keepNothing();
  open();
  await press("Confirm");
  expect((await screen.findByRole("alert")).textContent).toContain("kept nothing");
  answer = () => Response.json({});
  await press("Confirm");
  await screen.findByText(/Sent. Thank you/);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(sent).toEqual(["confirmation", "confirmation"]);
  // The first may have arrived all the same: it is one act.
  expect(new Set(keys).size).toBe(1);
});

test("a phone that keeps nothing, and a refusal: it is said why", async () => {
  keepNothing();
  answer = refused;
  open();
  await press("Confirm");
  expect((await screen.findByRole("alert")).textContent).toContain("It is too late.");
});

test("a double tap on Send disputes once", async () => {
  const outbox = open();
  await press("Dispute");
  fireEvent.change(screen.getByRole("textbox", { name: /How many litres/ }), { target: { value: "9" } });
  const send = screen.getByRole("button", { name: "Send" });
  fireEvent.click(send);
  fireEvent.click(send);
  await screen.findByText(/Kept on this phone/);
  expect(await outbox.all()).toHaveLength(1);
});

test("midday milk is neither of the morning nor of the evening", async () => {
  open({ shift: "MID" });
  await screen.findByRole("article", { name: /^Midday/ });
  expect(["AM", "MID", "PM"].map((shift) => shiftOf(shift).sign)).toEqual(["sun", "noon", "moon"]);
});

test("a push service that refuses keeps nobody in, and what stands on the screen goes", async () => {
  const closed = vi.fn();
  const registration = {
    pushManager: { getSubscription: () => Promise.reject(new DOMException("gone", "AbortError")) },
    getNotifications: async () => [{ close: closed }],
  };
  vi.stubGlobal("PushManager", true);
  vi.stubGlobal("Notification", true);
  Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: { getRegistration: async () => registration } });
  let isOut = false;
  function Leaver() {
    const signOut = useSignOut();
    return <button type="button" onClick={() => void signOut().then(() => { isOut = true; })}>out</button>;
  }
  render(<QueryClientProvider client={new QueryClient()}><Leaver /></QueryClientProvider>);
  fireEvent.click(screen.getByRole("button", { name: "out" }));
  await waitFor(() => expect(isOut).toBe(true));
  expect(closed).toHaveBeenCalledOnce();
  Reflect.deleteProperty(navigator, "serviceWorker");
});
