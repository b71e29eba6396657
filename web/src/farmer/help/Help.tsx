export default function Help() { return <main><h1>Help</h1></main>; }
