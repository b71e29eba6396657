/**
 * The one way to the API. Types come from our own OpenAPI document (schema.d.ts, made by `./dev types`).
 *
 * The session is a cookie that no script can read. What is refused is thrown as a Problem, and so is a network
 * that does not answer, after a patience of some seconds.
 */
import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";

import { heardTime } from "../offline/clock";
import { NETWORK, Problem, problemOf } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const PATIENCE_MS = 20_000;

const throwing: Middleware = {
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await problemOf(response);
    return response;
  },
};

/** Node's tests have no origin; a browser always has one. */
const origin = typeof location === "undefined" ? "http://localhost" : location.origin;

export async function fetchWithPatience(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]) });
    heardTime(response);
    return response;
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    throw new Problem(NETWORK, { title: "network" });
  }
}

export const client = createFetchClient<paths>({ baseUrl: origin, credentials: "same-origin", fetch: fetchWithPatience });
client.use(throwing);

/** `api.useQuery("get", "/api/v1/…", { params })`: TanStack Query with our types. */
export const api = createQueryClient(client);

/** A key for `Idempotency-Key`: the same press of a button, sent twice, is done once. */
export const newKey = () => crypto.randomUUID();

/** How each of our lists goes on: `api.useInfiniteQuery("get", "/api/v1/members", { params }, PAGES)`. */
export const PAGES = {
  pageParamName: "cursor",
  // null is left out of the address: the first page has no cursor.
  initialPageParam: null,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
};
