export default function Me() { return <main><h1>Me</h1></main>; }
