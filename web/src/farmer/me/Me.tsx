/** The member's own: who I am here, and what I choose. */
import { Access } from "./Access";
import { Devices } from "./Devices";
import { Held } from "./Held";
import { Looks } from "./Looks";
import { Look } from "./Look";
import { Messages } from "./Messages";
import { Overview } from "./Overview";
import { Pay } from "./Pay";
import { Pin } from "./Pin";

export default function Me({ rest }: { rest: string[] }) {
  switch (rest[0]) {
    case "look": return <Look />;
    case "messages": return <Messages />;
    case "pay": return <Pay />;
    case "pin": return <Pin />;
    case "devices": return <Devices />;
    case "access": return <Access />;
    case "held": return <Held />;
    case "looks": return <Looks />;
    default: return <Overview />;
  }
}
