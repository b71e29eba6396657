/** The delivery book: the list with its filters, and each weighing's own page. */
import { Route, Routes } from "react-router";

import { Book } from "./Book";
import { Delivery } from "./Delivery";

export default function Deliveries() {
  return (
    <Routes>
      <Route index element={<Book />} />
      <Route path=":id" element={<Delivery />} />
    </Routes>
  );
}
