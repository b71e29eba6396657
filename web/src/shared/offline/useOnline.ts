/** Whether there seems to be a network. It may still be gone: only an answer proves it. */
import { useSyncExternalStore } from "react";

import { hasNetwork, onNetwork } from "./network";

export const useOnline = () => useSyncExternalStore(onNetwork, hasNetwork, () => true);
