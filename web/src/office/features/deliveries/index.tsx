/** The delivery book: the list with its filters, and each weighing's own page. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { Book } from "./Book";
import { Delivery } from "./Delivery";

export default function Deliveries() {
  return (
    <Places>
      <Route index element={<Book />} />
      <Route path=":id" element={<Delivery />} />
    </Places>
  );
}
