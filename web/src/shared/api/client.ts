/**
 * The one way to the API. Types come from our own OpenAPI document (schema.d.ts, made by `./dev types`).
 *
 * The session is a cookie that no script can read. What is refused is thrown as a Problem, and so is a network
 * that does not answer, after a patience of some seconds. Each request says the language of the screen, so that
 * what the API says to people is said in it.
 */
import { hashKey } from "@tanstack/react-query";
import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";

import { heardTime } from "../offline/clock";
import { heardAnswer } from "../offline/network";
import { currentLanguage } from "../words/i18n";
import { isOurs, isStranger, problemOf, silence } from "./problem";
import { newId } from "./id";
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

export async function fetchWithPatience(request: Request, patienceMs = PATIENCE_MS): Promise<Response> {
  const askedAt = performance.now();
  const signal = withPatience(request.signal, patienceMs);
  request.headers.set("Accept-Language", currentLanguage());
  try {
    const response = await fetch(request, { signal });
    if (isOurs(response)) heardTime(response);
    if (isStranger(response)) throw silence();
    heardAnswer(askedAt);
    return response;
  } catch (thrown) {
    if (request.signal.aborted) throw thrown;
    throw silence();
  }
}

/** Ends the answer's body too, which may hang behind its head. Not AbortSignal.any: phones of some years ago do not have it. */
function withPatience(asked: AbortSignal, patienceMs: number): AbortSignal {
  const late = new AbortController();
  const giveUp = () => late.abort();
  if (asked.aborted) giveUp();
  asked.addEventListener("abort", giveUp, { once: true });
  setTimeout(giveUp, patienceMs);
  return late.signal;
}

export const client = createFetchClient<paths>({ baseUrl: origin, credentials: "same-origin", fetch: (request: Request) => fetchWithPatience(request) });
client.use(throwing);

/** `api.useQuery("get", "/api/v1/…", { params })`: TanStack Query with our types. */
export const api = createQueryClient(client);

/** A key for `Idempotency-Key`: the same press of a button, sent twice, is done once. */
export const newKey = newId;

/**
 * How each of our lists goes on: `api.useInfiniteQuery("get", "/api/v1/members", { params }, PAGES)`. What is kept of
 * a list that goes on is no answer to who asks the same address once, elsewhere: they are kept apart.
 */
export const PAGES = {
  pageParamName: "cursor",
  // null is left out of the address: the first page has no cursor.
  initialPageParam: null,
  queryKeyHashFn: (key: readonly unknown[]) => hashKey(["pages", ...key]),
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
};
