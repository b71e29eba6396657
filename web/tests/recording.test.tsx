/** The record screen on a device that keeps nothing, and in a cooperative that has no centre yet: nothing is lost without a word. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import Record from "@office/features/record";
import { MendRow } from "@office/features/record/MendRow";
import { rosterOf } from "@office/features/record/roster";
import type { Row } from "@office/features/record/sheet";
import { useEntry } from "@office/features/record/useEntry";
import { useUndo } from "@office/features/record/useUndo";
import { readWays } from "@office/features/record/settings";
import { makeQueries } from "@shared/api/queries";
import { SessionProvider, type Who } from "@shared/api/session";
import { forgetKept } from "@shared/offline/kept";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext } from "@shared/offline/useOutbox";
import { startWords } from "@shared/words/i18n";

const words = import.meta.glob<{ default: Record<string, unknown> }>("../src/office/**/words.en.json");
let answers: (path: string) => Response;
let sent: { path: string; key: string | null; body: unknown }[];

/** A private window, or a full disk: what is put is refused. */
class FullOutbox extends Outbox {
  override put(): Promise<void> {
    return Promise.reject(new DOMException("The quota has been exceeded.", "QuotaExceededError"));
  }
}

beforeAll(async () => {
  const loaded = await Promise.all(Object.entries(words).map(async ([path, load]) => [path, await load()] as const));
  await startWords(async () => Object.fromEntries(loaded));
});

beforeEach(() => {
  sent = [];
  answers = () => Response.json({ position: 7 }, { status: 201 });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const text = await request.text();
    sent.push({ path: pathname, key: request.headers.get("Idempotency-Key"), body: text ? JSON.parse(text) : null });
    return answers(pathname);
  });
});

afterEach(async () => {
  cleanup();
  await forgetKept("office");
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

function around(outbox: Outbox, permissions = ["deliveries.record", "deliveries.correct"]) {
  const who = { principal: "staff:S001", permissions, centres: [] as string[] } as Who;
  return ({ children }: { children: ReactNode }) => (
    <MantineProvider env="test">
      <QueryClientProvider client={makeQueries()}>
        <SessionProvider who={who} forget={async () => undefined}>
          <OutboxContext value={outbox}><MemoryRouter initialEntries={["/record"]}>{children}</MemoryRouter></OutboxContext>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

const PLACE = { centre: "C1", date: "2026-11-03", shift: "AM" as const };
const roster = rosterOf(["0042", "0043"].map((number) => ({ number, name: "Demo Farmer", state: "active", centre: "C1", phone: null, usual: { AM: "8", MID: null, PM: null }, last_day: null })));
const failing = () => Response.json({ type: "/problems/busy", status: 503 }, { status: 503 });

test("where the device keeps nothing every line stays in sight until it is recorded or dropped, each under one key", async () => {
  answers = failing;
  const { result, unmount } = renderHook(() => useEntry(PLACE, readWays("C1"), roster, []), { wrapper: around(new FullOutbox("t", "staff:S001")) });
  for (const member of ["0042", "0043"]) {
    act(() => result.current.change({ member, amount: "8" }));
    await act(async () => void result.current.submit());
  }
  await waitFor(() => expect(result.current.failures.map(({ line }) => line.body.member)).toEqual(["0042", "0043"]));
  const [first, second] = result.current.failures;
  if (!first || !second) throw new Error("two lines");
  await act(() => result.current.sendUnkept(first));
  expect(result.current.failures[0]?.problem?.kind).toBe("network");
  // Another screen was looked at meanwhile.
  unmount();
  answers = () => Response.json({ position: 7 }, { status: 201 });
  const again = renderHook(() => useEntry(PLACE, readWays("C1"), roster, []), { wrapper: around(new FullOutbox("t", "staff:S001")) }).result;
  expect(again.current.failures).toHaveLength(2);
  const closing = new Event("beforeunload", { cancelable: true });
  dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  await act(() => again.current.sendUnkept(first));
  expect(again.current.done?.body.member).toBe("0042");
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  act(() => again.current.dropUnkept(second));
  expect(again.current.failures).toEqual([]);
});

const row = { id: "a", member: "0042", litres: "8.50", rejected: null } as Row;

function Mending({ close }: { close: () => void }) {
  return <MendRow row={row} undo={useUndo()} close={close} />;
}

test("a correction that the device cannot keep goes out at once, and its dialog stays until an answer came", async () => {
  answers = failing;
  const close = vi.fn();
  render(<Mending close={close} />, { wrapper: around(new FullOutbox("t", "staff:S001")) });
  const user = userEvent.setup();
  await user.clear(screen.getByLabelText("Litres that are right"));
  await user.type(screen.getByLabelText("Litres that are right"), "7.5");
  await user.type(screen.getByLabelText("Why"), "Typed wrong");
  const press = () => user.click(screen.getByRole("button", { name: "Mend it" }));
  await press();
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(close).not.toHaveBeenCalled();
  answers = () => Response.json({ position: 8 }, { status: 201 });
  await press();
  await waitFor(() => expect(close).toHaveBeenCalledOnce());
  expect(sent).toMatchObject([{ body: { litres: "7.5" } }, { body: { litres: "7.5" } }]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test("a cooperative without a centre is told so: who may opens one, and nothing can be typed", async () => {
  answers = () => Response.json({ items: [], next: null });
  render(<Record />, { wrapper: around(new Outbox("t", "staff:S001"), ["deliveries.record", "centres.manage"]) });
  expect(await screen.findByText("No centre is open yet")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open a centre" }).getAttribute("href")).toBe("/settings");
  expect(screen.queryByLabelText(/^Member/)).toBeNull();
});

test("on a first start without network no centre is known: it is said, and nothing can be typed", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  render(<Record />, { wrapper: around(new Outbox("t", "staff:S001")) });
  expect(await screen.findByText(/Which centres there are/, {}, { timeout: 4_000 })).toBeTruthy();
  expect(screen.queryByLabelText(/^Member/)).toBeNull();
});
