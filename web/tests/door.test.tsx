/** A session that ends locks the farmers' door: what was typed lies behind it, for the same member and no other. */
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { Door } from "@farmer/app/Door";
import { WHO } from "@farmer/data/session";
import { DOOR } from "@farmer/data/useAnswer";
import { makeQueries } from "@shared/api/queries";
import { Outbox } from "@shared/offline/outbox";
import { openStore } from "@shared/offline/store";
import { startWords } from "@shared/words/i18n";

const api = { who: "0001", open: true };
const whoIs = (number: string) => ({ principal: `member:${number}`, number, name: "Demo Farmer", roles: ["member"], permissions: [] });

function answer(request: Request): Response {
  const path = new URL(request.url).pathname.replace("/api/v1", "");
  if (request.method === "POST" && path === "/sessions") {
    api.open = true;
    return Response.json({ principal: `member:${api.who}`, device_token: null }, { status: 201 });
  }
  if (!api.open) return Response.json({}, { status: 401, headers: { "Content-Type": "application/problem+json" } });
  if (path === "/sessions/own") return Response.json(whoIs(api.who));
  if (path.endsWith("/pin")) return Response.json({ is_set: false });
  return Response.json({ items: [], next: null, families: [], position: 1, language: "en" });
}

beforeAll(async () => {
  configure({ asyncUtilTimeout: 15_000 });
  await startWords(async () => ({ "app/words.json": { default: { left_one: "One of {{who}} waits", left_other: "{{count}} of {{who}} wait" } } }));
});
beforeEach(() => {
  Object.assign(api, { who: "0001", open: true });
  vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: false }));
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("fetch", async (request: Request) => answer(request));
  localStorage.setItem("imbuto-language", "en");
  localStorage.setItem("imbuto-signed-in", "member:0001");
  history.replaceState(null, "", "/me/pin");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  history.replaceState(null, "", "/");
});

/** A PIN is typed; then the session ends, and the PIN's own screen finds out. Without words each stands as its key. */
async function typeUntilItEnds() {
  const user = userEvent.setup();
  render(<QueryClientProvider client={makeQueries(WHO)}><Door /></QueryClientProvider>);
  await user.type(await screen.findByLabelText("pinChoose"), "2580");
  api.open = false;
  await user.click(screen.getByRole("button", { name: "save" }));
  expect(await screen.findByText("ended")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "save" }), "out of sight").toBeNull();
  return user;
}

async function signIn(user: Awaited<ReturnType<typeof typeUntilItEnds>>, number: string) {
  api.who = number;
  await user.click(screen.getByRole("button", { name: "byPassword" }));
  await user.type(screen.getByLabelText("login"), number);
  await user.type(screen.getByLabelText("password"), "demo");
  await user.click(screen.getByRole("button", { name: "enter" }));
  await waitFor(() => expect(screen.queryByLabelText("login")).toBeNull());
  return (await screen.findByLabelText("pinChoose")) as HTMLInputElement;
}

test("the same member goes on where the session ended", { timeout: 60_000 }, async () => {
  const user = await typeUntilItEnds();
  expect((await signIn(user, "0001")).value).toBe("2580");
  expect(JSON.stringify({ ...sessionStorage, ...localStorage }), "a secret is kept nowhere").not.toContain("2580");
});

test("another member finds nothing of it", { timeout: 60_000 }, async () => {
  const user = await typeUntilItEnds();
  expect((await signIn(user, "0002")).value).toBe("");
});

test("whose answers wait on this phone is said to whoever comes, and to nobody about oneself", { timeout: 60_000 }, async () => {
  await new Outbox(DOOR, "member:0002").put({ about: "a", kind: "answer", method: "POST", path: "/api/v1/deliveries/a/confirmation", body: {} });
  await new Outbox(DOOR, "member:0001").put({ about: "b", kind: "answer", method: "POST", path: "/api/v1/deliveries/b/confirmation", body: {} });
  vi.stubGlobal("fetch", async () => Response.json({}, { status: 401, headers: { "Content-Type": "application/problem+json" } }));
  const { unmount } = render(<QueryClientProvider client={makeQueries(WHO)}><Door /></QueryClientProvider>);
  expect(await screen.findByText("One of 0002 waits")).toBeTruthy();
  expect(screen.getByText("One of 0001 waits")).toBeTruthy();
  unmount();
  vi.stubGlobal("fetch", async (request: Request) => (request.method === "POST" ? Response.error() : answer(request)));
  render(<QueryClientProvider client={makeQueries(WHO)}><Door /></QueryClientProvider>);
  expect(await screen.findByText("One of 0002 waits")).toBeTruthy();
  expect(screen.queryByText("One of 0001 waits")).toBeNull();
  await (await openStore(DOOR)).clear("waiting");
});
