/** How the member gets in: inviting, ending sessions, giving lost access back by two, and who looked at the data. */
import { useMay } from "@shared/api/session";
import { Stack } from "@mantine/core";

import type { TabProps } from "../Member";
import { History } from "./History";
import { Letting } from "./Letting";
import { Looks } from "./Looks";

export default function Access({ member }: TabProps) {
  const history = useMay("access.read");
  const looks = useMay("looks.read");
  return (
    <Stack gap="lg">
      <Letting member={member} />
      {history ? <History number={member.number} /> : null}
      {looks ? <Looks number={member.number} /> : null}
    </Stack>
  );
}
