/** A part of the app that is fetched when it is needed, and what it is when it does not come. */
import { lazy, type ComponentType } from "react";

/** In the words of Chromium, Firefox, Safari and Vite: there is no network, or a deploy took the old files away. */
const WORDS = /dynamically imported module|importing a module script|unable to preload css/i;

export const didNotCome = (thrown: unknown): boolean => thrown instanceof Error && WORDS.test(thrown.message);

/** For what the page can be used without: where it does not come, nothing stands in its place. */
export function lazily<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(() => load().catch(() => ({ default: (() => null) as ComponentType<Props> })));
}
