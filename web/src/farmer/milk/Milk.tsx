export default function Milk() { return <main><h1>Milk</h1></main>; }
