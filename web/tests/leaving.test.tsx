/** Who signs out without network is out here; the API hears of it when there is one, and nobody else before. */
import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { leaveFirst, noteLeaving, useLeaving } from "@shared/api/leaving";

afterEach(() => vi.unstubAllGlobals());

/** The network, as it is one request after the other; a status, or nothing at all. */
function network(...answers: (number | null)[]) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    const status = answers.shift();
    if (!status) throw new TypeError("Failed to fetch");
    return new Response(status === 204 ? null : "{}", { status, headers: { "X-Request-Id": "r1" } });
  });
  return asked;
}

test("nobody left: nothing is asked of the API", async () => {
  const asked = network();
  await leaveFirst();
  expect([asked, renderHook(() => useLeaving()).result.current]).toEqual([[], false]);
});

test("without network it is told that the session lives on, and it ends when the network is back", async () => {
  const asked = network(null, 204);
  noteLeaving();
  const { result } = renderHook(() => useLeaving());
  expect(result.current).toBe(true);
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(result.current).toBe(true);
  // The first try is over before the network comes back.
  await act(async () => void (await new Promise((done) => setTimeout(done))));
  act(() => void dispatchEvent(new Event("online")));
  await waitFor(() => expect(result.current).toBe(false));
  expect(asked).toEqual(["DELETE /api/v1/sessions/own", "DELETE /api/v1/sessions/own"]);
});

test("who signs in next waits until the one before is out, and a session that is over already is out", async () => {
  const asked = network(null, 401);
  noteLeaving();
  await expect(leaveFirst()).rejects.toMatchObject({ kind: "network" });
  await Promise.all([leaveFirst(), leaveFirst()]);
  expect(asked).toHaveLength(2);
  await leaveFirst();
  expect(asked).toHaveLength(2);
});
