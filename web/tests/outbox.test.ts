/** What waits on a device is sent once and in order, whatever the network does; a person decides what was refused. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { mark, unmark } from "@shared/api/mark";
import { Outbox, type Outcome } from "@shared/offline/outbox";
import { heardAnswer } from "@shared/offline/network";
import { waitAfter } from "@shared/offline/patience";
import { closeStore, openStore } from "@shared/offline/store";

type Sent = { path: string; body: unknown; key: string | null; principal: string | null };
type Answer = { status: number; body: unknown } | Response | "silence";

const DELIVERIES = "/api/v1/deliveries";
let sent: Sent[];
let answers: (path: string, body: unknown) => Answer;

beforeEach(() => {
  mark("staff:S001");
  sent = [];
  answers = () => recorded;
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const body: unknown = JSON.parse(await request.text());
    sent.push({ path: pathname, body, key: request.headers.get("Idempotency-Key"), principal: request.headers.get("Expected-Principal") });
    const answer = answers(pathname, body);
    if (answer === "silence") throw new TypeError("Failed to fetch");
    return answer instanceof Response ? answer : Response.json(answer.body, { status: answer.status, headers: { "X-Request-Id": "r1" } });
  });
});

afterEach(async () => {
  await (await openStore("test")).clear("waiting");
  await closeStore();
  vi.unstubAllGlobals();
});

const recorded: Answer = { status: 201, body: { position: 7 } };
const refusal = (type: string, status = 409) => ({ status, body: problem(type, status) });
const problem = (type: string, status = 409) => ({ type: `/problems/${type}`, status, title: type, detail: `It is ${type}.`, details: {} });

const box = () => new Outbox("test", "staff:S001");
const weighing = (id: string, litres = "8.5") => ({ about: id, kind: "delivery", method: "POST" as const, path: DELIVERIES, body: { id, litres } });
const taking = (id: string) => ({ about: id, kind: "void", method: "POST" as const, path: `${DELIVERIES}/${id}/void`, body: { reason: "slip" } });
const bodies = () => sent.map(({ body }) => (body as { id?: string }).id);

async function allOf(outbox: Outbox, ...acts: Parameters<Outbox["put"]>[0][]): Promise<void> {
  vi.stubGlobal("navigator", { ...navigator, onLine: false });
  for (const act of acts) await outbox.put(act);
  await outbox.send();
  vi.stubGlobal("navigator", { ...navigator, onLine: true });
}

test("an act is sent with its key and then waits no longer", async () => {
  const outbox = box();
  await outbox.put(weighing("a"));
  await outbox.send();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(await outbox.all()).toEqual([]);
});

test("without network nothing is tried, and what waits can be taken back as if it had never been", async () => {
  const outbox = box();
  await allOf(outbox, weighing("a"));
  const [act] = await outbox.all();
  expect(sent).toEqual([]);
  expect(await outbox.takeBack(act?.sequence ?? 0)).toBe(true);
  await outbox.send();
  expect(sent).toEqual([]);
});

test("an act whose answer was lost is sent again under its key, and cannot be taken back in silence", async () => {
  const outbox = box();
  answers = () => "silence";
  await outbox.put(weighing("a"));
  await outbox.send();
  const [act] = await outbox.all();
  expect(act).toMatchObject({ state: "waiting", tried: true });
  expect(await outbox.takeBack(act?.sequence ?? 0)).toBe(false);
  answers = () => recorded;
  await outbox.send();
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  expect(await outbox.all()).toEqual([]);
});

test("many go in one list, in their order, each with an outcome of its own", async () => {
  const outbox = box();
  const heard: Outcome[] = [];
  outbox.listen((outcome) => outcome && heard.push(outcome));
  answers = () => ({
    status: 200,
    body: {
      outcomes: [
        { id: "a", status: "recorded", position: 1, problem: null },
        { id: "b", status: "refused", position: null, problem: problem("probable-double") },
        { id: "c", status: "already-recorded", position: 2, problem: null },
      ],
    },
  });
  await allOf(outbox, weighing("a"), weighing("b"), weighing("c"));
  await outbox.send();
  expect(sent.map(({ path }) => path)).toEqual([`${DELIVERIES}/batch`]);
  expect(sent[0]?.body).toMatchObject({ items: [{ id: "a" }, { id: "b" }, { id: "c" }] });
  expect(heard.map((outcome) => "answer" in outcome)).toEqual([true, false, true]);
  expect(await outbox.all()).toMatchObject([{ about: "b", state: "refused", refusal: { type: "probable-double" } }]);
});

test("a list that is not understood as a whole is sent act by act", async () => {
  const outbox = box();
  answers = (path) => (path.endsWith("/batch") ? refusal("bad-value", 422) : recorded);
  await allOf(outbox, weighing("a"), weighing("b"));
  await outbox.send();
  expect(bodies()).toEqual([undefined, "a", "b"]);
  expect(await outbox.all()).toEqual([]);
});

test("a taking back follows its weighing and is held where that was refused", async () => {
  const outbox = box();
  answers = (path) => (path === DELIVERIES ? refusal("no-price") : recorded);
  await allOf(outbox, weighing("a"), taking("a"));
  await outbox.send();
  expect(sent.map(({ path }) => path)).toEqual([DELIVERIES]);
  const [refused] = await outbox.all();
  await outbox.drop(refused?.sequence ?? 0);
  expect(await outbox.all()).toEqual([]);
});

test("a fault of the server holds up nobody else's milk and decides nothing", async () => {
  const outbox = box();
  answers = (path) => (path.endsWith("/void") ? { status: 500, body: {} } : recorded);
  await allOf(outbox, taking("x"), weighing("a"));
  await outbox.send();
  expect(await outbox.all()).toMatchObject([{ about: "x", state: "waiting" }]);
});

test("one act that the server cannot bear holds up none of its list", async () => {
  const outbox = box();
  answers = (path, body) => (path.endsWith("/batch") || (body as { id: string }).id === "b" ? { status: 500, body: {} } : recorded);
  await allOf(outbox, weighing("a"), weighing("b"), weighing("c"));
  await outbox.send();
  expect(await outbox.all()).toMatchObject([{ about: "b", state: "waiting" }]);
});

test("a list that is sent act by act ends at the first silence", async () => {
  const outbox = box();
  answers = (path, body) => (path.endsWith("/batch") ? refusal("bad-value", 422) : (body as { id: string }).id === "a" ? recorded : "silence");
  await allOf(outbox, weighing("a"), weighing("b"), weighing("c"));
  await outbox.send();
  expect(bodies()).toEqual([undefined, "a", "b"]);
  expect(await outbox.all()).toMatchObject([{ about: "b", state: "waiting" }, { about: "c", state: "waiting" }]);
});

test("when another person signs in, in whichever window, nothing more is sent under that session", async () => {
  const outbox = box();
  answers = () => {
    mark("member:0001");
    return recorded;
  };
  await allOf(outbox, weighing("a"), taking("x"));
  await outbox.send();
  expect(sent).toHaveLength(1);
  unmark();
  await outbox.send();
  expect(sent).toHaveLength(1);
  mark("staff:S001");
  await outbox.send();
  expect(await outbox.all()).toEqual([]);
});

test("who signs in again finds that what waited is sent at once", async () => {
  const outbox = box();
  answers = () => refusal("not-signed-in", 401);
  await outbox.put(weighing("a"));
  await outbox.send();
  unmark();
  const stop = outbox.start();
  answers = () => recorded;
  mark("staff:S001");
  await vi.waitFor(async () => expect(await outbox.all()).toEqual([]));
  stop();
});

test("a browser that wrongly says it is offline is believed no longer than until an answer comes", async () => {
  const outbox = box();
  vi.stubGlobal("navigator", { ...navigator, onLine: false });
  dispatchEvent(new Event("offline"));
  const stop = outbox.start();
  await outbox.put(weighing("a"));
  await outbox.send();
  expect(sent).toEqual([]);
  heardAnswer(performance.now() + 1);
  await vi.waitFor(async () => expect(await outbox.all()).toEqual([]));
  stop();
  dispatchEvent(new Event("offline"));
});

test("silence is answered with more and more patience, and never with more than half a minute", () => {
  expect([0, 1, 2, 3, 4, 9].map((silences) => waitAfter(silences, 1))).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(waitAfter(0, 0)).toBe(1_500);
  expect(waitAfter(Infinity, 1)).toBe(30_000);
});

test("a line that was dropped meanwhile cannot be mended: who mends it is told", async () => {
  const outbox = box();
  answers = () => refusal("unusual-litres");
  await outbox.put(weighing("a", "85"));
  await outbox.send();
  const [act] = await outbox.all();
  await outbox.drop(act?.sequence ?? 0);
  expect(await outbox.mend(act?.sequence ?? 0, act?.body)).toBe(false);
  expect(await outbox.all()).toEqual([]);
});

test("two windows without locks send the same once, and the later refusal brings nothing back", async () => {
  vi.stubGlobal("navigator", { ...navigator, onLine: false });
  await box().put(weighing("a"));
  vi.stubGlobal("navigator", { onLine: true });
  let times = 0;
  answers = () => (++times === 1 ? recorded : refusal("wrong-state"));
  await Promise.all([box().send(), box().send()]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  expect(await box().all()).toEqual([]);
});

test.each([401, 403, 404, 405, 302, 200, 204])("a page of somebody in between (%i) decides nothing: the act waits", async (status) => {
  const outbox = box();
  answers = () => new Response(status === 204 ? null : "<html>Sign in to the hotel</html>", { status, headers: { "Content-Type": "text/html" } });
  await outbox.put(weighing("a"));
  await outbox.send();
  expect(await outbox.all()).toMatchObject([{ about: "a", state: "waiting" }]);
  answers = () => recorded;
  await outbox.send();
  expect(await outbox.all()).toEqual([]);
});

test("a session that ended keeps all that waits", async () => {
  const outbox = box();
  answers = () => refusal("not-signed-in", 401);
  await outbox.put(weighing("a"));
  await outbox.send();
  expect(await outbox.all()).toMatchObject([{ state: "waiting" }]);
});

test("what a person mended goes out with another key", async () => {
  const outbox = box();
  answers = () => refusal("unusual-litres");
  await outbox.put(weighing("a", "85"));
  await outbox.send();
  const [act] = await outbox.all();
  answers = () => recorded;
  await outbox.mend(act?.sequence ?? 0, { ...(act?.body as object), meant: true });
  await outbox.send();
  expect(sent[1]?.key).not.toBe(sent[0]?.key);
  expect(sent[1]?.body).toMatchObject({ litres: "85", meant: true });
  expect(await outbox.all()).toEqual([]);
});

test("who did it is told with each act, and where another one's cookie is in the browser already, all of it waits", async () => {
  const outbox = box();
  const heard: Outcome[] = [];
  outbox.listen((outcome) => outcome && heard.push(outcome));
  answers = () => refusal("another-person");
  await allOf(outbox, weighing("a"), weighing("b"), taking("x"));
  await outbox.send();
  expect(sent.map(({ path, principal }) => [path, principal])).toEqual([[`${DELIVERIES}/batch`, "staff:S001"]]);
  expect(heard.map((outcome) => "problem" in outcome && outcome.problem.kind)).toEqual(["signed-out", "signed-out"]);
  expect((await outbox.all()).map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
});

test("what another person left here is told by how much and whose, and nobody else can take it away", async () => {
  await allOf(box(), weighing("a"), weighing("b"));
  const [act] = await box().all();
  const other = new Outbox("test", "staff:S002");
  await allOf(other, weighing("a"), taking("a"));
  expect((await other.look()).others).toEqual([{ principal: "staff:S001", count: 2 }]);
  expect(await other.takeBack(act?.sequence ?? 0)).toBe(false);
  const [own] = await other.all();
  expect(await other.takeBack(own?.sequence ?? 0)).toBe(true);
  expect(await other.all()).toEqual([]);
  expect((await box().all()).map(({ about }) => about)).toEqual(["a", "b"]);
  expect((await box().look()).others).toEqual([]);
});

test("another person on the same device neither sees nor sends what waits", async () => {
  await allOf(box(), weighing("a"));
  const other = new Outbox("test", "staff:S002");
  await other.send();
  expect(await other.all()).toEqual([]);
  expect(sent).toEqual([]);
});
