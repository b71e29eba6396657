/** Money: what is there and how it comes about; statements, payments, and what the member owes. */
import { Account } from "./Account";
import { Charge } from "./Charge";
import { Charges } from "./Charges";
import { Overview } from "./Overview";
import { Payments } from "./Payments";
import { Statement } from "./Statement";
import { Statements } from "./Statements";

export default function Money({ rest }: { rest: string[] }) {
  const [place = "", id = ""] = rest;
  switch (place) {
    case "account": return <Account />;
    case "statements": return <Statements />;
    case "statement": return <Statement key={id} run={id} />;
    case "payments": return <Payments />;
    case "charges": return <Charges />;
    case "charge": return <Charge key={id} id={id} />;
    default: return <Overview />;
  }
}
