export default function Money() { return <main><h1>Money</h1></main>; }
